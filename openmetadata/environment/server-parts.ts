import type { Input } from "@pulumi/pulumi";
import { yamlScalar } from "../configuration/values";
import { jdbc, jdbcParameters, legacySslValue } from "../releases/database-parameters";
import type {
  AirflowClientSettings,
  DatabaseSettings,
  IngestionLogSettings,
  JwtKeySettings,
  SearchSettings,
  ServerEnvironmentSettings,
} from "../settings";
import { idleSeconds } from "../tasks/ports";
import { asText, combine, derive } from "./inputs";
import { javaProxyOptions } from "./proxy";
import type { SecretsManagerSettings } from "./secrets-manager";
import { javaTrustOptions } from "./trust";
import type { VariableTable } from "./variable-table";

const behindTls = ({ publicUrl }: ServerEnvironmentSettings): Input<string> =>
  derive(publicUrl, (url) => String(new URL(url).protocol === "https:"));

/** Options for every Java program of the image: the server, its migration, its ops commands. */
function javaOptions({ proxy, directHosts, ownAuthorities }: ServerEnvironmentSettings): Input<string> | undefined {
  const options: Input<string>[] = [
    ...(proxy ? javaProxyOptions(proxy, directHosts) : []),
    ...(ownAuthorities ? javaTrustOptions : []),
  ];
  if (options.length === 0) return undefined;
  return options.reduce((left, right) => combine(left, right, (one, other) => `${one} ${other}`));
}

export const processVariables: VariableTable<ServerEnvironmentSettings> = {
  OPENMETADATA_CLUSTER_NAME: {
    from: "`server.clusterName`, or the name of the stack",
    text: ({ clusterName }) => yamlScalar(clusterName),
  },
  OPENMETADATA_HEAP_OPTS: {
    from: "`server.memory`",
    text: ({ heapMegabytes }) => `-Xmx${heapMegabytes}M -Xms${heapMegabytes}M`,
  },
  OPENMETADATA_SERVER_URL: {
    from: "the domain, `server.publicUrl` or the load balancer",
    ifRead: true,
    text: ({ publicUrl }) => publicUrl,
  },
  LOG_FORMAT: { from: "json", ifRead: true, text: () => "json" },
  SERVER_USE_FORWARDED_HEADERS: { from: "true when browsers come by HTTPS", ifRead: true, text: behindTls },
  FORCE_SECURE_SESSION_COOKIE: { from: "true when browsers come by HTTPS", ifRead: true, text: behindTls },
  SERVER_IDLE_TIMEOUT: {
    from: `${idleSeconds.server} seconds, longer than the load balancer waits`,
    ifRead: true,
    text: () => `${idleSeconds.server} seconds`,
  },
  JAVA_TOOL_OPTIONS: { from: "`network.proxy`, `network.caCertificatesFile`", text: javaOptions },
};

export const databaseVariables: VariableTable<DatabaseSettings> = {
  DB_DRIVER_CLASS: { from: "`database.engine`", text: ({ engine }) => jdbc[engine].driver },
  DB_SCHEME: { from: "`database.engine`", text: ({ engine }) => jdbc[engine].scheme },
  DB_HOST: { from: "the created database, or `database.host`", text: ({ host }) => host },
  DB_PORT: { from: "the created database, or `database.port`", text: ({ port }) => asText(port) },
  OM_DATABASE: { from: "`database.serverDatabase`", text: ({ name }) => name },
  DB_USER: { from: "`database.serverLogin`, which the stack makes", text: ({ user }) => user },
  DB_USER_PASSWORD: { from: "secret `database.server`, generated", secret: "database.server" },
  DB_PARAMS: {
    from: "TLS options of the JDBC driver, by `database.engine` and `database.caCertificateFile`",
    ifRead: true,
    text: jdbcParameters,
  },
  // Before DB_PARAMS this one carried its options, behind the value.
  DB_USE_SSL: {
    from: "true, with the other TLS options of the JDBC driver behind it",
    text: (database, reads) => (reads("DB_PARAMS") ? undefined : legacySslValue(database)),
  },
};

