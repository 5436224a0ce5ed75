import { authenticationEnvironment } from "../auth";
import { set } from "../../problems/commands";
import { problemText } from "../../problems/problem";
import { configurationFileEnvironment } from "./configuration-file-environment";
import { configurationFileOf, type ConfigurationFile } from "../configuration/file";
import type { EnvironmentVariable } from "../tasks/container-spec";
import { EnvironmentBuilder } from "./environment";
import { type KnownNames, withAddedEnvironment } from "./overrides";
import { plainEnvironment } from "./plain-settings";
import { type ReleaseLine, releaseLineOf } from "../releases/release-lines";
import { secretsManagerProblems } from "./secrets-manager";
import {
  airflowVariables,
  databaseVariables,
  ingestionLogVariables,
  keyVariables,
  pipelineVariables,
  processVariables,
  regionVariables,
  searchVariables,
  secretsManagerVariables,
  signedSearchVariables,
} from "./server-parts";
import type { SearchSettings, ServerEnvironmentSettings } from "../settings";
import { setVariables } from "./variable-table";
import { doubtfulServerVariables, hasOwnFile, serverVariablesOf } from "../variables/server-variables";

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
  // First: a table's row for the same variable says what else its text depends on, and wins.
  plainEnvironment("server", settings.plain, settings.version, builder);
  if (settings.airflow !== undefined) plainEnvironment("airflow", settings.airflow, settings.version, builder);
  setVariables(processVariables, settings, builder);
  setVariables(databaseVariables, settings.database, builder);
  searchEnvironment(settings.search, line, builder);
  setVariables(keyVariables, settings.jwt, builder);
  secretsManagerEnvironment(settings, builder);
  setVariables(pipelineVariables, settings, builder);
  if (settings.airflow !== undefined) setVariables(airflowVariables, settings.airflow, builder);
  if (settings.ingestionLogs !== undefined) setVariables(ingestionLogVariables, settings.ingestionLogs, builder);
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
  // The start script and libraries read theirs independently of the file.
  const others = variables.filter(({ keys }) => Object.keys(keys).length === 0).map(({ name }) => name);
  const all = new Set([...file.names, ...others]);
  return { reader: "server.configurationFile", reads: (name) => all.has(name), all: [...all], isSecret };
}

function searchEnvironment(search: SearchSettings, line: ReleaseLine, builder: EnvironmentBuilder): void {
  setVariables(searchVariables, search, builder);
  if (search.login.kind !== "iam") return;
  if (!line.signsSearchRequests) {
    throw new Error(
      `openmetadata:search.login is "iam"; allowed: password or none with OpenMetadata ${line.version}, which does not sign requests (1.12 and later do).\n${set("search.login", "password")}`,
    );
  }
  setVariables(signedSearchVariables, undefined, builder);
  setVariables(regionVariables, search.login, builder);
}

function secretsManagerEnvironment(
  { version, secretsManager, region }: ServerEnvironmentSettings,
  builder: EnvironmentBuilder,
): void {
  if (secretsManager === undefined) return;
  const [problem] = secretsManagerProblems(version, secretsManager);
  if (problem !== undefined) throw new Error(problemText(problem));
  setVariables(secretsManagerVariables, secretsManager, builder);
  setVariables(regionVariables, { ...(region !== undefined && { region }) }, builder);
}
