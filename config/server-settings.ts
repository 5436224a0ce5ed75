import type { Input } from "@pulumi/pulumi";
import { derive } from "../openmetadata/environment/inputs";
import {
  airflowClientKeys,
  existingAirflowKeys,
  plainValuesOf,
  serverKeys,
} from "../openmetadata/environment/plain-settings";
import type { SecretName } from "../openmetadata/environment/secret-names";
import type { ServerEnvironmentSettings } from "../openmetadata/settings";
import type { AirflowClientSettings, DatabaseSettings, SearchSettings } from "../openmetadata/settings";
import { databaseCaCertificatePath } from "../openmetadata/tasks/database-bootstrap";
import { serverKeyPaths } from "../openmetadata/tasks/server-task";
import type { AirflowConfig, DatabaseConfig, PlainStackConfig, SearchConfig } from "./schema";

/** Sections that the server's settings follow from. */
export type ServerSections = Pick<
  PlainStackConfig,
  "version" | "server" | "airflow" | "auth" | "database" | "search" | "domain" | "network"
>;

/** What only a deployment knows; without one, stand-ins. */
export interface ServerDeployment {
  /** Where the database listens. */
  readonly database: Pick<DatabaseSettings, "host" | "port">;
  readonly search: SearchSettings;
  /** Base URL of an Airflow that the stack runs. */
  readonly airflowEndpoint: Input<string>;
  /** Address that browsers use: {@link knownPublicUrl}, or the load balancer's. */
  readonly publicUrl: Input<string>;
  /** The server's API as an Airflow in the stack's VPC calls it, with `/api`. */
  readonly internalApiUrl: Input<string>;
  /** Name of the bucket of `server.ingestionLogs`; needed where the stack makes it. */
  readonly logBucket?: Input<string>;
  /** Id of the server's key pair. */
  readonly jwtKeyId: Input<string>;
  /** Name of the installation: the prefix of all its names. */
  readonly clusterName: string;
  readonly region: string;
  /** Names of the stack's own parts that no proxy is asked for. */
  readonly directHosts: readonly Input<string>[];
  /** Secrets that the stack file brings. */
  readonly secretNames: ReadonlySet<SecretName>;
  /** Text of `server.configurationFile`. */
  readonly configurationFile?: string;
}

/** Everything that the server's environment follows from: what the stack file says, and what its deployment knows. */
export function serverSettings(config: ServerSections, deployment: ServerDeployment): ServerEnvironmentSettings {
  const { server, airflow } = config;
  const { publicUrl, configurationFile, secretNames } = deployment;
  const client = airflowClient(airflow, deployment.airflowEndpoint);
  return {
    version: config.version,
    publicUrl,
    metadataApiEndpoint: callsServerInside(airflow)
      ? deployment.internalApiUrl
      : derive(publicUrl, (url) => `${url}/api`),
    database: databaseSettings(config.database, "openmetadata", deployment.database),
    search: deployment.search,
    ...(client && { airflow: client }),
    ...ingestionLogs(server.ingestionLogs, deployment),
    jwt: { ...serverKeyPaths, keyId: deployment.jwtKeyId },
    authentication: config.auth,
    heapMegabytes: heapMegabytes(server.memory),
    plain: plainValuesOf(serverKeys, server),
    clusterName: clusterNameOf(server, deployment.clusterName),
    ...(server.secretsManager && {
      secretsManager: { ...server.secretsManager, ...(airflow.host === "create" && { loader: "env" as const }) },
    }),
    region: deployment.region,
    ...(config.network.proxy && { proxy: config.network.proxy }),
    directHosts: deployment.directHosts,
    ownAuthorities: config.network.caCertificatesFile !== undefined,
    environment: server.environment,
    secretEnvironment: secretVariables(secretNames, "server"),
    ...(configurationFile !== undefined && { configurationFile }),
    overrideStackVariables: server.overrideStackVariables,
    ownVariables: server.ownVariables,
    secretNames,
  };
}

/** Name of the installation in OpenMetadata. */
export const clusterNameOf = ({ clusterName }: PlainStackConfig["server"], stackName: string): string =>
  clusterName ?? stackName;

function ingestionLogs(
  logs: ServerSections["server"]["ingestionLogs"],
  { logBucket, region }: ServerDeployment,
): Pick<ServerEnvironmentSettings, "ingestionLogs"> {
  const bucket = logs?.mode === "existing" ? logs.bucket : logBucket;
  if (logs === undefined || bucket === undefined) return {};
  return {
    ingestionLogs: {
      bucket,
      prefix: logs.prefix,
      region: (logs.mode === "existing" ? logs.region : undefined) ?? region,
      ...(logs.kmsKeyArn !== undefined && { kmsKeyArn: logs.kmsKeyArn }),
    },
  };
}

