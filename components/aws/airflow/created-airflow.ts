import type * as pulumi from "@pulumi/pulumi";
import type * as iam from "@pulumi/aws/iam";
import type { StackConfig } from "../../../config/stack-config";
import type { ReleaseLine } from "../../../openmetadata/releases/release-lines";
import { airflowPartTask } from "../../../openmetadata/tasks/airflow-parts";
import { airflowEntryPort, airflowTask, type AirflowTaskSettings } from "../../../openmetadata/tasks/airflow-task";
import type { TaskDatabase } from "../../../openmetadata/tasks/database-bootstrap";
import { ports } from "../../../openmetadata/tasks/ports";
import { SharedStorage } from "../data/shared-storage";
import { directHosts } from "../network/direct-hosts";
import { connectionSecretsStatements } from "../secrets/connection-secrets";
import { repositoriesOf } from "../tasks/image-repository";
import type { TaskPlace } from "../tasks/task-place";
import { taskRole } from "../tasks/task-roles";
import { AirflowHost, type CreatedAirflowConfig } from "./airflow-host";
import { airflowPlan, baseIngestionImage } from "./airflow-plan";
import { IngestionImage } from "./ingestion-image";

/** What a stack's own Airflow follows from. */
export interface CreatedAirflowArgs {
  readonly config: StackConfig;
  readonly airflow: CreatedAirflowConfig;
  readonly line: ReleaseLine;
  readonly place: TaskPlace;
  /** Task role of what runs workflows and tests connections. */
  readonly role: iam.Role;
  readonly database: TaskDatabase;
  /** The server's API as Airflow's tasks call it, with `/api`. */
  readonly serverApiUrl: pulumi.Input<string>;
  /** Database, and what configures it. */
  readonly startsAfter: readonly pulumi.Resource[];
}

type Options = pulumi.CustomResourceOptions;

/** The stack's own Airflow with its image, its files and its roles. */
export function createdAirflow(prefix: string, args: CreatedAirflowArgs, child: Options): AirflowHost {
  const { config, airflow, place, role } = args;
  const image = ingestionImage(prefix, args, child);
  const settings = taskSettings(args, image?.reference);
  const task = airflowTask(settings);
  const isSplit = airflow.topology === "split";
  const dagProcessorRole = isSplit ? roleOfDagProcessor(prefix, place, child) : undefined;
  const roles = [role, ...(dagProcessorRole ? [dagProcessorRole] : [])];
  return new AirflowHost(
    `${prefix}-airflow`,
    {
      config: airflow,
      place,
      task,
      ...(dagProcessorRole && {
        parts: {
          scheduler: { task: airflowPartTask("airflow-scheduler", settings), role },
          dagProcessor: { task: airflowPartTask("airflow-dag-processor", settings), role: dagProcessorRole },
        },
      }),
      storage: sharedStorage(prefix, args, settings, roles, child),
      role,
      statements: connectionSecretsStatements("airflow", config, place),
      repositoryArns: [...repositoriesOf(task), ...(image ? [image.repositoryArn] : [])],
      startsAfter: args.startsAfter,
    },
    child,
  );
}

/** It reads DAGs and asks the server; sources are none of its business. */
const roleOfDagProcessor = (prefix: string, { accountId, iam, tags }: TaskPlace, child: Options): iam.Role =>
  taskRole(
    `${prefix}-airflow-dag-processor-task`,
    { description: "What the DAG processor of Airflow may do", accountId, iam, tags },
    child,
  );

function taskSettings(args: CreatedAirflowArgs, builtImage: pulumi.Input<string> | undefined): AirflowTaskSettings {
  const { config, airflow, line, place } = args;
  const host = place.network.names.hostOf("airflow");
  const isSplit = airflow.topology === "split";
  const port = isSplit ? airflowEntryPort({ line }) : ports.airflow;
  return airflowPlan({
    config,
    airflow,
    line,
    database: args.database,
    ingestionImage: builtImage ?? baseIngestionImage(airflow, config, line),
    serverApiUrl: args.serverApiUrl,
    baseUrl: `http://${host}:${port}`,
    ...(isSplit && { executionApiUrl: `http://${host}:${port}/execution/` }),
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
  if (airflow.connectors.length === 0 && airflow.requirements.length === 0) return undefined;
  return new IngestionImage(
    `${prefix}-ingestion`,
    {
      baseImage: baseIngestionImage(airflow, config, line),
      version: config.version,
      connectors: airflow.connectors,
      requirements: airflow.requirements,
      architecture: airflow.architecture,
      ...(config.encryption.imagesKmsKeyArn && { kmsKeyArn: config.encryption.imagesKmsKeyArn }),
      tags: place.tags,
    },
    child,
  );
}
