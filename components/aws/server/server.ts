import * as pulumi from "@pulumi/pulumi";
import type * as iam from "@pulumi/aws/iam";
import type { DomainConfig, ServerConfig } from "../../../config/schema";
import { serverCount } from "../../../config/server-count";
import { knownPublicUrl } from "../../../config/server-settings";
import type { TaskSpec } from "../../../openmetadata/tasks/container-spec";
import type { ReleaseLine } from "../../../openmetadata/releases/release-lines";
import type { Search } from "../data/search";
import { AccessLogs } from "../observability/access-logs";
import { Certificate, aliasRecord } from "./domain";
import { FargateService, type FargateServiceArgs } from "../tasks/fargate-service";
import type { FargateTask } from "../tasks/fargate-task";
import { LoadBalancer } from "./load-balancer";
import { Migration, type MigrationArgs } from "./migration";
import { Preparation, securityStep } from "./preparation";
import { ServerScaling } from "./server-scaling";
import type { PolicyStatement } from "../tasks/policy-document";
import type { TaskPlace } from "../tasks/task-place";

/** Arguments of {@link ServerFront}. */
export interface ServerFrontArgs {
  readonly config: ServerConfig;
  /** Name and certificate; HTTP only when absent. */
  readonly domain?: DomainConfig;
  readonly line: ReleaseLine;
  readonly place: TaskPlace;
  /** AWS refuses to delete the load balancer. */
  readonly deletionProtection: boolean;
}

/**
 * What browsers meet: load balancer, certificate, name. Apart from the service, since the server's environment names
 * its public address.
 *
 * Cost: the load balancer, about 16 USD a month and its traffic.
 */
export class ServerFront extends pulumi.ComponentResource {
  readonly balancer: LoadBalancer;
  /** Address that browsers use, without a path. */
  readonly publicUrl: pulumi.Output<string>;
  /** What must be there before the service is reached: listener and record. */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: ServerFrontArgs, options?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:ServerFront", name, {}, options);
    const child = { parent: this };
    const { config, domain, line, place } = args;
    const { network, groups, tags } = place;
    this.balancer = new LoadBalancer(
      name,
      {
        vpcId: network.vpcId,
        subnetIds: config.internal ? network.privateSubnetIds : network.publicSubnetIds,
        securityGroupId: groups.loadBalancer.id,
        internal: config.internal,
        ...(domain && { certificateArn: certificateArn(name, domain, place, child) }),
        targetPort: line.serverPort,
        health: line.serverHealth,
        stickySessions: line.stickySessions,
        deletionProtection: args.deletionProtection,
        ...(config.accessLogs && { accessLogs: accessLogs(name, args, child) }),
        startsAfter: config.internal ? [] : network.publicReady,
        tags,
      },
      child,
    );
    this.ready = [this.balancer.listener];
    if (domain?.zoneId) {
      const { name: hostName, zoneId } = domain;
      this.ready.push(aliasRecord(name, { name: hostName, zoneId }, this.balancer, child));
    }
    this.publicUrl = pulumi.output(
      knownPublicUrl({ server: config, domain }) ?? pulumi.interpolate`http://${this.balancer.dnsName}`,
    );
    this.registerOutputs({ publicUrl: this.publicUrl });
  }
}

const accessLogs = (name: string, args: ServerFrontArgs, child: pulumi.ComponentResourceOptions): AccessLogs =>
  new AccessLogs(
    `${name}-access-logs`,
    {
      accountId: args.place.accountId,
      retentionDays: args.config.logRetentionDays,
      dataProtection: args.deletionProtection,
      tags: args.place.tags,
    },
    child,
  );

function certificateArn(
  name: string,
  domain: DomainConfig,
  place: TaskPlace,
  child: pulumi.ComponentResourceOptions,
): pulumi.Input<string> {
  if (domain.certificate === "existing") return domain.certificateArn;
  return new Certificate(name, { domainName: domain.name, zoneId: domain.zoneId, tags: place.tags }, child).arn;
}

/** Arguments of {@link Server}. */
export interface ServerArgs {
  readonly config: ServerConfig;
  readonly line: ReleaseLine;
  readonly place: TaskPlace;
  readonly front: ServerFront;
  readonly task: TaskSpec;
  /** Signed search requests, where the server makes them. */
  readonly statements: readonly PolicyStatement[];
  /** Task role. */
  readonly role: iam.Role;
  readonly repositoryArns: readonly pulumi.Input<string>[];
  /** Database and search, and what configures them. */
  readonly startsAfter: readonly pulumi.Resource[];
  /** What the migration follows from besides. */
  readonly migration: Omit<MigrationArgs, "serverName" | "startsAfter">;
  readonly search: Search;
  /** Name of the stack's steps. */
  readonly prefix: string;
}