export const searchVariables: VariableTable<SearchSettings> = {
  SEARCH_TYPE: { from: "opensearch, or `search.engine`", ifRead: true, text: ({ engine }) => engine },
  ELASTICSEARCH_HOST: { from: "the created domain, or `search.host`", text: ({ host }) => host },
  ELASTICSEARCH_PORT: { from: "the created domain, or `search.port`", text: ({ port }) => String(port) },
  ELASTICSEARCH_SCHEME: { from: "the created domain, or `search.scheme`", text: ({ scheme }) => scheme },
  ELASTICSEARCH_USER: {
    from: "the created domain's login, or `search.username`",
    text: ({ login }) => (login.kind === "password" ? yamlScalar(login.username) : undefined),
  },
  ELASTICSEARCH_PASSWORD: {
    from: "secret `search.password`, generated or `secrets.search.password`",
    secret: "search.password",
    when: ({ login }) => login.kind === "password",
  },
};

const regionSource = "region of the stack, when search requests are signed or with `server.secretsManager`";

/** Region of the AWS SDK: the configuration file reads one name, parts of the SDK the other. */
export const regionVariables: VariableTable<{ readonly region?: string }> = {
  AWS_DEFAULT_REGION: { from: regionSource, text: ({ region }) => region },
  AWS_REGION: { from: regionSource, text: ({ region }) => region },
};

/** Requests to the search domain that are signed by the task's role. */
export const signedSearchVariables: VariableTable<undefined> = {
  SEARCH_AWS_IAM_AUTH_ENABLED: { from: '`search.login: "iam"`', text: () => "true" },
  SEARCH_AWS_SERVICE_NAME: { from: '`search.login: "iam"`: es', text: () => "es" },
};

const withLogs = "with `server.ingestionLogs`";

/**
 * The server writes the logs itself: workflows send theirs to its API (S3LogStorage and IngestionPipelineRepository of
 * open-metadata/OpenMetadata). Without a prefix keys would begin with a slash, and without `enabled` no workflow sends any.
 */
export const ingestionLogVariables: VariableTable<IngestionLogSettings> = {
  PIPELINE_SERVICE_CLIENT_LOG_TYPE: { from: `s3 ${withLogs}`, text: () => "s3" },
  PIPELINE_SERVICE_CLIENT_LOG_ENABLED: { from: `true ${withLogs}`, text: () => "true" },
  PIPELINE_SERVICE_CLIENT_LOG_BUCKET_NAME: {
    from: "the created bucket, or `server.ingestionLogs.bucket`",
    text: ({ bucket }) => bucket,
  },
  PIPELINE_SERVICE_CLIENT_LOG_PREFIX: {
    from: "`server.ingestionLogs.prefix`",
    text: ({ prefix }) => yamlScalar(prefix),
  },
  PIPELINE_SERVICE_CLIENT_LOG_REGION: {
    from: "`server.ingestionLogs.region`, or the stack's",
    text: ({ region }) => region,
  },
  PIPELINE_SERVICE_CLIENT_LOG_SSE_ENABLED: { from: `true ${withLogs}`, text: () => "true" },
  PIPELINE_SERVICE_CLIENT_LOG_SSE_ALGORITHM: {
    from: "aws:kms with `server.ingestionLogs.kmsKeyArn`, else AES256",
    text: ({ kmsKeyArn }) => (kmsKeyArn === undefined ? "AES256" : "aws:kms"),
  },
  PIPELINE_SERVICE_CLIENT_LOG_KMS_KEY_ID: {
    from: "`server.ingestionLogs.kmsKeyArn`",
    text: ({ kmsKeyArn }) => kmsKeyArn,
  },
  // The credentials of the task's role.
  PIPELINE_SERVICE_CLIENT_AWS_IAM_AUTH_ENABLED: { from: `true ${withLogs}`, text: () => "true" },
};

