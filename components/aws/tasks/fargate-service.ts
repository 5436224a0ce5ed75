import * as pulumi from "@pulumi/pulumi";
import * as ecs from "@pulumi/aws/ecs";
import type * as iam from "@pulumi/aws/iam";
import * as servicediscovery from "@pulumi/aws/servicediscovery";
import { FargateTask, type FargateTaskArgs } from "./fargate-task";
import type { PrivateNames } from "../network/private-names";
import { runningRevision } from "./running-revision";
import { named } from "../tags";

/** Arguments of {@link FargateService}. */
export interface FargateServiceArgs extends Omit<FargateTaskArgs, "streamPrefix" | "role"> {
  /** Role of the program itself. */
  readonly role: iam.Role;
  /** Short name, such as `server`: of the log streams, and in the private DNS namespace as `names` has it. */
  readonly shortName: string;
  readonly cluster: ecs.Cluster;
  readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  readonly securityGroupId: pulumi.Input<string>;
  /** Private DNS namespace in which the service is found. */
  readonly names: PrivateNames;
  /** How many tasks run. */
  readonly count: ServiceCount;
  /** Whether ECS goes back to the revision before when the new one does not start. */
  readonly rollback: boolean;
  /** Balancer that sends requests to one of the containers. */
  readonly target?: { readonly groupArn: pulumi.Input<string>; readonly container: string; readonly port: number };
  /** Seconds after a start in which failed health checks of the balancer count for nothing. */
  readonly gracePeriodSeconds?: number;
  /** Longest start that is still waited for, such as `20m`. */
  readonly startTimeout: string;
  /** What a task meets when it starts, beyond what its definition refers to: routes, rules, database, search. */
  readonly startsAfter: readonly pulumi.Resource[];
  /** What starts new tasks when it changes, beside the secrets that they read: what a step did for them, say. */
  readonly triggers?: Readonly<Record<string, pulumi.Input<string>>>;
  /** Makes the steps that the service waits for, which may need what its own task needs, such as its role's policies. */
  readonly steps?: (task: FargateTask) => readonly pulumi.Resource[];
}

/** Tasks of a service. */
export interface ServiceCount {
  readonly desired: number;
  /** After the first `up` a step sets the count (`RunningServices`), or AWS by load: what the provider read meanwhile is no change. */
  readonly setElsewhere: boolean;
  /** New tasks answer before old ones go; else the old ones stop first. */
  readonly rolls: boolean;
}

/**
 * Tasks on Fargate. One that may not run twice is replaced rather than doubled: the old one stops before the new one starts. A
 * changed secret value starts new tasks, since ECS hands secrets over at the start only.
 *
 * Cost: CPU and memory of the running task by the second (list price, us-east-1: 1 vCPU with 4 GiB is about 42 USD a
 * month on x86_64, 34 on arm64).
 */
export class FargateService extends pulumi.ComponentResource {
  readonly service: ecs.Service;
  readonly task: FargateTask;
  /** Name in the stack's private DNS namespace. */
  readonly hostName: pulumi.Output<string>;
  private started: readonly pulumi.Resource[] = [];
  private checked?: pulumi.Output<string>;

  constructor(name: string, args: FargateServiceArgs, options?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:FargateService", name, {}, options);
    this.task = new FargateTask(name, { ...args, streamPrefix: args.shortName }, { parent: this });
    const record = new servicediscovery.Service(name, registration(name, args), { parent: this });
    const steps = args.steps?.(this.task) ?? [];
    this.service = new ecs.Service(name, serviceArgs(name, args, this.task, record), {
      parent: this,
      dependsOn: [...this.task.prerequisites, ...args.startsAfter, ...steps],
      // The provider sends a forced deployment with any change, also of a count that is right already.
      ...(args.count.setElsewhere && { ignoreChanges: ["desiredCount"] }),
      customTimeouts: { create: args.startTimeout, update: args.startTimeout, delete: "20m" },
    });
    this.hostName = pulumi.output(args.names.hostOf(args.shortName));
    this.registerOutputs({ hostName: this.hostName });
  }

  /** The service may be at 0 until these are there: its revision is asked for after them. */
  runsAfter(what: readonly pulumi.Resource[]): void {
    this.started = what;
  }

  /** The revision that runs once the service is steady; fails when it is not the one registered. */
  get revision(): pulumi.Output<string> {
    this.checked ??= runningRevision(this.service, this.task.definition.arn, this.started);
    return this.checked;
  }
}

/** Address records with a short life, so that callers follow a replaced task within seconds. */
function registration(name: string, args: FargateServiceArgs): servicediscovery.ServiceArgs {
  const dnsRecords = [{ type: "A", ttl: 10 }];
  return {
    name: args.names.registered(args.shortName),
    dnsConfig: { namespaceId: args.names.namespaceId, dnsRecords, routingPolicy: "MULTIVALUE" },
    forceDestroy: true,
    tags: named(args.tags, name),
  };
}

function serviceArgs(
  name: string,
  args: FargateServiceArgs,
  task: FargateTask,
  record: servicediscovery.Service,
): ecs.ServiceArgs {
  const { count } = args;
  return {
    cluster: args.cluster.arn,
    taskDefinition: task.definition.arn,
    launchType: "FARGATE",
    desiredCount: count.desired,
    deploymentMinimumHealthyPercent: count.rolls ? 100 : 0,
    deploymentMaximumPercent: count.rolls ? 200 : 100,
    // It needs a maximum above 100 %. Not by the count, or another count would start every task again.
    availabilityZoneRebalancing: count.rolls ? "ENABLED" : "DISABLED",
    deploymentCircuitBreaker: { enable: true, rollback: args.rollback },
    waitForSteadyState: true,
    enableExecuteCommand: args.execCommand,
    networkConfiguration: {
      subnets: args.subnetIds,
      securityGroups: [args.securityGroupId],
      assignPublicIp: false,
    },
    serviceRegistries: { registryArn: record.arn },
    ...(args.target && {
      loadBalancers: [
        {
          targetGroupArn: args.target.groupArn,
          containerName: args.target.container,
          containerPort: args.target.port,
        },
      ],
      healthCheckGracePeriodSeconds: args.gracePeriodSeconds,
    }),
    propagateTags: "SERVICE",
    forceNewDeployment: true,
    triggers: { ...task.secretFingerprints, ...args.triggers },
    tags: named(args.tags, name),
  };
}
