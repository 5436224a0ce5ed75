import * as pulumi from "@pulumi/pulumi";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import type * as iam from "@pulumi/aws/iam";
import { buildsImage } from "../../config/airflow-image";
import type { StackConfig } from "../../config/stack-config";
import { ports } from "../../openmetadata/tasks/ports";
import { type ReleaseLine, releaseLineOf } from "../../openmetadata/releases/release-lines";
import { airflowEntryPort } from "../../openmetadata/tasks/airflow-task";
import { type PlatformAddresses, platformAddresses } from "../../openmetadata/wiring/platform-addresses";
import type { TaskDatabase } from "../../openmetadata/tasks/database-bootstrap";
import type { ServerStepSettings } from "../../openmetadata/tasks/server-steps";
import { serverTask } from "../../openmetadata/tasks/server-task";
import type { CreatedAirflowConfig } from "../../config/schema";
import type { AirflowHost } from "./airflow/airflow-host";
import { createdAirflow } from "./airflow/created-airflow";
import { connectionSecretsStatements } from "./secrets/connection-secrets";
import { alarms, cluster, flowLogs, logSettings } from "./observability/trail";
import { Database } from "./data/database";
import { programDatabase } from "./data/database-plan";
import { destroyGuard } from "./data/destroy-guard";
import { requireDocker } from "./airflow/docker-engine";
import { airflowLogGroups } from "./airflow/run-logs";
import { repositoriesOf } from "./tasks/image-repository";
import { type IngestionLogs, ingestionLogs } from "./data/ingestion-logs";
import { awsLocation } from "./location";
import { LogGroups } from "./observability/logs";
import { namedFiles, type NamedFiles } from "./secrets/named-files";
import { stackPrefix } from "./naming";
import { Network } from "./network/network";
import { Search } from "./data/search";
import { SecretStore } from "./secrets/secrets";
import { SecurityGroups } from "./network/security-groups";
import { Server, ServerFront } from "./server/server";
import { CatalogSteps } from "./server/catalog-steps";
import { serverDeployment } from "./server/server-deployment";
import { serverPlan } from "./server/server-plan";
import { stackTags, type Tags } from "./tags";
import type { TaskPlace } from "./tasks/task-place";
import { searchStatement, taskRole } from "./tasks/task-roles";
import { neededEndpoints } from "./network/vpc-endpoints";

/** Arguments of {@link AwsPlatform}. */
export interface AwsPlatformArgs {
  readonly config: StackConfig;
}

/**
 * OpenMetadata on AWS: network, database, search, secrets, the server behind its load balancer, and Airflow unless the
 * stack uses one that exists.
 *
 * Cost: see the parts. The smallest size is about 230 USD a month in us-east-1.
 */
export class AwsPlatform extends pulumi.ComponentResource {
  readonly line: ReleaseLine;
  readonly place: TaskPlace;
  readonly database: Database;
  readonly search: Search;
  readonly front: ServerFront;
  /** Where the server keeps the logs of workflows; undefined when Airflow keeps them. */
  readonly ingestionLogs?: IngestionLogs;
  readonly server: Server;
  /** Roles that the programs have in AWS, by task. */
  readonly roles: { readonly server: iam.Role; readonly airflow?: iam.Role };
  /** The Airflow that the stack runs; undefined when it uses one that exists. */
  readonly airflow?: AirflowHost;

  private readonly prefix: string;
  private readonly config: StackConfig;
  readonly files: NamedFiles;
  private readonly child = { parent: this };

  constructor(name: string, { config }: AwsPlatformArgs, options?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:Platform", name, {}, options);
    this.prefix = name;
    this.config = config;
    this.files = namedFiles(config);
    this.line = releaseLineOf(config.version);
    this.place = this.createPlace();
    flowLogs(name, config, this.place, this.child);
    const roles = (this.roles = this.createRoles());
    this.database = this.createDatabase();
    this.search = this.createSearch(roles.server);
    this.front = new ServerFront(
      name,
      {
        config: config.server,
        ...(config.domain && { domain: config.domain }),
        line: this.line,
        place: this.place,
        deletionProtection: config.dataProtection,
      },
      this.child,
    );
    this.ingestionLogs = ingestionLogs(`${name}-ingestion-logs`, config, this.place, this.child);
    const settings = this.serverSettings(roles.server);
    this.server = this.createServer(roles.server, settings);
    if (config.airflow.host === "create" && roles.airflow) {
      this.airflow = this.createAirflow(config.airflow, roles.airflow);
    }
    this.createSteps(roles.server, settings);
    if (config.server.alarms) alarms(name, this, config, this.child);
    this.registerOutputs({ publicUrl: this.front.publicUrl });
  }

  /** Where server and created Airflow find each other, by their private names. Known in every preview. */
  get addresses(): PlatformAddresses {
    const { names } = this.place.network;
    return platformAddresses(this.line, { server: names.hostOf("server"), airflow: names.hostOf("airflow") });
  }

