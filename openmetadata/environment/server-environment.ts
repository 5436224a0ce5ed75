import { idleSeconds } from "../tasks/ports";
import type { Input } from "@pulumi/pulumi";
import { airflowClientProblems } from "../tasks/airflow-client";
import { authenticationEnvironment, type AuthenticationSettings } from "../auth";
import { set } from "../../problems/commands";
import { configurationFileEnvironment } from "./configuration-file-environment";
import { configurationFileOf, type ConfigurationFile } from "../configuration/file";
import { yamlScalar } from "../configuration/values";
import type { EnvironmentVariable } from "../tasks/container-spec";
import { jdbc, jdbcParameters, legacySslValue } from "../releases/database-parameters";
import { EnvironmentBuilder } from "./environment";
import { type KnownNames, withAddedEnvironment } from "./overrides";
import { asText, combine, derive } from "./inputs";
import { problemText } from "../../problems/problem";
import { javaProxyOptions, type ProxySettings } from "./proxy";
import { type ReleaseLine, releaseLineOf } from "../releases/release-lines";
import type { SecretName } from "./secret-names";
import { secretsManagerProblems, type SecretsManagerSettings } from "./secrets-manager";
import type {
  AirflowClientSettings,
  DatabaseSettings,
  IngestionLogSettings,
  JwtKeySettings,
  SearchSettings,
} from "../settings";
import { javaTrustOptions } from "./trust";
import { doubtfulServerVariables, hasOwnFile, serverVariablesOf } from "../variables/server-variables";

/** Everything that the server's environment follows from. */
export interface ServerEnvironmentSettings {
  /** OpenMetadata release. */
  readonly version: string;
  /** Address that browsers use: scheme, host and port, such as `https://metadata.example.com`. */
  readonly publicUrl: Input<string>;
  /** Address at which workflows reach the server's API, with `/api` at its end. */
  readonly metadataApiEndpoint: Input<string>;
  readonly database: DatabaseSettings;
  readonly search: SearchSettings;
  /** Absent when the server talks to no Airflow. */
  readonly airflow?: AirflowClientSettings;
  /** Absent when Airflow keeps the logs of its workflows. */
  readonly ingestionLogs?: IngestionLogSettings;
  readonly jwt: JwtKeySettings;
  readonly authentication: AuthenticationSettings;
  /** Java heap, MiB. */
  readonly heapMegabytes: number;
  /** Name of this installation; part of secret names and index names. */
  readonly clusterName: string;
  /** `server.secretsManager`; `loader`: how workflows of an Airflow that the stack runs find their credentials. */
  readonly secretsManager?: SecretsManagerSettings & { readonly loader?: "env" };
  /** AWS region, for signed requests and the secrets manager. */
  readonly region?: string;
  /** `network.proxy`. */
  readonly proxy?: ProxySettings;
  /** Names of the stack's own parts that no proxy is asked for, in the form of `noProxy`. */
  readonly directHosts: readonly Input<string>[];
  /** Whether the task has certificate authorities of the user's own: `network.caCertificatesFile`. */
  readonly ownAuthorities: boolean;
  /** `server.environment` of the stack file. */
  readonly environment: Readonly<Record<string, string>>;
  /** Names under `secrets.serverEnvironment`. */
  readonly secretEnvironment: readonly string[];
  /** Text of the configuration file mounted in place of the image's own. */
  readonly configurationFile?: string;
  readonly overrideStackVariables: readonly string[];
  /** `server.ownVariables`. */
  readonly ownVariables: readonly string[];
  /** Secrets that the stack file brings. */
  readonly secretNames: ReadonlySet<SecretName>;
}

/** The server's variables, sorted by name; each plain or the name of a secret. */
export function serverEnvironment(settings: ServerEnvironmentSettings): EnvironmentVariable[] {
  const line = releaseLineOf(settings.version);
  const release = releaseEnvironment(settings, line);
  const file = settings.configurationFile === undefined ? undefined : configurationFileOf(settings.configurationFile);
  const variables =
    file === undefined ? release : configurationFileEnvironment({ file, line, release, database: settings.database });
  return withAddedEnvironment(variables, { section: "server", ...settings }, knownServerNames(settings.version, file));
}

/** The variables for the release's own configuration file. */
function releaseEnvironment(settings: ServerEnvironmentSettings, line: ReleaseLine): EnvironmentVariable[] {
  const { reads, reader } = knownServerNames(settings.version);
  const builder = new EnvironmentBuilder(reads, reader);
  processEnvironment(settings, builder);
  javaEnvironment(settings, builder);
  databaseEnvironment(settings.database, builder);
  searchEnvironment(settings, line, builder);
  keyEnvironment(settings.jwt, builder);
  secretsManagerEnvironment(settings, builder);
  airflowEnvironment(settings, line, builder);
  if (settings.ingestionLogs !== undefined) ingestionLogEnvironment(settings.ingestionLogs, builder);
  const { authentication: auth, secretNames, airflow, publicUrl } = settings;
  authenticationEnvironment(
    { line, auth, secretNames, reads, airflowClient: airflow !== undefined, publicUrl },
    builder,
  );
  return builder.build();
}

