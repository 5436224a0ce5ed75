import { readFileSync } from "node:fs";
import path from "node:path";
import { projectDirectory } from "../config/project-directory";
import { stackPrefix } from "../components/aws/naming";
import { problemsText } from "../problems/problem";
import { existingSecretNames } from "../config/existing-secrets";
import type { PlainStackConfig } from "../config/schema";
import { knownPublicUrl, searchSettings, serverSettings } from "../config/server-settings";
import { validateStackConfig } from "../config/validate";
import { releaseLineOf } from "../openmetadata/releases/release-lines";
import type { SecretName } from "../openmetadata/environment/secret-names";
import { serverEnvironment } from "../openmetadata/environment/server-environment";
import type { ServerEnvironmentSettings } from "../openmetadata/settings";
import type { EnvironmentVariable } from "../openmetadata/tasks/container-spec";
import { platformAddresses } from "../openmetadata/wiring/platform-addresses";
import { fillRequiredSecrets } from "../rehearsal/engine/stack-file/required-secrets";
import { plainValues, readStackFile } from "../rehearsal/engine/stack-file/stack-file";

/** Stands for every address that only a deployment knows. */
export const laterHost = "known-at-deployment.invalid";

/** What a stack file makes of the server, without a cloud. */
export interface EffectiveServer {
  readonly version: string;
  readonly variables: readonly EnvironmentVariable[];
  /** Text of the stack's own configuration file, when it has one. */
  readonly configurationFile?: string;
  /** What stops nothing and should be said, of the stack file itself and of the server's variables. */
  readonly notes: readonly string[];
}

/**
 * Reads a stack file and works the server's environment out. Throws with every problem of the file.
 *
 * @param valuesFile values of the ESC environments that the stack file imports
 */
export function effectiveServer(stackFile: string, valuesFile?: string): EffectiveServer {
  const file = readStackFile(stackFile, valuesFile === undefined ? {} : { values: valuesFile });
  fillRequiredSecrets(file);
  const values = plainValues(file);
  const { config, problems, notes } = validateStackConfig(values);
  if (config === undefined) throw new Error(problemsText(problems));
  const settings = settingsOf(
    config,
    file.stackName,
    new Set([...secretNamesOf(values.secrets), ...existingSecretNames(values.existingSecrets)]),
  );
  return {
    version: config.version,
    variables: serverEnvironment(settings),
    configurationFile: settings.configurationFile,
    notes: [
      ...file.notes,
      ...notes
        .filter(({ key }) => /^server\.(environment|configurationFile)\b/.test(key))
        .map(({ key, text }) => `note: openmetadata:${key}: ${text}`),
    ],
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
  const { database, server, version } = config;
  const line = releaseLineOf(version);
  const region = "<region of the stack>";
  const existing = database.mode === "existing" ? database : undefined;
  const configurationFile =
    server.configurationFile && readFileSync(path.resolve(projectDirectory, server.configurationFile), "utf8");
  return serverSettings(config, {
    database: {
      host: existing?.host ?? laterHost,
      port: existing?.port ?? (database.engine === "postgres" ? 5432 : 3306),
    },
    search: searchSettings(config.search, { host: laterHost, signed: line.signsSearchRequests, region }),
    ...platformAddresses(line, { server: laterHost, airflow: laterHost }),
    publicUrl: knownPublicUrl(config) ?? `http://${laterHost}`,
    jwtKeyId: "<derived from the server's key>",
    logBucket: "<made by the stack>",
    clusterName: stackPrefix("openmetadata", stack),
    region,
    directHosts: [`.${laterHost}`],
    secretNames,
    ...(configurationFile !== undefined && { configurationFile }),
  });
}
