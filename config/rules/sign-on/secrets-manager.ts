import {
  awsSecretsManagers,
  secretsManagerProblems,
  serverWritesSecrets,
} from "../../../openmetadata/environment/secrets-manager";
import { configurationFileOf } from "../../../openmetadata/configuration/file";
import { remove, removeCommand, setCommand, steps } from "../../../problems/commands";
import { configurationFileText } from "../environment/files";
import { lineOf } from "../release";
import { type Findings, rule } from "../rule";

/** A kind in AWS takes rights and a region: the key brings them, the variable alone would fail at the first connection. */
export const secretsManagerHasItsRights = rule(["server"], ({ server }): Findings => {
  const key = "server.environment.SECRET_MANAGER";
  const kind = awsSecretsManagers.find((each) => each === server.environment["SECRET_MANAGER"]);
  if (kind === undefined) return {};
  const prefix = server.environment["SECRET_MANAGER_PREFIX"];
  const moved = ["SECRET_MANAGER", "SECRET_MANAGER_PREFIX", "OM_SM_REGION"].filter(
    (name) => name in server.environment,
  );
  return {
    problems: [
      {
        key,
        found: `"${kind}"`,
        allowed:
          "kinds outside AWS; server.secretsManager takes this one, and gives both tasks rights, region and loader",
        fix: steps(
          "Move it",
          ...moved.map((name) => removeCommand(`server.environment.${name}`)),
          setCommand("server.secretsManager.kind", kind),
          ...(prefix === undefined ? [] : [setCommand("server.secretsManager.prefix", prefix)]),
        ),
      },
    ],
  };
});

/** Names that a configuration file of one's own reads; undefined when there is none, or none that can be read. */
function namesOfFile(path: string | undefined, directory: string): ReadonlySet<string> | undefined {
  const text = configurationFileText(path, directory);
  try {
    return text === undefined ? undefined : new Set(configurationFileOf(text).names);
  } catch {
    return undefined;
  }
}

/** A file of one's own that fixes these settings would win over the keys in silence. */
export const fileReadsTheSecretsManager = rule(["server"], ({ server }, { projectDirectory }): Findings => {
  const names = namesOfFile(server.configurationFile, projectDirectory);
  if (names === undefined) return {};
  const needed = [
    { key: "server.clusterName", name: "OPENMETADATA_CLUSTER_NAME", said: server.clusterName !== undefined },
    { key: "server.secretsManager", name: "SECRET_MANAGER", said: server.secretsManager !== undefined },
  ];
  return {
    problems: needed
      .filter(({ name, said }) => said && !names.has(name))
      .map(({ key, name }) => ({
        key,
        found: "set",
        allowed: `nothing while server.configurationFile does not read ${name}: what the file says counts`,
        fix: remove(key),
      })),
  };
});

/** What the release knows of it, and what it does not do by itself. */
export const secretsManagerFits = rule(["version", "server"], ({ version, server }): Findings => {
  const { secretsManager: settings } = server;
  if (settings === undefined || lineOf(version) === undefined) return {};
  const problems = secretsManagerProblems(version, settings);
  if (problems.length > 0 || !serverWritesSecrets(settings, version)) return { problems };
  const text =
    "the server writes the passwords of connections to AWS from now on. Those that its database holds already stay there until somebody runs ./bootstrap/openmetadata-ops.sh migrate-secrets in the server's container, and pulumi destroy leaves what is in AWS";
  return { notes: [{ key: "server.secretsManager.kind", text }] };
});