  private createPlace(): TaskPlace {
    const { config, line, prefix, child } = this;
    const location = awsLocation();
    const tags = stackTags(pulumi.getProject(), pulumi.getStack(), config.tags);
    const network = this.createNetwork(location, tags);
    const { airflowMajor, signsSearchRequests } = line;
    const groupPorts = {
      server: line.serverPort,
      serverHealth: line.serverHealth.port,
      airflow: ports.airflow,
      airflowFromServer: airflowEntryPort({ line }),
    };
    return {
      network,
      groups: new SecurityGroups(prefix, { config, network, ports: groupPorts, tags }, child),
      secrets: new SecretStore(prefix, { config, airflowMajor, signsSearchRequests, ...this.files, tags }, child),
      cluster: cluster(prefix, config, tags, child),
      logs: this.createLogGroups(tags),
      location,
      accountId: getCallerIdentityOutput({}, { parent: this }).accountId,
      iam: config.iam,
      images: config.images,
      tags,
    };
  }

  private createNetwork(location: TaskPlace["location"], tags: Tags): Network {
    const { config, prefix, child } = this;
    return new Network(
      prefix,
      {
        config: config.network,
        location,
        interfaceEndpoints: neededEndpoints(config),
        hasIsolatedTasks: config.airflow.host === "create" && config.airflow.egress === "none",
        tags,
      },
      child,
    );
  }

  private createLogGroups(tags: Tags): LogGroups {
    const { server } = this.config;
    return new LogGroups(
      this.prefix,
      {
        tasks: ["server", ...airflowLogGroups(this.config)],
        retentionDays: server.logRetentionDays,
        ...(server.logKmsKeyArn && { kmsKeyArn: server.logKmsKeyArn }),
        tags,
      },
      this.child,
    );
  }

  private createRoles(): AwsPlatform["roles"] {
    const { prefix, child } = this;
    const { accountId, iam, tags } = this.place;
    const role = (task: string): iam.Role =>
      taskRole(`${prefix}-${task}-task`, { description: `What the ${task} may do`, accountId, iam, tags }, child);
    return { server: role("server"), ...(this.config.airflow.host === "create" && { airflow: role("airflow") }) };
  }

  private createDatabase(): Database {
    const { config, place, prefix, child } = this;
    return new Database(
      `${prefix}-database`,
      {
        config: config.database,
        subnetIds: place.network.privateSubnetIds,
        ...(place.groups.database && { securityGroupId: place.groups.database.id }),
        masterPassword: place.secrets.value("database.master"),
        dataProtection: config.dataProtection,
        tags: place.tags,
      },
      child,
    );
  }

  private createSearch(serverRole: iam.Role): Search {
    const { config, place, prefix, child } = this;
    const { secrets } = place;
    return new Search(
      `${prefix}-search`,
      {
        config: config.search,
        location: place.location,
        subnetIds: place.network.privateSubnetIds,
        ...(place.groups.search && { securityGroupId: place.groups.search.id }),
        access: secrets.has("search.password")
          ? { kind: "password", password: secrets.value("search.password") }
          : { kind: "role", roleArn: serverRole.arn },
        ...(config.search.mode === "create" && config.search.logs && { logs: logSettings(config, place) }),
        dataProtection: config.dataProtection,
        tags: place.tags,
      },
      child,
    );
  }

  /** Coordinates of one program's database on the server that both share. */
  private databaseOf(program: "openmetadata" | "airflow"): TaskDatabase {
    return programDatabase(this.config.database, program, this.database);
  }

  private createAirflow(airflow: CreatedAirflowConfig, role: iam.Role): AirflowHost {
    const { config, line, place, prefix, child } = this;
    return createdAirflow(
      prefix,
      {
        config,
        airflow,
        line,
        place,
        role,
        database: this.databaseOf("airflow"),
        addresses: this.addresses,
        sqlServer: this.database,
        serverMigrates: this.server.migration.ready.length > 0,
        startsAfter: [...this.database.ready, ...this.server.migration.ready],
      },
      child,
    );
  }

  private serverSettings(serverRole: iam.Role): ServerStepSettings {
    const { config, line, place, prefix } = this;
    return serverPlan({
      config,
      line,
      database: this.databaseOf("openmetadata"),
      secrets: place.secrets,
      serverRoleArn: serverRole.arn,
      deployment: serverDeployment(prefix, { ...this, ...this.addresses }, config),
    });
  }

  private createServer(role: iam.Role, settings: ServerStepSettings): Server {
    const { config, line, place, prefix, child, search } = this;
    const task = serverTask(settings);
    return new Server(
      `${prefix}-server`,
      {
        line,
        place,
        prefix,
        role,
        search,
        task,
        config: config.server,
        front: this.front,
        statements: [
          ...(search.signedDomainArn ? [searchStatement(search.signedDomainArn)] : []),
          ...connectionSecretsStatements("server", config, place),
          ...(this.ingestionLogs?.statements ?? []),
        ],
        repositoryArns: repositoriesOf(task),
        startsAfter: [...this.database.ready, ...search.ready, ...(this.ingestionLogs?.ready ?? [])],
        migration: { config, line, place, settings, role, database: this.database },
      },
      child,
    );
  }

  private createSteps(role: iam.Role, settings: ServerStepSettings): CatalogSteps {
    const { config, line, place, prefix, child, search, server, airflow } = this;
    const args = { config, line, place, settings, server, role, search, ...(airflow && { airflow }) };
    return new CatalogSteps(prefix, args, child);
  }
}

/** The platform of the running stack. */
export function awsPlatform(config: StackConfig): AwsPlatform {
  if (buildsImage(config.airflow) && config.images.build === "docker") requireDocker();
  const prefix = stackPrefix(pulumi.getProject(), pulumi.getStack());
  const platform = new AwsPlatform(prefix, { config });
  destroyGuard(prefix, platform, config.dataProtection);
  return platform;
}
