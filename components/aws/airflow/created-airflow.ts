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
import type { TaskPlace } from "../tasks/task-place";
import { databaseStep } from "../tasks/database-step";
import type { Step } from "../tasks/step";
import { taskRole } from "../tasks/task-roles";
import { AirflowWorker } from "./airflow-worker";
import { AirflowHost } from "./airflow-host";
import { AirflowMigration } from "./airflow-migration";
import { airflowPlan, baseIngestionImage } from "./airflow-plan";
import { IngestionImage } from "./ingestion-image";
import { runLogs } from "./run-logs";

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
  const roles = taskRoles(prefix, args, child);
  const before = taskSettings(args, image?.reference);
  const storage = sharedStorage(prefix, args, before, Object.values(roles), child);
  const statements = connectionSecretsStatements("airflow", config, place);
  const repositoryArns = [...repositoriesOf(airflowTask(before)), ...(image ? [image.repositoryArn] : [])];
  const logs = runLogs(config, place.logs);
  const ofWorker = { storage, repositoryArns, statements: [...statements, ...(logs?.ofWorker ?? [])] };
  const worker =
    roles.worker &&
    new AirflowWorker(
      `${prefix}-airflow-worker`,
      { config: airflow, place, ...ofWorker, settings: before, role: roles.worker },
      child,
    );
  const settings = worker ? taskSettings(args, image?.reference, worker.executor) : before;
  const builtRepositories = image ? [image.repositoryArn] : [];
  const migration = airflowMigration(prefix, args, before, builtRepositories, child);
  const housekeeping = airflowHousekeepingTask(settings, airflow.housekeeping.keepDays);
  return new AirflowHost(
    `${prefix}-airflow`,
    {
      config: airflow,
      ...{ place, storage, repositoryArns, task: airflowTask(settings) },
      statements: [...statements, ...(logs?.ofApiServer ?? [])],
      ...(roles.dagProcessor && {
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
      }),
      ...(roles.housekeeping && {
        housekeeping: {
          task: housekeeping,
          role: roles.housekeeping,
          repositoryArns: [...repositoriesOf(housekeeping), ...builtRepositories],
        },
      }),
      role: roles.airflow,
      migration,
      startsAfter: [...args.startsAfter, ...migration.ready],
    },
    child,
  );
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

function taskSettings(
  args: CreatedAirflowArgs,
  builtImage: pulumi.Input<string> | undefined,
  executor?: EcsExecutorSettings,
): AirflowTaskSettings {
  const { config, airflow, line, place, addresses } = args;
  const isSplit = airflow.topology === "split";
  const logs = runLogs(config, place.logs);
  return airflowPlan({
    config,
    airflow,
    line,
    database: args.database,
    ingestionImage: builtImage ?? baseIngestionImage(airflow, config, line),
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
