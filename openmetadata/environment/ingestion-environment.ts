import type { Input } from "@pulumi/pulumi";
import type { AirflowTopology } from "../tasks/airflow-task-settings";
import type { EnvironmentVariable } from "../tasks/container-spec";
import { asyncSqlAlchemyUrl, sqlAlchemyProperties, sqlAlchemyScheme } from "../releases/database-parameters";
import { type EcsExecutorSettings, ecsExecutorVariables } from "./ecs-executor";
import { EnvironmentBuilder } from "./environment";
import { type KnownNames, withAddedEnvironment } from "./overrides";
import { asText } from "./inputs";
import { type ProxySettings, proxyVariables, withDirectHosts } from "./proxy";
import { type ReleaseLine, releaseLineOf } from "../releases/release-lines";
import type { DatabaseSettings } from "../settings";
import { runLogVariables } from "./run-logs";
import { caBundleVariables } from "./trust";
import {
  ingestionEvidence,
  ingestionNamesOf,
  ingestionReads,
  isIngestionSecret,
} from "../variables/ingestion-variables";
import { atLeast, before } from "../releases/versions";

/** Everything that the environment of the ingestion container follows from. */
export interface IngestionEnvironmentSettings {
  /** OpenMetadata release. */
  readonly version: string;
  readonly database: DatabaseSettings;
  /** Airflow's admin user, whom the server logs in as. */
  readonly adminUser: string;
  /** The server's API as workflows reach it, with `/api` at its end. */
  readonly serverApiUrl: Input<string>;
  /** Airflow's own address, as its tasks reach it. */
  readonly baseUrl: Input<string>;
  /** Who runs the workflows: processes beside the scheduler, or an ECS task for each. */
  readonly executor: "LocalExecutor" | EcsExecutorSettings;
  /** Airflow's execution API as runs reach it; in their own container when absent, also behind a gateway. */
  readonly executionApiUrl?: Input<string>;
  /** ARN of the log group with the logs of runs; they are files of the shared volume when absent. */
  readonly runLogGroupArn?: Input<string>;
  /** Memory of the task that runs workflows, MiB: how many fit beside Airflow's own processes. */
  readonly memory: number;
  /** Which of those processes are in that task. */
  readonly topology: AirflowTopology;
  /** Region of OpenMetadata's secrets manager in AWS; absent when it has none there. */
  readonly secretsManagerRegion?: string;
  /** `network.proxy`. */
  readonly proxy?: ProxySettings;
  /** Names of the stack's own parts that no proxy is asked for, in the form of `noProxy`. */
  readonly directHosts: readonly Input<string>[];
  /** Whether the task has certificate authorities of the user's own: `network.caCertificatesFile`. */
  readonly ownAuthorities: boolean;
  /** Workflows that run at a time; {@link parallelTasks} when absent. */
  readonly parallelism?: number;
  /** `airflow.environment` of the stack file. */
  readonly environment: Readonly<Record<string, string>>;
  /** Names under `secrets.airflowEnvironment`. */
  readonly secretEnvironment: readonly string[];
  readonly overrideStackVariables: readonly string[];
  /** `airflow.ownVariables`. */
  readonly ownVariables: readonly string[];
}

/** The ingestion container's variables, sorted by name; each plain or the name of a secret. */
export function ingestionEnvironment(settings: IngestionEnvironmentSettings): EnvironmentVariable[] {
  const variables = withAddedEnvironment(
    stackIngestionEnvironment(settings),
    { section: "airflow", ...settings },
    knownIngestionNames(settings.version),
  );
  return settings.proxy === undefined ? withDirectHosts(variables, settings.directHosts) : variables;
}

/** Those of them that the stack sets itself. */
export function stackIngestionEnvironment(settings: IngestionEnvironmentSettings): EnvironmentVariable[] {
  const line = releaseLineOf(settings.version);
  const known = knownIngestionNames(settings.version);
  const builder = new EnvironmentBuilder(
    (name) => ingestionEvidence(name, settings.version) !== undefined,
    known.reader,
  );
  databaseEnvironment(settings, line, builder);
  airflowCore(settings, line, builder);
  if (line.airflowMajor === 3) airflowThree(settings, builder);
  else airflowTwo(settings, builder);
  lineageEnvironment(settings, line, builder);
  secretsManagerEnvironment(settings, builder);
  if (settings.ownAuthorities) builder.addAll(caBundleVariables);
  if (settings.proxy) builder.addAll(proxyVariables(settings.proxy, settings.directHosts));
  return builder.build();
}

