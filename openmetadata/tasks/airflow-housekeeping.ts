import { ecsExecutorNames } from "../environment/ecs-executor";
import { certificateFiles, certificateMounts } from "./airflow-certificates";
import { ofAdmin, volumesOf } from "./airflow-parts";
import { type AirflowTaskSettings, sharedDirectories } from "./airflow-task";
import type { EnvironmentVariable, TaskSpec } from "./container-spec";
import { after, sorted } from "./database-bootstrap";
import { script } from "./script";

/** Its container, and the first part of the names of its log streams. */
export const housekeepingContainer = "airflow-housekeeping";

/** What serving, signing and running need, and this task does not (seen with Airflow 3.3.1 and 2.10.5). */
const withoutUse: readonly string[] = [
  ...ofAdmin,
  ...ecsExecutorNames,
  "AIRFLOW_USERNAME",
  "AIRFLOW_PASSWORD",
  "AIRFLOW__API__BASE_URL",
  "AIRFLOW__API__SECRET_KEY",
  "AIRFLOW__API_AUTH__JWT_SECRET",
  "AIRFLOW__CORE__EXECUTION_API_SERVER_URL",
  "AIRFLOW__CORE__FERNET_KEY",
  "AIRFLOW__CORE__PARALLELISM",
  "AIRFLOW__LINEAGE__AIRFLOW_SERVICE_NAME",
  "AIRFLOW__LINEAGE__BACKEND",
  "AIRFLOW__LINEAGE__JWT_TOKEN",
  "AIRFLOW__LINEAGE__OPENMETADATA_API_ENDPOINT",
  "AIRFLOW__WEBSERVER__BASE_URL",
  "AIRFLOW__WEBSERVER__SECRET_KEY",
  "AIRFLOW__WORKERS__EXECUTION_API_TIMEOUT",
];

/** A secret that the stack file brings for workflows; one that sets an option of Airflow may concern this task too. */
const isForWorkflows = (variable: EnvironmentVariable): boolean =>
  "secret" in variable && variable.secret.startsWith("airflowEnvironment.") && !variable.name.startsWith("AIRFLOW__");

/**
 * The task that removes what piles up: rows of Airflow's database and files of logs older than `keepDays` days, and the
 * DAGs of ingestion pipelines that OpenMetadata does not have any more. It ends with status 1 when a part of that failed.
 */
export function airflowHousekeepingTask(settings: AirflowTaskSettings, keepDays: number): TaskSpec {
  const files = certificateFiles(settings);
  const folders = sharedDirectories(settings);
  const logs = folders.find(({ name }) => name === "logs")!.path;
  return {
    containers: [
      ...files,
      {
        name: housekeepingContainer,
        image: settings.images.ingestion,
        entryPoint: ["/bin/bash", "-c"],
        command: [
          script("airflow-connection.sh", "airflow-housekeeping.sh"),
          housekeepingContainer,
          String(keepDays),
          logs,
          script("gone-pipelines.py"),
        ],
        ports: [],
        environment: sorted(
          settings.environment.filter((one) => !withoutUse.includes(one.name) && !isForWorkflows(one)),
        ),
        mounts: [
          ...certificateMounts(settings),
          ...folders.map(({ name, path }) => ({ volume: name, path, readOnly: false })),
        ],
        essential: true,
        dependsOn: after(...files.map(({ name }) => name)),
        stopTimeoutSeconds: 120,
      },
    ],
    volumes: volumesOf(settings, files),
  };
}
