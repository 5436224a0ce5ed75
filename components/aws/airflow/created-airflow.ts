import type * as pulumi from "@pulumi/pulumi";
import type * as iam from "@pulumi/aws/iam";
import { addedRequirements, buildsImage } from "../../../config/airflow-image";
import type { CreatedAirflowConfig } from "../../../config/schema";
import type { StackConfig } from "../../../config/stack-config";
import type { EcsExecutorSettings } from "../../../openmetadata/environment/ecs-executor";
import type { ReleaseLine } from "../../../openmetadata/releases/release-lines";
import { airflowHousekeepingTask } from "../../../openmetadata/tasks/airflow-housekeeping";
import { airflowPartTask } from "../../../openmetadata/tasks/airflow-parts";
import { airflowTask } from "../../../openmetadata/tasks/airflow-task";
import type { AirflowTaskSettings } from "../../../openmetadata/tasks/airflow-task-settings";
import { databaseTask, type TaskDatabase } from "../../../openmetadata/tasks/database-bootstrap";
import type { PlatformAddresses } from "../../../openmetadata/wiring/platform-addresses";
import type { Database } from "../data/database";
import { SharedStorage } from "../data/shared-storage";
import { directHosts } from "../network/direct-hosts";
import { connectionSecretsStatements } from "../secrets/connection-secrets";
import { repositoriesOf } from "../tasks/image-repository";
import type { PolicyStatement } from "../tasks/policy-document";
import type { TaskPlace } from "../tasks/task-place";
import { databaseStep } from "../tasks/database-step";
import type { Step } from "../tasks/step";
import { taskRole } from "../tasks/task-roles";
import { AirflowWorker } from "./airflow-worker";
import { AirflowHost, type AirflowHostArgs } from "./airflow-host";
import { AirflowMigration } from "./airflow-migration";
import { airflowPlan, baseIngestionImage } from "./airflow-plan";
import { IngestionImage } from "./ingestion-image";
import { type RunLogs, runLogs } from "./run-logs";

/** What a stack's own Airflow follows from. */
export interface CreatedAirflowArgs {
  readonly config: StackConfig;
  readonly airflow: CreatedAirflowConfig;
  readonly line: ReleaseLine;
  readonly place: TaskPlace;
  /** Task role of what runs workflows and tests connections. */
  readonly role: iam.Role;
  readonly database: TaskDatabase;
  /** The server of that database. */
  readonly sqlServer: Database;
  readonly addresses: PlatformAddresses;
  /** Whether the server's migration is a step of the stack. */
  readonly serverMigrates: boolean;
  /** Database, and what configures it. */
  readonly startsAfter: readonly pulumi.Resource[];
}

type Options = pulumi.CustomResourceOptions;

/** The stack's own Airflow with its image, its files and its roles. */
export function createdAirflow(prefix: string, args: CreatedAirflowArgs, child: Options): AirflowHost {
  const { config, airflow, place } = args;
  const image = ingestionImage(prefix, args, child);
  const builtRepositories = image ? [image.repositoryArn] : [];
  const roles = taskRoles(prefix, args, child);
  const logs = runLogs(config, place.logs);
  const withoutWorker = taskSettings(args, { image, logs });
  const storage = sharedStorage(prefix, args, withoutWorker, Object.values(roles), child);
  const repositoryArns = [...repositoriesOf(airflowTask(withoutWorker)), ...builtRepositories];
  const common = { config: airflow, place, storage, repositoryArns };
  const statements = connectionSecretsStatements("airflow", config, place);
  const ofWorker = { settings: withoutWorker, statements: [...statements, ...(logs?.ofWorker ?? [])] };
  const worker =
    roles.worker &&
    new AirflowWorker(`${prefix}-airflow-worker`, { ...common, ...ofWorker, role: roles.worker }, child);
  const settings = worker ? taskSettings(args, { image, logs, executor: worker.executor }) : withoutWorker;
  const migration = airflowMigration(prefix, args, withoutWorker, builtRepositories, child);
  return new AirflowHost(
    `${prefix}-airflow`,
    {
      ...common,
      task: airflowTask(settings),
      role: roles.airflow,
      statements: [...statements, ...(logs?.ofApiServer ?? [])],
      ...splitParts(settings, roles, statements, worker),
      ...housekeeping(args, settings, roles, builtRepositories),
      migration,
      startsAfter: [...args.startsAfter, ...migration.ready],
    },
    child,
  );
}

/** What runs beside the API server; nothing where Airflow is one task. */
function splitParts(
  settings: AirflowTaskSettings,
  roles: AirflowRoles,
  statements: readonly PolicyStatement[],
  worker: AirflowWorker | undefined,
): Pick<AirflowHostArgs, "parts"> {
  if (!roles.dagProcessor) return {};
  return {
    parts: {
      scheduler: {
        task: airflowPartTask("airflow-scheduler", settings),
        role: roles.scheduler ?? roles.airflow,
        statements: worker?.schedulerStatements ?? [],
        startsAfter: worker?.task.prerequisites ?? [],
      },
      dagProcessor: {
        task: airflowPartTask("airflow-dag-processor", settings),
        role: roles.dagProcessor,
        statements,
        startsAfter: [],
      },
    },
  };
}