/** Whether Airflow runs in the stack's VPC, where it calls the server at its private name; else by the load balancer. */
export const callsServerInside = (airflow: AirflowConfig): boolean =>
  airflow.host === "create" || airflow.securityGroupId !== undefined;

/**
 * Java heap for a task's memory, MiB: three quarters, and at least 1 GiB left for what the JVM holds outside its heap.
 * Where that leaves nothing, half.
 */
export const heapMegabytes = (memory: number): number =>
  Math.max(Math.floor(memory / 2), memory - Math.max(1024, Math.floor(memory / 4)));

/** Names of the variables that `secrets.serverEnvironment` or `secrets.airflowEnvironment` brings, sorted. */
export const secretVariables = (names: Iterable<SecretName>, section: "server" | "airflow"): string[] =>
  [...names]
    .filter((name) => name.startsWith(`${section}Environment.`))
    .map((name) => name.slice(`${section}Environment.`.length))
    .sort();

/** Address that browsers use, where the stack file says it; otherwise it is the load balancer's own. */
export const knownPublicUrl = ({ server, domain }: Pick<PlainStackConfig, "server" | "domain">): string | undefined =>
  server.publicUrl?.replace(/\/+$/, "") ?? (domain && `https://${domain.name}`);

/** Whether an earlier installation filled the database, or will have before the tasks start. */
export const movesIn = (database: DatabaseConfig): boolean =>
  !(database.newInstallation ?? (database.mode === "create" && database.snapshotIdentifier === undefined));

/** What the bootstrap of a program's database must find there; undefined where a fresh one is right. */
export const earlierInstallation = (
  database: DatabaseConfig,
  program: "openmetadata" | "airflow",
): "restored-before" | "restored-later" | undefined => {
  if (!movesIn(database) || (program === "airflow" && database.newAirflow)) return undefined;
  // What the stack makes itself is empty at first: the dump comes into it.
  return database.mode === "create" && database.snapshotIdentifier === undefined ? "restored-later" : "restored-before";
};

/** One program's database on the server that both share. */
export const databaseSettings = (
  { engine, caCertificateFile, ...database }: DatabaseConfig,
  program: "openmetadata" | "airflow",
  place: Pick<DatabaseSettings, "host" | "port">,
): DatabaseSettings => ({
  engine,
  ...place,
  name: program === "openmetadata" ? database.serverDatabase : database.airflowDatabase,
  user: program === "openmetadata" ? database.serverLogin : database.airflowLogin,
  ...(caCertificateFile !== undefined && { caCertificatePath: databaseCaCertificatePath }),
});

/** The server's user in a created domain where requests are not signed. */
export const createdSearchUser = "openmetadata";

/** How the server reaches the search cluster: yours as config says, a created domain at `host`. */
export function searchSettings(
  search: SearchConfig,
  created: { readonly host: Input<string>; readonly signed: boolean; readonly region: string },
): SearchSettings {
  if (search.mode === "create") {
    return {
      engine: "opensearch",
      host: created.host,
      port: 443,
      scheme: "https",
      login: created.signed
        ? { kind: "iam", region: created.region }
        : { kind: "password", username: createdSearchUser },
    };
  }
  const { engine, host, port, scheme, login, username } = search;
  if (login === "iam") return { engine, host, port, scheme, login: { kind: "iam", region: created.region } };
  const byPassword = login === "password" && username !== undefined;
  return { engine, host, port, scheme, login: byPassword ? { kind: "password", username } : { kind: "none" } };
}

/**
 * How the server reaches Airflow: the created one at its private name, yours at the endpoint that config names.
 * Undefined when your Airflow runs no workflows for the server: its pipeline client is then off.
 */
export function airflowClient(
  airflow: AirflowConfig,
  createdEndpoint: Input<string>,
): AirflowClientSettings | undefined {
  const client = {
    username: airflow.username,
    ...plainValuesOf(airflowClientKeys, airflow),
  };
  if (airflow.host === "create") return { ...client, endpoint: createdEndpoint };
  if (!airflow.angles.includes("managed-apis") || airflow.endpoint === undefined) return undefined;
  return {
    ...client,
    endpoint: airflow.endpoint.replace(/\/+$/, ""),
    ...plainValuesOf(existingAirflowKeys, airflow),
  };
}