/** The names that a release's ingestion image reads. Any option of Airflow's configuration is among them. */
export const knownIngestionNames = (version: string): Omit<KnownNames, "set"> => ({
  reader: `the ingestion image of OpenMetadata ${version}`,
  reads: (name) => ingestionReads(name, version),
  all: ingestionNamesOf(version),
  isSecret: isIngestionSecret,
});

/** The entrypoint writes the connection from these; a generated password has no character that breaks it. */
function databaseEnvironment(
  { database, version }: IngestionEnvironmentSettings,
  line: ReleaseLine,
  builder: EnvironmentBuilder,
): void {
  builder.set("DB_HOST", database.host);
  builder.set("DB_PORT", asText(database.port));
  builder.set("DB_USER", database.user);
  builder.secret("DB_PASSWORD", "database.airflow");
  builder.set("DB_SCHEME", sqlAlchemyScheme(database.engine, atLeast(version, "1.8.0") ? "mysqldb" : "pymysql"));
  const properties = sqlAlchemyProperties(database, atLeast(version, "1.8.0") ? "mysqldb" : "pymysql");
  builder.set("AIRFLOW_DB", line.databaseProperties ? database.name : withProperties(database.name, properties));
  if (line.databaseProperties) builder.set("DB_PROPERTIES", properties);
}

/**
 * Before 1.3 the entrypoint has no place for options, and puts the parts of the URL into a sed command, where `&`
 * means something else: only the first option, the one that asks for TLS, goes behind the database's name.
 */
const withProperties = (name: string, properties: string): string =>
  `${name}${(properties.split("&")[0] ?? "").replace("verify-full", "require")}`;

function airflowCore(settings: IngestionEnvironmentSettings, line: ReleaseLine, builder: EnvironmentBuilder): void {
  builder.set("AIRFLOW_ADMIN_USER", settings.adminUser);
  builder.secret("AIRFLOW_ADMIN_PASSWORD", "airflow.password");
  executorEnvironment(settings, builder);
  builder.set("AIRFLOW__CORE__PARALLELISM", String(settings.parallelism ?? parallelTasks(settings)));
  builder.set("AIRFLOW__CORE__LOAD_EXAMPLES", "False");
  builder.set("AIRFLOW__CORE__DAGS_FOLDER", line.airflowDagsFolder);
  builder.set("AIRFLOW__OPENMETADATA_AIRFLOW_APIS__DAG_GENERATED_CONFIGS", line.airflowGeneratedConfigsFolder);
  builder.secret("AIRFLOW__CORE__FERNET_KEY", "airflow.fernetKey");
  builder.set("AIRFLOW__LOGGING__LOGGING_LEVEL", "INFO");
}

function executorEnvironment(
  { executor, runLogGroupArn }: IngestionEnvironmentSettings,
  builder: EnvironmentBuilder,
): void {
  const variables = {
    ...(executor === "LocalExecutor" ? { AIRFLOW__CORE__EXECUTOR: executor } : ecsExecutorVariables(executor)),
    ...(runLogGroupArn !== undefined && runLogVariables(runLogGroupArn)),
  };
  for (const [name, value] of Object.entries(variables)) builder.set(name, value);
}

/**
 * MiB of Airflow's own processes beside the workflows: all of them (this project's estimate), or scheduler and triggerer, which
 * took 945 MiB with 40 DAGs (measured with Airflow 3.3.1).
 */
const ownMemory: Readonly<Record<AirflowTopology, number>> = { single: 2048, split: 1280 };

/**
 * Workflows that run at a time: 1 GiB each, what OpenMetadata's own Kubernetes client requests for one, beside Airflow's own
 * processes, with 15 % in reserve. Airflow's default is 32 for any memory, and the container that runs out of it takes every
 * workflow along.
 */
export const parallelTasks = ({
  memory,
  topology,
}: Pick<IngestionEnvironmentSettings, "memory" | "topology">): number =>
  Math.max(1, Math.floor((memory * 0.85 - ownMemory[topology]) / 1024));