/** The names that a server reads: those of its release, or those of a configuration file of the user's own. */
export function knownServerNames(version: string, file?: ConfigurationFile): Omit<KnownNames, "set"> {
  const variables = serverVariablesOf(version);
  const doubtful = doubtfulServerVariables(version);
  const isSecret = (name: string): boolean =>
    variables.some((variable) => variable.name === name && variable.secret) || doubtful.get(name)?.secret === true;
  if (file === undefined) {
    const read = new Set(variables.map(({ name }) => name));
    return {
      reader: `OpenMetadata ${version}`,
      reads: (name) => read.has(name),
      all: [...read, ...doubtful.keys()],
      isSecret,
      mayRead: (name) => doubtful.get(name)?.reason,
      ...(!hasOwnFile(version) && { fileOfRelease: version }),
    };
  }
  // The start script and libraries read theirs whatever the file says.
  const others = variables.filter(({ keys }) => Object.keys(keys).length === 0).map(({ name }) => name);
  const all = new Set([...file.names, ...others]);
  return { reader: "server.configurationFile", reads: (name) => all.has(name), all: [...all], isSecret };
}

function processEnvironment(
  { clusterName, publicUrl, heapMegabytes }: ServerEnvironmentSettings,
  builder: EnvironmentBuilder,
): void {
  const behindTls = derive(publicUrl, (url) => String(new URL(url).protocol === "https:"));
  builder.set("OPENMETADATA_CLUSTER_NAME", yamlScalar(clusterName));
  builder.set("OPENMETADATA_HEAP_OPTS", `-Xmx${heapMegabytes}M -Xms${heapMegabytes}M`);
  builder.setIfRead("OPENMETADATA_SERVER_URL", publicUrl);
  builder.setIfRead("LOG_FORMAT", "json");
  builder.setIfRead("SERVER_USE_FORWARDED_HEADERS", behindTls);
  builder.setIfRead("FORCE_SECURE_SESSION_COOKIE", behindTls);
  builder.setIfRead("SERVER_IDLE_TIMEOUT", `${idleSeconds.server} seconds`);
}

/** Options for every Java program of the image: the server, its migration, its ops commands. */
function javaEnvironment(settings: ServerEnvironmentSettings, builder: EnvironmentBuilder): void {
  const { proxy, directHosts, ownAuthorities } = settings;
  const options: Input<string>[] = [
    ...(proxy ? javaProxyOptions(proxy, directHosts) : []),
    ...(ownAuthorities ? javaTrustOptions : []),
  ];
  if (options.length === 0) return;
  builder.set(
    "JAVA_TOOL_OPTIONS",
    options.reduce((left, right) => combine(left, right, (one, other) => `${one} ${other}`)),
  );
}

function databaseEnvironment(database: DatabaseSettings, builder: EnvironmentBuilder): void {
  builder.set("DB_DRIVER_CLASS", jdbc[database.engine].driver);
  builder.set("DB_SCHEME", jdbc[database.engine].scheme);
  builder.set("DB_HOST", database.host);
  builder.set("DB_PORT", asText(database.port));
  builder.set("OM_DATABASE", database.name);
  builder.set("DB_USER", database.user);
  builder.secret("DB_USER_PASSWORD", "database.server");
  if (builder.reads("DB_PARAMS")) builder.set("DB_PARAMS", jdbcParameters(database));
  else builder.set("DB_USE_SSL", legacySslValue(database));
}

function searchEnvironment(
  { search, region }: ServerEnvironmentSettings,
  line: ReleaseLine,
  builder: EnvironmentBuilder,
): void {
  builder.setIfRead("SEARCH_TYPE", search.engine);
  builder.set("ELASTICSEARCH_HOST", search.host);
  builder.set("ELASTICSEARCH_PORT", String(search.port));
  builder.set("ELASTICSEARCH_SCHEME", search.scheme);
  if (search.login.kind === "password") {
    builder.set("ELASTICSEARCH_USER", yamlScalar(search.login.username));
    builder.secret("ELASTICSEARCH_PASSWORD", "search.password");
  }
  if (search.login.kind !== "iam") return;
  if (!line.signsSearchRequests) {
    throw new Error(
      `openmetadata:search.login is "iam"; allowed: password or none with OpenMetadata ${line.version}, which does not sign requests (1.12 and later do).\n${set("search.login", "password")}`,
    );
  }
  builder.set("SEARCH_AWS_IAM_AUTH_ENABLED", "true");
  builder.set("SEARCH_AWS_SERVICE_NAME", "es");
  // The configuration file reads one name, parts of the SDK the other.
  builder.set("AWS_DEFAULT_REGION", search.login.region ?? region);
  builder.set("AWS_REGION", search.login.region ?? region);
}

/**
 * The server writes the logs itself: workflows send theirs to its API (S3LogStorage and IngestionPipelineRepository of
 * open-metadata/OpenMetadata). Without a prefix keys would begin with a slash, and without `enabled` no workflow sends any.
 */
