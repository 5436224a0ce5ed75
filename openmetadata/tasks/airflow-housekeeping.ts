import { certificateFiles, certificateMounts } from "./airflow-certificates";
import { volumesOf } from "./airflow-parts";
import { commandEnvironment } from "./airflow-schema";
import { sharedDirectories } from "./airflow-task";
import type { AirflowTaskSettings } from "./airflow-task-settings";
import { longestStopSeconds, type TaskSpec } from "./container-spec";
import { after } from "./database-bootstrap";
import { script } from "./script";

/** Its container, and the first part of the names of its log streams. */
export const housekeepingContainer = "airflow-housekeeping";

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
        environment: commandEnvironment(settings),
        mounts: [
          ...certificateMounts(settings),
          ...folders.map(({ name, path }) => ({ volume: name, path, readOnly: false })),
        ],
        essential: true,
        dependsOn: after(...files.map(({ name }) => name)),
        stopTimeoutSeconds: longestStopSeconds,
      },
    ],
    volumes: volumesOf(settings, files),
  };
}
