import type * as pulumi from "@pulumi/pulumi";
import { broughtSecretNames } from "../../../config/existing-secrets";
import { secretVariables } from "../../../config/server-settings";
import type { StackConfig } from "../../../config/stack-config";
import { mirrored } from "../../../openmetadata/images/images";
import { sideImage } from "../tasks/side-images";
import type { EcsExecutorSettings } from "../../../openmetadata/environment/ecs-executor";
import { ingestionEnvironment } from "../../../openmetadata/environment/ingestion-environment";
import type { ReleaseLine } from "../../../openmetadata/releases/release-lines";
import type { AirflowTaskSettings } from "../../../openmetadata/tasks/airflow-task-settings";
import type { TaskDatabase } from "../../../openmetadata/tasks/database-bootstrap";
import type { AirflowAddresses } from "../../../openmetadata/wiring/platform-addresses";
import type { CreatedAirflowConfig } from "../../../config/schema";

/** What Airflow's task follows from. */
export interface AirflowPlanInput {
  readonly config: StackConfig;
  readonly airflow: CreatedAirflowConfig;
  readonly line: ReleaseLine;
  readonly database: TaskDatabase;
  readonly ingestionImage: pulumi.Input<string>;
  readonly addresses: AirflowAddresses;
  /** Tasks in which an executor of ECS runs workflows; processes beside the scheduler when absent. */
  readonly executor?: EcsExecutorSettings;
  /** Log group of runs, where their logs go to CloudWatch. */
  readonly runLogGroupArn?: pulumi.Input<string>;
  readonly region: string;
  /** Names of the stack's own parts that no proxy is asked for. */
  readonly directHosts: readonly pulumi.Input<string>[];
}

/** Ingestion image before anything is added to it: the one named in config as it is, else the release's own. */
export const baseIngestionImage = (airflow: CreatedAirflowConfig, config: StackConfig, line: ReleaseLine): string =>
  airflow.image ?? mirrored(`${line.images.ingestion}:${config.version}`, config.images);

/** Runs at a time: as the stack file says; by ECS as many of the largest as the quota holds, beside the scheduler as memory does. */
function parallelism(airflow: CreatedAirflowConfig): { readonly parallelism?: number } {
  if (airflow.parallelism !== undefined) return { parallelism: airflow.parallelism };
  if (airflow.executor === "local") return {};
  const largest = Math.max(airflow.worker.cpu, ...Object.values(airflow.workerSizes ?? {}).map(({ cpu }) => cpu));
  return { parallelism: Math.max(1, Math.floor((airflow.worker.vcpuQuota * 1024) / largest)) };
}

/** What Airflow's tasks are made of, with the environment that the release reads. */
export function airflowPlan(input: AirflowPlanInput): AirflowTaskSettings {
  const { config, airflow, line, database } = input;
  return {
    line,
    topology: airflow.topology,
    runLogs: airflow.runLogs,
    ...(airflow.workerSizes && { workerSizes: airflow.workerSizes }),
    images: {
      ingestion: input.ingestionImage,
      databaseClient: sideImage(config, "databaseClient"),
      gateway: sideImage(config, "gateway"),
    },
    database,
    environment: ingestionEnvironment({
      version: config.version,
      database,
      adminUser: airflow.username,
      ...input.addresses,
      executor: input.executor ?? "LocalExecutor",
      ...(input.runLogGroupArn !== undefined && { runLogGroupArn: input.runLogGroupArn }),
      memory: airflow.memory,
      topology: airflow.topology,
      ...(config.network.proxy && { proxy: config.network.proxy }),
      directHosts: input.directHosts,
      ownAuthorities: config.network.caCertificatesFile !== undefined,
      ...(config.server.secretsManager && { secretsManagerRegion: input.region }),
      ...parallelism(airflow),
      environment: airflow.environment,
      secretEnvironment: secretVariables(broughtSecretNames(config), "airflow"),
      overrideStackVariables: airflow.overrideStackVariables,
      ownVariables: airflow.ownVariables,
    }),
    adminUser: airflow.username,
    ownAuthorities: config.network.caCertificatesFile !== undefined,
  };
}
