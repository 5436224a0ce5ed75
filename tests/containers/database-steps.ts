import type { ContainerSpec } from "../../openmetadata/tasks/container-spec";
import { databaseTask, type TaskDatabase } from "../../openmetadata/tasks/database-bootstrap";
import { releaseLineOf } from "../../openmetadata/releases/release-lines";
import { serverStepTask } from "../../openmetadata/tasks/server-steps";

/** The server's address, of which its steps look whether the server stored another one. */
export const address = "https://metadata.example.com";

export interface ServerStepOptions {
  readonly fingerprint?: string;
  readonly resetAllowed?: boolean;
  readonly line?: string;
}

/** A container of the server's steps that speaks to its database. */
export function serverStepContainer(
  name: "database" | "compare-security" | "security",
  database: TaskDatabase,
  { fingerprint = "first", resetAllowed = true, line = "1.13.6" }: ServerStepOptions = {},
): ContainerSpec {
  const settings = {
    line: releaseLineOf(line),
    images: { server: "server", databaseClient: "client" },
    database,
    environment: [{ name: "OPENMETADATA_SERVER_URL", value: address }],
    configurationFile: false,
    security: { fingerprint, resetAllowed },
  };
  const task = serverStepTask(settings, name === "database" ? "database" : "security");
  return task!.containers.find((each) => each.name === name)!;
}

/** The container of Airflow's step that makes its database. */
export const airflowDatabaseContainer = (database: TaskDatabase): ContainerSpec =>
  databaseTask({
    name: "airflow-database",
    images: { databaseClient: "client" },
    database,
    password: "database.airflow",
  }).containers.at(-1)!;
