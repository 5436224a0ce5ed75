import type { TaskSpec } from "../../openmetadata/tasks/container-spec";
import { databaseTask } from "../../openmetadata/tasks/database-bootstrap";
import type { AirflowTaskSettings } from "../../openmetadata/tasks/airflow-task-settings";
import { images } from "../../openmetadata/images/images";
import {
  ingestionEnvironment,
  type IngestionEnvironmentSettings,
} from "../../openmetadata/environment/ingestion-environment";
import { releaseLineOf } from "../../openmetadata/releases/release-lines";
import { installHint, postgresPrograms, program } from "../containers/parts";
import { type PostgresServer, startPostgres } from "../containers/postgres-server";
import { type Answer, nginxMissing, type send } from "../containers/gateway-server";

/** Values of the secrets that the stack's own Airflow reads. */
export const secrets: Readonly<Record<string, string>> = {
  "database.master": "master-password",
  "database.airflow": "AirflowDatabase0",
  "airflow.password": "Aa0_.~!@%^*+=:,-z",
  "airflow.fernetKey": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
  "airflow.jwtSecret": "jwt-secret-".repeat(4),
  "airflow.secretKey": "secret-key-".repeat(4),
};

const postgres = postgresPrograms("16.14.0-beta.17");

/** Why the stack's own Airflow cannot be started here. */
export const whyNot: string | false =
  "why" in postgres
    ? postgres.why
    : program("psql") === undefined || nginxMissing()
      ? `no psql or no nginx: ${installHint}`
      : false;

/** A real PostgreSQL with the administrator that the stack's step `airflow-database` logs in as. */
export async function startAirflowsPostgres(): Promise<PostgresServer> {
  const database = await startPostgres("bin" in postgres ? postgres.bin : "");
  await database.query(`CREATE ROLE master LOGIN CREATEROLE CREATEDB PASSWORD '${secrets["database.master"]}'`);
  return database;
}

/** What a test's Airflow follows from, besides what the stack always sets. */
export interface ManagedHostSettings
  extends
    Pick<IngestionEnvironmentSettings, "version" | "serverApiUrl" | "baseUrl" | "executionApiUrl" | "parallelism">,
    Pick<IngestionEnvironmentSettings, "runLogGroupArn">,
    Pick<AirflowTaskSettings, "topology"> {
  readonly databasePort: number;
  readonly memory?: number;
  /** @default LocalExecutor */
  readonly executor?: IngestionEnvironmentSettings["executor"];
}

/** Settings of the stack's own Airflow as a deployment has them. */
export function managedHostSettings(settings: ManagedHostSettings): AirflowTaskSettings {
  const {
    version,
    databasePort,
    topology = "single",
    memory = 4096,
    executor = "LocalExecutor",
    ...addresses
  } = settings;
  const database = {
    engine: "postgres",
    host: "127.0.0.1",
    port: databasePort,
    name: "airflow_db",
    user: "airflow_user",
    masterUser: "master",
  } as const;
  return {
    line: releaseLineOf(version),
    images: { ingestion: "ingestion", databaseClient: images.postgresClient, gateway: images.gateway },
    database,
    environment: ingestionEnvironment({
      ...addresses,
      ...{ version, database, memory, topology, executor },
      adminUser: "admin",
      directHosts: [],
      ownAuthorities: false,
      environment: {},
      secretEnvironment: [],
      overrideStackVariables: [],
      ownVariables: [],
    }),
    adminUser: "admin",
    topology,
    ...(addresses.runLogGroupArn !== undefined && { runLogs: "cloudwatch" }),
  };
}

export const containerOf = (task: TaskSpec, name: string): TaskSpec["containers"][number] => {
  const found = task.containers.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no container ${name}`);
  return found;
};

/** The container that makes Airflow's database and login, as a step before Airflow does. */
export const databaseContainer = ({ images: used, database }: AirflowTaskSettings): TaskSpec["containers"][number] =>
  containerOf(
    databaseTask({ name: "airflow-database", images: used, database, password: "database.airflow" }),
    "airflow-database",
  );

/** A call of the managed APIs, with the path below them. */
export type ManagedCall = (path: string, more?: Parameters<typeof send>[2]) => Promise<Answer>;

/** What Airflow 3 wants to see again of a session before it takes a change; nothing on Airflow 2. */
export async function sessionHeaders(call: ManagedCall, airflowMajor: 2 | 3): Promise<Record<string, string>> {
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (airflowMajor === 2) return headers;
  const csrf = await call("csrf-token");
  if (csrf.status !== 200) throw new Error(`csrf-token gave ${csrf.status} ${csrf.body}`);
  headers["X-CSRFToken"] = (JSON.parse(csrf.body) as { csrf_token: string }).csrf_token;
  headers["Cookie"] = (csrf.headers["set-cookie"] ?? []).map((cookie) => cookie.split(";")[0]).join("; ");
  return headers;
}

const serverConnection = (apiUrl: string) => ({
  hostPort: apiUrl,
  authProvider: "openmetadata",
  securityConfig: { jwtToken: "stub-bot-token" },
});

/** An ingestion pipeline of service `shop` as the server deploys it. */
export const shopPipeline = (apiUrl: string) => ({
  id: "1b8c9c3e-6a5f-4d9c-9d0a-0f2d0a7f6a12",
  name: "shop_metadata",
  fullyQualifiedName: "shop.shop_metadata",
  pipelineType: "metadata",
  service: { id: "0b8c9c3e-6a5f-4d9c-9d0a-0f2d0a7f6a11", type: "databaseService", name: "shop" },
  sourceConfig: { config: { type: "DatabaseMetadata" } },
  openMetadataServerConnection: serverConnection(apiUrl),
  airflowConfig: { retries: 0 },
});

/** OpenMetadata's own example application, which asks no source: it sleeps, says a word and succeeds. */
export const helloPipeline = (apiUrl: string, { name, sleep }: { readonly name: string; readonly sleep: number }) => ({
  ...shopPipeline(apiUrl),
  name,
  fullyQualifiedName: `OpenMetadata.${name}`,
  pipelineType: "application",
  service: { id: "0b8c9c3e-6a5f-4d9c-9d0a-0f2d0a7f6a13", type: "metadataService", name: "OpenMetadata" },
  sourceConfig: {
    config: {
      type: "Application",
      sourcePythonClass: "metadata.applications.example.HelloPipelines",
      appConfig: { sleep, echo: `hello from ${name}` },
    },
  },
});