/** The server logs in with user and password, which Airflow 2 takes only with this back-end. */
function airflowTwo({ baseUrl }: IngestionEnvironmentSettings, builder: EnvironmentBuilder): void {
  builder.set("AIRFLOW__API__AUTH_BACKENDS", "airflow.api.auth.backend.basic_auth,airflow.api.auth.backend.session");
  builder.set("AIRFLOW__WEBSERVER__BASE_URL", baseUrl);
  builder.secret("AIRFLOW__WEBSERVER__SECRET_KEY", "airflow.secretKey");
}

/** Secrets that api-server, scheduler and dag-processor share; generated ones would differ with each start. */
function airflowThree(
  { adminUser, baseUrl, database, executionApiUrl }: IngestionEnvironmentSettings,
  builder: EnvironmentBuilder,
): void {
  builder.set("AIRFLOW__CORE__AUTH_MANAGER", "airflow.providers.fab.auth_manager.fab_auth_manager.FabAuthManager");
  builder.set(
    "AIRFLOW__FAB__AUTH_BACKENDS",
    "airflow.providers.fab.auth_manager.api.auth.backend.basic_auth,airflow.providers.fab.auth_manager.api.auth.backend.session",
  );
  builder.set("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_ASYNC", asyncSqlAlchemyUrl(database));
  builder.set("AIRFLOW__API__BASE_URL", baseUrl);
  builder.set("AIRFLOW__CORE__EXECUTION_API_SERVER_URL", executionApiUrl ?? "http://localhost:8080/execution/");
  // A cold API server took 8 to 33 s for its first call, and a run gives up after 5.
  if (executionApiUrl !== undefined) {
    builder.set("AIRFLOW__WORKERS__EXECUTION_API_TIMEOUT", "120");
    // Tries for some 6 minutes. Airflow's own 5 end within one: runs failed while the API server was replaced (seen with 3.3.1).
    builder.set("AIRFLOW__WORKERS__EXECUTION_API_RETRIES", "30");
    builder.set("AIRFLOW__WORKERS__EXECUTION_API_RETRY_WAIT_MAX", "30");
  }
  builder.secret("AIRFLOW__API__SECRET_KEY", "airflow.secretKey");
  builder.secret("AIRFLOW__API_AUTH__JWT_SECRET", "airflow.jwtSecret");
  // The lineage runner asks Airflow's own API.
  builder.set("AIRFLOW_USERNAME", adminUser);
  builder.secret("AIRFLOW_PASSWORD", "airflow.password");
}

/**
 * boto3 reads the first two, the loader `env` the first; the plug-in of releases before the loaders reads the option of
 * Airflow (openmetadata-managed-apis 0.12.3.1 and 1.0.5.0, credentials_builder). The credentials are the task role's.
 */
function secretsManagerEnvironment(
  { secretsManagerRegion: region }: IngestionEnvironmentSettings,
  builder: EnvironmentBuilder,
): void {
  builder.set("AWS_DEFAULT_REGION", region);
  builder.set("AWS_REGION", region);
  builder.set("AIRFLOW__OPENMETADATA_SECRETS_MANAGER__AWS_REGION", region);
}

/**
 * The lineage backend, and what follows it in Airflow 3. It reports tasks that end only with a bot's token, so that token, as
 * AIRFLOW__LINEAGE__JWT_TOKEN in `secrets.airflowEnvironment`, switches it on.
 */
function lineageEnvironment(
  { serverApiUrl, version, secretEnvironment }: IngestionEnvironmentSettings,
  line: ReleaseLine,
  builder: EnvironmentBuilder,
): void {
  builder.set("AIRFLOW__LINEAGE__OPENMETADATA_API_ENDPOINT", serverApiUrl);
  builder.set("AIRFLOW__LINEAGE__AIRFLOW_SERVICE_NAME", "airflow");
  const token = secretEnvironment.includes("AIRFLOW__LINEAGE__JWT_TOKEN");
  if (line.airflowMajor === 2 && token) builder.set("AIRFLOW__LINEAGE__BACKEND", lineageBackend(version));
}

const lineageBackend = (version: string): string =>
  `airflow_provider_openmetadata.lineage.${before(version, "0.13.0") ? "openmetadata" : "backend"}.OpenMetadataLineageBackend`;
