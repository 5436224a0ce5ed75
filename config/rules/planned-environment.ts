import type { IngestionEnvironmentSettings } from "../../openmetadata/ingestion-environment";
import type { SecretName } from "../../openmetadata/secret-names";
import type { ServerEnvironmentSettings } from "../../openmetadata/server-environment";
import type { SearchSettings } from "../../openmetadata/settings";
import type { PlainStackConfig, SearchConfig } from "../schema";

/** Sections from which the names of the server's variables follow. */
export type ServerSections = Pick<
  PlainStackConfig,
  "version" | "server" | "airflow" | "auth" | "database" | "search" | "domain"
>;

const port = { postgres: 5432, mysql: 3306 } as const;

function plannedSearch(search: SearchConfig, signs: boolean): SearchSettings {
  const login = search.mode === "existing" ? search.login : signs ? "iam" : "password";
  return {
    engine: search.mode === "existing" ? search.engine : "opensearch",
    host: search.mode === "existing" ? search.host : "search.stack.internal",
    port: search.mode === "existing" ? search.port : 443,
    scheme: search.mode === "existing" ? search.scheme : "https",
    login:
      login === "iam"
        ? { kind: "iam", region: "eu-west-1" }
        : login === "none"
          ? { kind: "none" }
          : { kind: "password", username: "user" },
  };
}

/**
 * The server's settings with stand-ins for every address that only a deployment knows: enough for the *names* of the
 * variables that the stack sets, which never depend on those.
 */
export function plannedServer(
  sections: ServerSections,
  configurationFile: string | undefined,
  secretNames: ReadonlySet<SecretName>,
): ServerEnvironmentSettings {
  const { version, server, airflow, auth, database, search, domain } = sections;
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const client = {
    username: airflow.username,
    timeoutSeconds: airflow.timeoutSeconds,
    healthCheckIntervalSeconds: airflow.healthCheckIntervalSeconds,
  };
  const endpoint =
    airflow.host === "create"
      ? "http://airflow.stack.internal:8081"
      : airflow.angles.includes("managed-apis")
        ? airflow.endpoint
        : undefined;
  return {
    version,
    publicUrl: server.publicUrl ?? (domain ? `https://${domain.name}` : "http://balancer.stack.internal"),
    metadataApiEndpoint: "http://server.stack.internal:8585/api",
    database: {
      engine: database.engine,
      host: "database.stack.internal",
      port: port[database.engine],
      name: "openmetadata_db",
      user: "openmetadata",
    },
    search: plannedSearch(search, major > 1 || (major === 1 && minor >= 12)),
    ...(endpoint === undefined ? {} : { airflow: { ...client, endpoint } }),
    jwt: { privateKeyPath: "/private_key.der", publicKeyPath: "/public_key.der", keyId: "key" },
    authentication: auth,
    heapMegabytes: 1024,
    clusterName: "stack",
    region: "eu-west-1",
    environment: {},
    secretEnvironment: [],
    overrideStackVariables: [],
    secretNames,
    ...(configurationFile === undefined ? {} : { configurationFile }),
  };
}

/** Airflow's settings, likewise. */
export const plannedIngestion = (
  version: string,
  adminUser: string,
  engine: "postgres" | "mysql",
): IngestionEnvironmentSettings => ({
  version,
  database: { engine, host: "database.stack.internal", port: port[engine], name: "airflow_db", user: "airflow" },
  adminUser,
  serverApiUrl: "http://server.stack.internal:8585/api",
  baseUrl: "http://airflow.stack.internal:8080",
  executor: "LocalExecutor",
  environment: {},
  secretEnvironment: [],
  overrideStackVariables: [],
});
