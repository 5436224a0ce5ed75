import * as pulumi from "@pulumi/pulumi";
import type * as ecs from "@pulumi/aws/ecs";
import { FargateTask, type FargateTaskArgs } from "./fargate-task";
import { StepResource, type StepResourceArgs } from "./step-resource";

/** Arguments of {@link Step}. */
export interface StepArgs
  extends
    Omit<FargateTaskArgs, "streamPrefix" | "execCommand">,
    Pick<StepResourceArgs, "triggers" | "runsAtCreate" | "timeLimitMinutes" | "ifItFails" | "before"> {
  /** Short name, such as `reindex`: of its log streams, its progress lines and errors. */
  readonly shortName: string;
  readonly cluster: ecs.Cluster;
  readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  readonly securityGroupId: pulumi.Input<string>;
  /** What the task meets when it runs, beyond what its definition refers to. */
  readonly startsAfter: readonly pulumi.Resource[];
}

/**
 * A task that `up` runs to its end, as a resource of the program: its own task definition, execution role and log streams.
 * It runs when a trigger changes, after what it depends on, and `up` fails with the last lines of its log when it does. It must
 * be one that may run again: a step that failed, or whose `up` was killed, does.
 *
 * Cost: CPU and memory of the task by the second while it runs; nothing at rest.
 */
export class Step extends pulumi.ComponentResource {
  readonly task: FargateTask;
  /** The run; what needs its outcome depends on it. */
  readonly run: StepResource;

  constructor(name: string, args: StepArgs, options?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:Step", name, {}, options);
    const { shortName, cluster } = args;
    this.task = new FargateTask(name, { ...args, streamPrefix: shortName, execCommand: false }, { parent: this });
    this.run = new StepResource(
      name,
      {
        step: shortName,
        cluster: cluster.arn,
        taskDefinition: this.task.definition.arn,
        networkConfiguration: {
          subnets: args.subnetIds,
          securityGroups: [args.securityGroupId],
          assignPublicIp: false,
        },
        triggers: args.triggers,
        runsAtCreate: args.runsAtCreate,
        timeLimitMinutes: args.timeLimitMinutes,
        ifItFails: args.ifItFails,
        ...(args.before && { before: args.before }),
      },
      { parent: this, dependsOn: [...this.task.prerequisites, ...args.startsAfter] },
    );
    this.registerOutputs();
  }
}
