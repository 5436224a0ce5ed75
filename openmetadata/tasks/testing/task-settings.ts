import assert from "node:assert/strict";
import { images } from "../../images/images";
import { releaseLineOf } from "../../releases/release-lines";
import type { AirflowTaskSettings } from "../airflow-task-settings";
import type { ContainerSpec, TaskSpec } from "../container-spec";
import { serverStepTask, type ServerStepSettings } from "../server-steps";
import type { ServerTaskSettings } from "../server-task";

export const database = {
  engine: "postgres",
  host: "db",
  port: 5432,
  name: "openmetadata_db",
  user: "openmetadata_user",
  masterUser: "master",
} as const;

export const serverSettings = (version: string, more: Partial<ServerTaskSettings> = {}): ServerTaskSettings => ({
  line: releaseLineOf(version),
  images: { server: `server:${version}`, databaseClient: images.postgresClient },
  database,
  environment: [{ name: "DB_HOST", value: "db" }],
  configurationFile: false,
  security: { fingerprint: "f".repeat(64), resetAllowed: true },
  ...more,
});

export const stepSettings = (version: string, more: Partial<ServerTaskSettings> = {}): ServerStepSettings => ({
  ...serverSettings(version, more),
  line: releaseLineOf(version),
});
export const migration = (version: string, more: Partial<ServerTaskSettings> = {}): TaskSpec =>
  serverStepTask(stepSettings(version, more), "migrate")!;

export const airflowSettings = (version: string, more: Partial<AirflowTaskSettings> = {}): AirflowTaskSettings => ({
  line: releaseLineOf(version),
  images: { ingestion: `ingestion:${version}`, databaseClient: images.postgresClient, gateway: images.gateway },
  database: { ...database, name: "airflow_db", user: "airflow_user" },
  environment: [{ name: "DB_HOST", value: "db" }],
  adminUser: "admin",
  ...more,
});

export const names = (task: TaskSpec) => task.containers.map(({ name }) => name);
export const container = (task: TaskSpec, name: string): ContainerSpec => {
  const found = task.containers.find((candidate) => candidate.name === name);
  assert.ok(found, `no container ${name}`);
  return found;
};
export const secretsOf = ({ environment }: ContainerSpec) =>
  environment.flatMap((variable) => ("secret" in variable ? [variable.secret] : []));

/** Everything that has ended well before `name` starts. */
export function precedes(task: TaskSpec, name: string): Set<string> {
  const before = new Set<string>();
  const visit = (current: string): void => {
    for (const { container: other, condition } of container(task, current).dependsOn) {
      if (condition !== "SUCCESS" || before.has(other)) continue;
      before.add(other);
      visit(other);
    }
  };
  visit(name);
  return before;
}

export const caDatabase = { ...database, caCertificatePath: "/mnt/bootstrap/database-ca.pem" };