function ingestionLogEnvironment(logs: IngestionLogSettings, builder: EnvironmentBuilder): void {
  builder.set("PIPELINE_SERVICE_CLIENT_LOG_TYPE", "s3");
  builder.set("PIPELINE_SERVICE_CLIENT_LOG_ENABLED", "true");
  builder.set("PIPELINE_SERVICE_CLIENT_LOG_BUCKET_NAME", logs.bucket);
  builder.set("PIPELINE_SERVICE_CLIENT_LOG_PREFIX", yamlScalar(logs.prefix));
  builder.set("PIPELINE_SERVICE_CLIENT_LOG_REGION", logs.region);
  builder.set("PIPELINE_SERVICE_CLIENT_LOG_SSE_ENABLED", "true");
  builder.set("PIPELINE_SERVICE_CLIENT_LOG_SSE_ALGORITHM", logs.kmsKeyArn === undefined ? "AES256" : "aws:kms");
  builder.set("PIPELINE_SERVICE_CLIENT_LOG_KMS_KEY_ID", logs.kmsKeyArn);
  // The credentials of the task's role.
  builder.set("PIPELINE_SERVICE_CLIENT_AWS_IAM_AUTH_ENABLED", "true");
}

function keyEnvironment(jwt: JwtKeySettings, builder: EnvironmentBuilder): void {
  builder.secret("FERNET_KEY", "server.fernetKey");
  builder.set("RSA_PRIVATE_KEY_FILE_PATH", jwt.privateKeyPath);
  builder.set("RSA_PUBLIC_KEY_FILE_PATH", jwt.publicKeyPath);
  builder.set("JWT_KEY_ID", jwt.keyId);
  builder.set("JWT_ISSUER", jwt.issuer === undefined ? undefined : yamlScalar(jwt.issuer));
}

/**
 * Credentials and region come from the task: a region in OM_SM_REGION would go with keys beside it. Workflows take the
 * region from their own environment (`loader`).
 */
function secretsManagerEnvironment(
  { version, secretsManager, region, airflow }: ServerEnvironmentSettings,
  builder: EnvironmentBuilder,
): void {
  if (secretsManager === undefined) return;
  const [problem] = secretsManagerProblems(version, secretsManager);
  if (problem !== undefined) throw new Error(problemText(problem));
  builder.set("SECRET_MANAGER", secretsManager.kind);
  builder.set("SECRET_MANAGER_PREFIX", secretsManager.prefix);
  builder.set("AWS_DEFAULT_REGION", region);
  builder.set("AWS_REGION", region);
  if (airflow === undefined || airflow.secretsManagerLoader !== undefined) return;
  builder.setIfRead("PIPELINE_SERVICE_CLIENT_SECRETS_MANAGER_LOADER", secretsManager.loader);
}

function airflowEnvironment(settings: ServerEnvironmentSettings, line: ReleaseLine, builder: EnvironmentBuilder): void {
  const { airflow } = settings;
  builder.setIfRead("PIPELINE_SERVICE_CLIENT_ENABLED", String(airflow !== undefined));
  builder.setIfRead("PIPELINE_SERVICE_IP_INFO_ENABLED", "false");
  builder.set("SERVER_HOST_API_URL", settings.metadataApiEndpoint);
  if (airflow === undefined) return;
  const [problem] = airflowClientProblems(line.version, airflow);
  if (problem !== undefined) throw new Error(problemText(problem));
  builder.set("AIRFLOW_USERNAME", yamlScalar(airflow.username));
  builder.secret("AIRFLOW_PASSWORD", "airflow.password");
  const old = line.airflowSection === "airflowConfiguration";
  builder.set(old ? "AIRFLOW_HOST" : "PIPELINE_SERVICE_CLIENT_ENDPOINT", airflow.endpoint);
  builder.set(old ? "AIRFLOW_HOST_IP" : "PIPELINE_SERVICE_CLIENT_HOST_IP", airflow.hostIp);
  builder.setIfRead(old ? "AIRFLOW_VERIFY_SSL" : "PIPELINE_SERVICE_CLIENT_VERIFY_SSL", airflow.verifySsl);
  builder.set(old ? "AIRFLOW_SSL_CERT_PATH" : "PIPELINE_SERVICE_CLIENT_SSL_CERT_PATH", airflow.certificatePath);
  const seconds = (value: number | undefined) => (value === undefined ? undefined : String(value));
  builder.set("AIRFLOW_TIMEOUT", seconds(airflow.timeoutSeconds));
  builder.set("PIPELINE_SERVICE_CLIENT_HEALTH_CHECK_INTERVAL", seconds(airflow.healthCheckIntervalSeconds));
  builder.set("PIPELINE_SERVICE_CLIENT_SECRETS_MANAGER_LOADER", airflow.secretsManagerLoader);
  builder.set("AIRFLOW_TRUST_STORE_PATH", airflow.trustStorePath);
  if (airflow.trustStorePath !== undefined && settings.secretNames.has("airflow.trustStorePassword")) {
    builder.secret("AIRFLOW_TRUST_STORE_PASSWORD", "airflow.trustStorePassword");
  }
}
