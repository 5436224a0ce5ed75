import type { SecretName } from "../../openmetadata/secret-names";
import { serverVariables } from "../../openmetadata/variables/server-variables";
import { configPath, remove, setSecretCommand } from "../commands";
import { typeAndLength } from "../found-value";
import type { Problem } from "../problem";
import { rule } from "./rule";

const knownSecrets = new Map(serverVariables.map((variable) => [variable.name, variable.secret === true]));

/** Whole words of a variable's name behind which there is a secret. */
const secretWord =
  /(^|_)(PASS|PWD|PASSWD|PASSWORD|PASSPHRASE|SECRET|TOKEN|JWT|CREDENTIALS?|FERNET_KEY|PRIVATE_KEY|SECRET_KEY|API_KEY|ACCESS_KEY|AUTH_HEADER|SQL_ALCHEMY_CONN|RESULT_BACKEND|BROKER_URL)$/;

/** Whether a variable holds a secret: as the release's own table says, else by its name. */
export const isSecretVariable = (name: string): boolean =>
  knownSecrets.get(name) ?? secretWord.test(name.toUpperCase().replace(/_CMD$/, ""));

/** An address with a user and a password in it. */
const carriesPassword = (value: string): boolean => /:\/\/[^/\s:@]*:[^/\s@]+@/.test(value);

type Section = "server" | "airflow";

function plainSecrets(section: Section, environment: Readonly<Record<string, string>>): Problem[] {
  return Object.entries(environment)
    .filter(([name, value]) => isSecretVariable(name) || carriesPassword(value))
    .map(([name, value]) => {
      const key = configPath([section, "environment", name]);
      const allowed = `plain values; secret ones belong under secrets.${section}Environment`;
      return {
        key,
        found: typeAndLength(value),
        allowed,
        fix: `Move it: pulumi config rm --path openmetadata:${key} && ${setSecretCommand(`secrets.${section}Environment.${name}`)}`,
      };
    });
}

function namedTwice(
  section: Section,
  environment: Readonly<Record<string, string>>,
  secretNames: ReadonlySet<SecretName>,
): Problem[] {
  return Object.keys(environment)
    .filter((name) => secretNames.has(`${section}Environment.${name}`))
    .map((name) => {
      const key = configPath([section, "environment", name]);
      return { key, found: `also in secrets.${section}Environment`, allowed: "one of the two", fix: remove(key) };
    });
}

/** A name that may be overridden and is not set says nothing. */
function emptyOverrides(
  section: Section,
  names: readonly string[],
  environment: Readonly<Record<string, string>>,
  secretNames: ReadonlySet<SecretName>,
): Problem[] {
  return names.flatMap((name, index) => {
    if (name in environment || secretNames.has(`${section}Environment.${name}`)) return [];
    const key = `${section}.overrideStackVariables[${index}]`;
    return [
      {
        key,
        found: `"${name}"`,
        allowed: `a name that ${section}.environment or secrets.${section}Environment sets`,
        fix: remove(key),
      },
    ];
  });
}

/** Variables of the user's own: secrets among the secrets, each name once. */
export const environments = rule(["server", "airflow"], ({ server, airflow }, { secretNames }) => {
  const sections: {
    section: Section;
    environment: Readonly<Record<string, string>>;
    overrideStackVariables: readonly string[];
  }[] = [
    { section: "server", ...server },
    ...(airflow.host === "create" ? [{ section: "airflow" as const, ...airflow }] : []),
  ];
  return {
    problems: sections.flatMap(({ section, environment, overrideStackVariables }) => [
      ...plainSecrets(section, environment),
      ...namedTwice(section, environment, secretNames),
      ...emptyOverrides(section, overrideStackVariables, environment, secretNames),
    ]),
  };
});

/** Secrets for a container that the stack does not run. */
export const airflowSecretsAreRead = rule(["airflow"], ({ airflow }, { secretNames }) => {
  if (airflow.host === "create") return {};
  const names = [...secretNames].filter(
    (name) => name.startsWith("airflowEnvironment.") || name === "airflow.fernetKey",
  );
  return {
    problems: names.map((name) => {
      const key = `secrets.${name}`;
      return {
        key,
        found: "set",
        allowed: 'nothing when airflow.host is "existing": your Airflow has its own environment',
        fix: remove(key),
      };
    }),
  };
});