/** The task that removes what piles up; nothing where config turns it off. */
function housekeeping(
  { airflow }: CreatedAirflowArgs,
  settings: AirflowTaskSettings,
  { housekeeping: role }: AirflowRoles,
  builtRepositories: readonly pulumi.Input<string>[],
): Pick<AirflowHostArgs, "housekeeping"> {
  if (!role) return {};
  const task = airflowHousekeepingTask(settings, airflow.housekeeping.keepDays);
  return { housekeeping: { task, role, repositoryArns: [...repositoriesOf(task), ...builtRepositories] } };
}

/** Database and login, then schema and admin. */
function airflowMigration(
  prefix: string,
  args: CreatedAirflowArgs,
  settings: AirflowTaskSettings,
  repositoryArns: readonly pulumi.Input<string>[],
  child: Options,
): AirflowMigration {
  const { config, airflow, place, serverMigrates, sqlServer } = args;
  const startsAfter = [...args.startsAfter, airflowDatabase(prefix, args, settings, child).run];
  const migrated = { config, airflow, place, settings, sqlServer, serverMigrates, repositoryArns, startsAfter };
  return new AirflowMigration(prefix, migrated, child);
}

/** Makes Airflow's database and login; it waits for nothing but the database server. */
function airflowDatabase(
  prefix: string,
  { config, airflow, place, database, sqlServer }: CreatedAirflowArgs,
  { images }: AirflowTaskSettings,
  child: Options,
): Step {
  const shortName = "airflow-database";
  return databaseStep(
    prefix,
    {
      ...{ config, place, shortName },
      task: databaseTask({ name: shortName, images, database, password: "database.airflow" }),
      architecture: airflow.architecture,
      database: sqlServer,
      names: database,
      password: "database.airflow",
      securityGroupId: place.groups.airflow!.id,
      logGroup: place.logs.group("airflow"),
    },
    child,
  );
}

/** Task roles of what runs: who reads sources has the given one, or, a task for each run, the worker's. */
interface AirflowRoles {
  readonly airflow: iam.Role;
  readonly dagProcessor?: iam.Role;
  readonly scheduler?: iam.Role;
  readonly worker?: iam.Role;
  readonly housekeeping?: iam.Role;
}

function taskRoles(prefix: string, { airflow, place, role }: CreatedAirflowArgs, child: Options): AirflowRoles {
  const { accountId, iam, tags } = place;
  const made = (part: string, description: string): iam.Role =>
    taskRole(`${prefix}-airflow-${part}-task`, { description, accountId, iam, tags }, child);
  const isSplit = airflow.topology === "split";
  const hasWorkers = isSplit && airflow.executor === "ecs";
  return {
    airflow: role,
    ...(isSplit && { dagProcessor: made("dag-processor", "What the DAG processor of Airflow may do") }),
    ...(hasWorkers && { scheduler: made("scheduler", "What the scheduler of Airflow may do") }),
    ...(hasWorkers && { worker: made("worker", "What a run of a workflow may do") }),
    ...(airflow.housekeeping.enabled && {
      housekeeping: made("housekeeping", "What the housekeeping of Airflow may do"),
    }),
  };
}

/** Parts of the stack that the settings of a task name. */
interface NamedParts {
  readonly image: IngestionImage | undefined;
  readonly logs: RunLogs | undefined;
  readonly executor?: EcsExecutorSettings;
}

function taskSettings(args: CreatedAirflowArgs, { image, logs, executor }: NamedParts): AirflowTaskSettings {
  const { config, airflow, line, place, addresses } = args;
  const isSplit = airflow.topology === "split";
  return airflowPlan({
    config,
    airflow,
    line,
    database: args.database,
    ingestionImage: image?.reference ?? baseIngestionImage(airflow, config, line),
    serverApiUrl: addresses.internalApiUrl,
    baseUrl: isSplit ? addresses.airflowEndpoint : addresses.airflowBaseUrl,
    ...(isSplit && { executionApiUrl: `${addresses.airflowEndpoint}/execution/` }),
    ...(executor && { executor }),
    ...(logs && { runLogGroupArn: logs.groupArn }),
    directHosts: directHosts(config, place.location),
    region: place.location.region,
  });
}

function sharedStorage(
  prefix: string,
  { config, place }: CreatedAirflowArgs,
  settings: AirflowTaskSettings,
  roles: readonly iam.Role[],
  child: Options,
): SharedStorage {
  return new SharedStorage(
    `${prefix}-airflow`,
    {
      volumes: airflowTask(settings).volumes.filter((volume) => volume.kind === "shared"),
      subnetIds: place.network.privateSubnetIds,
      securityGroupId: place.groups.storage!.id,
      clientRoleArns: roles.map(({ arn }) => arn),
      ...(config.encryption.filesKmsKeyArn && { kmsKeyArn: config.encryption.filesKmsKeyArn }),
      dataProtection: config.dataProtection,
      tags: place.tags,
    },
    child,
  );
}

function ingestionImage(
  prefix: string,
  { config, airflow, line, place }: CreatedAirflowArgs,
  child: Options,
): IngestionImage | undefined {
  if (!buildsImage(airflow)) return undefined;
  return new IngestionImage(
    `${prefix}-ingestion`,
    {
      baseImage: baseIngestionImage(airflow, config, line),
      version: config.version,
      connectors: airflow.connectors,
      requirements: addedRequirements(airflow),
      architecture: airflow.architecture,
      ...(config.encryption.imagesKmsKeyArn && { kmsKeyArn: config.encryption.imagesKmsKeyArn }),
      ...(config.images.build === "codebuild" && {
        inAccount: { ...place, logGroup: place.logs.group("airflow") },
      }),
      tags: place.tags,
    },
    child,
  );
}
