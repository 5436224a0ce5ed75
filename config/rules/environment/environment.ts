import { configurationFileOf } from "../../../openmetadata/configuration/file";
import {
  type AddedEnvironment,
  addedEnvironmentProblems,
  doubtfulNotes,
} from "../../../openmetadata/environment/overrides";
import {
  knownIngestionNames,
  stackIngestionEnvironment,
} from "../../../openmetadata/environment/ingestion-environment";
import type { SecretName } from "../../../openmetadata/environment/secret-names";
import { knownServerNames, serverEnvironment } from "../../../openmetadata/environment/server-environment";
import { configPath, moveSecret, remove, setCommand, steps } from "../../../problems/commands";
import { typeAndLength } from "../../../problems/found-value";
import { releaseLineOf } from "../../../openmetadata/releases/release-lines";
import { airflowWires, serverWires } from "../../../openmetadata/wiring";
import type { Problem } from "../../../problems/problem";
import { configurationFileText } from "./files";
import { lineOf } from "../release";
import { type Findings, rule, type RuleContext } from "../rule";
import { secretVariables, type ServerSections } from "../../server-settings";
import { plannedIngestion, plannedServer } from "./planned-environment";
import { listeningProblems, wiringProblems } from "../wiring";

type Section = AddedEnvironment["section"];
type Own = Pick<AddedEnvironment, "environment" | "overrideStackVariables" | "ownVariables">;

/** Whole words of a variable's name behind which there is a secret. */
const secretWord =
  /(^|_)(PASS|PWD|PASSWD|PASSWORD|PASSPHRASE|SECRET|TOKEN|JWT|CREDENTIALS?|FERNET_KEY|PRIVATE_KEY|SECRET_KEY|API_KEY|ACCESS_KEY|SQL_ALCHEMY_CONN|RESULT_BACKEND|BROKER_URL)$/;
/** An address with a user and a password in it. */
const carriesPassword = (value: string): boolean => /:\/\/[^/\s:@]*:[^/\s@]+@/.test(value);

/** Values that are secrets by the look of name or value, whether or not a release knows the name. */
function plainSecrets(section: Section, environment: Own["environment"]): Problem[] {
  return Object.entries(environment)
    .filter(([name, value]) => secretWord.test(name.toUpperCase()) || carriesPassword(value))
    .map(([name, value]) => {
      const key = configPath([section, "environment", name]);
      const secret = configPath(["secrets", `${section}Environment`, name]);
      return {
        key,
        found: typeAndLength(value),
        allowed: `plain values; a secret belongs under secrets.${section}Environment`,
        fix: moveSecret(key, secret),
      };
    });
}

const added = (section: Section, own: Own, { secretNames }: RuleContext): AddedEnvironment => ({
  section,
  environment: own.environment,
  overrideStackVariables: own.overrideStackVariables,
  ownVariables: own.ownVariables,
  secretEnvironment: secretVariables(secretNames, section),
});

/** Nothing of the user's own: working out the names that the stack sets would be for nothing. */
const isEmpty = (
  { environment, overrideStackVariables, ownVariables, secretEnvironment: secrets }: AddedEnvironment,
  file?: string,
): boolean =>
  Object.keys(environment).length + overrideStackVariables.length + ownVariables.length + secrets.length === 0 &&
  file === undefined;

/** Only the first note of a key is shown: wiring says more than the look of a secret, and that more than a release's table. */
function joined(looks: readonly Problem[], names: readonly Problem[]): Problem[] {
  const keys = new Set(looks.map(({ key }) => key));
  return [...looks, ...names.filter(({ key }) => !keys.has(key))];
}

/** Names that the stack sets itself; what is wrong with a configuration file of the user's own comes out here too. */
function namesOfServer(
  sections: ServerSections,
  text: string | undefined,
  secretNames: ReadonlySet<SecretName>,
): { names: Set<string>; problems: Problem[] } {
  try {
    return {
      names: new Set(serverEnvironment(plannedServer(sections, text, secretNames)).map(({ name }) => name)),
      problems: [],
    };
  } catch (error) {
    return { names: new Set(), problems: configurationFileProblems(error instanceof Error ? error.message : "") };
  }
}