/** The JVM, and on a first start or an upgrade the search indices, before the health endpoint answers. */
const gracePeriodSeconds = 600;

/**
 * The OpenMetadata server: tasks that serve once database and login are there, and the schema is migrated. Where the release takes
 * several servers, new ones answer before old ones go, and ECS goes back to the revision before when they do not become healthy.
 *
 * Cost: CPU and memory of each task by the second.
 */
export class Server extends pulumi.ComponentResource {
  readonly service: FargateService;
  /** What migrates the database before the service; Airflow of the new release waits for it too. */
  readonly migration: Migration;
  /** There once the server runs, also after a migration stopped it. */
  readonly running: readonly pulumi.Resource[];
  /** Server as other tasks of the stack call it, without a path. */
  readonly internalUrl: pulumi.Output<string>;

  constructor(name: string, args: ServerArgs, options?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:Server", name, {}, options);
    const { config, line, place, front } = args;
    const count = serverCount(args.migration.config);
    const startsAfter = [...args.startsAfter, ...place.network.egressReady, ...place.groups.rules];
    let migration: Migration | undefined;
    const steps = (task: FargateTask): readonly pulumi.Resource[] => {
      const before = this.stepsBefore(name, args, [...startsAfter, ...task.prerequisites]);
      migration = before.migration;
      return before.ready;
    };
    this.service = new FargateService(
      name,
      { ...serviceArgs(args, count), startsAfter: [...startsAfter, ...front.ready], steps },
      { parent: this },
    );
    this.migration = migration!;
    this.running = this.migration.serves(this.service, count, config.autoscaling !== undefined);
    this.service.runsAfter(this.running);
    const { autoscaling } = config;
    if (autoscaling) {
      const scaling = { autoscaling, place, service: this.service, balancer: front.balancer };
      new ServerScaling(name, scaling, { parent: this });
    }
    this.internalUrl = pulumi.interpolate`http://${this.service.hostName}:${line.serverPort}`;
    this.registerOutputs({ internalUrl: this.internalUrl });
  }

  /** What runs once before the service: preparation, migration, removal of stored sign-on settings. */
  private stepsBefore(name: string, args: ServerArgs, startsAfter: readonly pulumi.Resource[]) {
    const child = { parent: this };
    const toPrepare = { ...args.migration, search: args.search, startsAfter };
    const { ready } = new Preparation(args.prefix, toPrepare, child);
    const toMigrate = { ...args.migration, serverName: name, startsAfter: [...startsAfter, ...ready] };
    const migration = new Migration(args.prefix, toMigrate, child);
    const security = securityStep(args.prefix, toPrepare, [...ready, ...migration.ready], child);
    return { migration, ready: [...ready, ...migration.ready, ...security.map(({ run }) => run)] };
  }
}

/** A migration that is a step brings the service to 0, and `server-runs` to its count; without one, there is no `server-runs`. */
const migratesInStep = ({ migration }: ReleaseLine): boolean => migration !== "at-start";

/** The service, but for what it waits for. */
const serviceArgs = (
  { config, line, place, front, ...args }: ServerArgs,
  count: ReturnType<typeof serverCount>,
): Omit<FargateServiceArgs, "startsAfter" | "steps"> => ({
  ...place,
  shortName: "server",
  region: place.location.region,
  task: args.task,
  cpu: config.cpu,
  memory: config.memory,
  ephemeralStorageGiB: config.ephemeralStorageGiB,
  architecture: config.architecture,
  logGroup: place.logs.group("server"),
  execCommand: config.execCommand,
  role: args.role,
  statements: args.statements,
  policyArns: config.policyArns,
  repositoryArns: args.repositoryArns,
  subnetIds: place.network.privateSubnetIds,
  securityGroupId: place.groups.server.id,
  names: place.network.names,
  count: { desired: count.minimum, setElsewhere: migratesInStep(line), rolls: count.rolls },
  // The revision before has the same schema then: an upgrade starts from 0 tasks of the new one.
  rollback: migratesInStep(line),
  target: { groupArn: front.balancer.targetGroup.arn, container: "server", port: line.serverPort },
  gracePeriodSeconds,
  // Three starts that fail, which is when ECS gives up, each after migration and grace period.
  startTimeout: "90m",
  // Servers read stored sign-on settings when they start.
  triggers: { security: args.migration.settings.security.fingerprint },
});