export const keyVariables: VariableTable<JwtKeySettings> = {
  FERNET_KEY: {
    from: "secret `server.fernetKey`, generated or `secrets.server.fernetKey`",
    secret: "server.fernetKey",
  },
  RSA_PRIVATE_KEY_FILE_PATH: {
    from: "file made from secret `server.jwtPrivateKey`",
    text: ({ privateKeyPath }) => privateKeyPath,
  },
  RSA_PUBLIC_KEY_FILE_PATH: {
    from: "file made from `server.jwtPublicKey`",
    text: ({ publicKeyPath }) => publicKeyPath,
  },
  JWT_KEY_ID: { from: "derived from the server's public key", text: ({ keyId }) => keyId },
};

/** Credentials and region come from the task: a region in OM_SM_REGION would go with keys beside it. */
export const secretsManagerVariables: VariableTable<SecretsManagerSettings> = {
  SECRET_MANAGER: { from: "`server.secretsManager.kind`", text: ({ kind }) => kind },
  SECRET_MANAGER_PREFIX: { from: "`server.secretsManager.prefix`", text: ({ prefix }) => prefix },
};

/** The pipeline client, also where it is off. */
export const pipelineVariables: VariableTable<ServerEnvironmentSettings> = {
  PIPELINE_SERVICE_CLIENT_ENABLED: {
    from: "whether the server has an Airflow to talk to",
    ifRead: true,
    text: ({ airflow }) => String(airflow !== undefined),
  },
  PIPELINE_SERVICE_IP_INFO_ENABLED: {
    from: "false: the route behind it calls public sites",
    ifRead: true,
    text: () => "false",
  },
  SERVER_HOST_API_URL: {
    from: "private address of the server",
    text: ({ metadataApiEndpoint }) => metadataApiEndpoint,
  },
  // Workflows take the region from their own environment.
  PIPELINE_SERVICE_CLIENT_SECRETS_MANAGER_LOADER: {
    from: "`airflow.secretsManagerLoader`; env with `server.secretsManager`",
    ifRead: true,
    text: ({ airflow, secretsManager }) =>
      airflow === undefined ? undefined : (airflow.secretsManagerLoader ?? secretsManager?.loader),
  },
  AIRFLOW_TRUST_STORE_PASSWORD: {
    from: "secret `secrets.airflow.trustStorePassword`",
    secret: "airflow.trustStorePassword",
    when: ({ airflow, secretNames }) =>
      airflow?.trustStorePath !== undefined && secretNames.has("airflow.trustStorePassword"),
  },
};

const airflowAddress = "address of the created Airflow, or `airflow.endpoint`";

/** How the client reaches Airflow, besides its plain settings (plain-settings.ts). */
export const airflowVariables: VariableTable<AirflowClientSettings> = {
  AIRFLOW_USERNAME: { from: "`airflow.username`", text: ({ username }) => yamlScalar(username) },
  AIRFLOW_PASSWORD: {
    from: "secret `airflow.password`, generated or `secrets.airflow.password`",
    secret: "airflow.password",
  },
  PIPELINE_SERVICE_CLIENT_ENDPOINT: { from: airflowAddress, ifRead: true, text: ({ endpoint }) => endpoint },
  AIRFLOW_HOST: {
    from: airflowAddress,
    text: ({ endpoint }, reads) => (reads("PIPELINE_SERVICE_CLIENT_ENDPOINT") ? undefined : endpoint),
  },
};

/** Every table, for the reference. */
export const serverTables = [
  processVariables,
  databaseVariables,
  searchVariables,
  regionVariables,
  signedSearchVariables,
  ingestionLogVariables,
  keyVariables,
  secretsManagerVariables,
  pipelineVariables,
  airflowVariables,
];