/** What is wrong with a configuration file of the user's own: a line each. */
function configurationFileProblems(message: string): Problem[] {
  const key = "server.configurationFile";
  const allowed = "an openmetadata.yaml whose variables the stack can fill";
  return message.split("\n").flatMap((line) => {
    const [, about] = /^openmetadata:server\.configurationFile (.*)/.exec(line) ?? [];
    // Addresses are stand-ins here: whether the file contradicts the real ones shows when they are known.
    if (about === undefined || about.startsWith("has at ")) return [];
    const fix = steps("Fix the file, or name another", setCommand(key, "PATH"));
    return [{ key, found: `a file that ${about}`, allowed, fix }];
  });
}

/** Names of a configuration file of the user's own; undefined when it is not YAML, which is said already. */
function namesOfOwn(version: string, text: string | undefined): ReturnType<typeof knownServerNames> | undefined {
  try {
    return knownServerNames(version, text === undefined ? undefined : configurationFileOf(text));
  } catch {
    return undefined;
  }
}

/** Variables that a user adds to the server: names that it reads, secrets among the secrets, each once. */
export const serverVariablesAreRead = rule(
  ["version", "server", "airflow", "auth", "database", "search", "domain", "network"],
  (sections, context): Findings => {
    const { server, version } = sections;
    const looks = plainSecrets("server", server.environment);
    const own = added("server", server, context);
    if (lineOf(version) === undefined || isEmpty(own, server.configurationFile)) return { problems: looks };
    const text = configurationFileText(server.configurationFile, context.projectDirectory);
    const planned = namesOfServer(sections, text, context.secretNames);
    const known = namesOfOwn(version, text);
    if (known === undefined) return { problems: [...looks, ...planned.problems] };
    const wires = serverWires(plannedServer(sections, text, context.secretNames));
    const wired = [
      ...wiringProblems(own, (name) => wires.get(name)),
      ...(text === undefined ? [] : listeningProblems(text, own.environment, releaseLineOf(version))),
    ];
    const names = addedEnvironmentProblems(own, { ...known, set: planned.names });
    return {
      problems: [...joined(wired, joined(looks, names)), ...planned.problems],
      notes: doubtfulNotes(own, known),
    };
  },
);

/** Variables that a user adds to Airflow, likewise. */
export const airflowVariablesAreRead = rule(
  ["version", "airflow", "database", "network", "server"],
  (sections, context): Findings => {
    const { version, airflow } = sections;
    if (airflow.host !== "create") return {};
    const looks = plainSecrets("airflow", airflow.environment);
    const own = added("airflow", airflow, context);
    if (lineOf(version) === undefined || isEmpty(own)) return { problems: looks };
    const settings = {
      ...plannedIngestion(sections, airflow),
      secretEnvironment: own.secretEnvironment,
    };
    const names = new Set(stackIngestionEnvironment(settings).map(({ name }) => name));
    const known = { ...knownIngestionNames(version), set: names };
    const wired = wiringProblems(own, airflowWires(settings));
    return { problems: joined(wired, joined(looks, addedEnvironmentProblems(own, known))) };
  },
);

/** Secrets for a container that the stack does not run. */
export const airflowSecretsAreRead = rule(["airflow"], ({ airflow }, { secretNames }) => {
  if (airflow.host === "create") return {};
  const names = [...secretNames].filter(
    (name) => name.startsWith("airflowEnvironment.") || name === "airflow.fernetKey",
  );
  return {
    problems: names.map((name) => ({
      key: `secrets.${name}`,
      found: "set",
      allowed: 'nothing when airflow.host is "existing": your Airflow has its own environment',
      fix: remove(`secrets.${name}`),
    })),
  };
});
