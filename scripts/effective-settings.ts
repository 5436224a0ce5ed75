import { readFileSync } from "node:fs";
import path from "node:path";
import { projectDirectory } from "../config/project-directory";
import { problemsText } from "../config/problem";
import type { PlainStackConfig } from "../config/schema";
import { validateStackConfig } from "../config/validate";
import { releaseLineOf } from "../openmetadata/release-lines";
import type { SecretName } from "../openmetadata/secret-names";
import { serverEnvironment, type ServerEnvironmentSettings } from "../openmetadata/server-environment";
import type { AirflowClientSettings, SearchSettings } from "../openmetadata/settings";
import { serverKeyPaths } from "../openmetadata/tasks/server-task";
import type { EnvironmentVariable } from "../openmetadata/container-spec";
import { fillRequiredSecrets } from "../rehearsal/engine/required-secrets";
import { plain, readStackFile } from "../rehearsal/engine/stack-file";

/** Stands for every address that only a deployment knows. */
export const laterHost = "known-at-deployment.invalid";

/** What a stack file makes of the server, without a cloud. */
export interface EffectiveServer {
  readonly version: string;
  readonly variables: readonly EnvironmentVariable[];
  /** Text of the stack's own configuration file, when it has one. */
  readonly configurationFile?: string;
}

/** Reads a stack file and works the server's environment out. Throws with every problem of the file. */
export function effectiveServer(stackFile: string): EffectiveServer {
  const file = readStackFile(stackFile);
  fillRequiredSecrets(file);
  const values = Object.fromEntries(
    Object.entries(file.config)
      .filter(([key]) => key.startsWith("openmetadata:"))
      .map(([key, value]) => [key.slice("openmetadata:".length), plain(value)]),
  );
  const { config, problems } = validateStackConfig(values);
  if (config === undefined) throw new Error(problemsText(problems));
  const settings = settingsOf(config, file.stackName, secretNamesOf(values.secrets));
  return {
    version: config.version,
    variables: serverEnvironment(settings),
    configurationFile: settings.configurationFile,
  };
}

/** Logical names of the secrets that a file brings: every leaf below `secrets`. */
const secretNamesOf = (section: unknown, at = ""): Set<SecretName> =>
  typeof section === "object" && section !== null
    ? new Set(
        Object.entries(section).flatMap(([key, below]) => [...secretNamesOf(below, at === "" ? key : `${at}.${key}`)]),
      )
    : new Set(at === "" ? [] : [at as SecretName]);

function settingsOf(
  config: PlainStackConfig,
  stack: string,
  secretNames: ReadonlySet<SecretName>,
): ServerEnvironmentSettings {
  const { database, server, domain } = config;
  const airflow = airflowOf(config);
  const text =
    server.configurationFile && readFileSync(path.resolve(projectDirectory, server.configurationFile), "utf8");
  const postgres = database.engine === "postgres";
  return {
    version: config.version,
    publicUrl: server.publicUrl ?? (domain === undefined ? `http://${laterHost}` : `https://${domain.name}`),
    metadataApiEndpoint: `http://${laterHost}:8585/api`,
    database: {
      engine: database.engine,
      host: database.mode === "existing" ? database.host : laterHost,
      port: (database.mode === "existing" ? database.port : undefined) ?? (postgres ? 5432 : 3306),
      name: "openmetadata_db",
      user: "openmetadata",
      ...(database.caCertificateFile !== undefined && { caCertificatePath: "/mnt/bootstrap/database-ca.pem" }),
    },
    search: searchOf(config),
    ...(airflow && { airflow }),
    jwt: { ...serverKeyPaths, keyId: "<derived from the server's key>" },
    authentication: config.auth,
    heapMegabytes: Math.floor((server.memory * 3) / 4),
    clusterName: `openmetadata-${stack}`,
    environment: server.environment,
    secretEnvironment: [...secretNames]
      .filter((name) => name.startsWith("serverEnvironment."))
      .map((name) => name.slice("serverEnvironment.".length)),
    ...(text !== undefined && { configurationFile: text }),
    overrideStackVariables: server.overrideStackVariables,
    secretNames,
  };
}

function searchOf({ search }: PlainStackConfig): SearchSettings {
  if (search.mode === "create") {
    return {
      engine: "opensearch",
      host: laterHost,
      port: 443,
      scheme: "https",
      login: { kind: "password", username: "openmetadata" },
    };
  }
  const login: SearchSettings["login"] =
    search.login === "password"
      ? { kind: "password", username: search.username ?? "" }
      : search.login === "iam"
        ? { kind: "iam", region: "<region of the stack>" }
        : { kind: "none" };
  return { engine: search.engine, host: search.host, port: search.port, scheme: search.scheme, login };
}

function airflowOf({ airflow, version }: PlainStackConfig): AirflowClientSettings | undefined {
  const { username, timeoutSeconds, healthCheckIntervalSeconds, hostIp, trustStorePath, secretsManagerLoader } =
    airflow;
  const client = { username, timeoutSeconds, healthCheckIntervalSeconds, hostIp, trustStorePath, secretsManagerLoader };
  if (airflow.host === "create") {
    const port = releaseLineOf(version).airflowMajor === 3 ? 8081 : 8080;
    return { ...client, endpoint: `http://${laterHost}:${port}` };
  }
  if (!airflow.angles.includes("managed-apis") || airflow.endpoint === undefined) return undefined;
  return {
    ...client,
    endpoint: airflow.endpoint.replace(/\/+$/, ""),
    verifySsl: airflow.verifySsl,
    certificatePath: airflow.certificatePath,
  };
}
