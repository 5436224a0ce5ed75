import { closest } from "fastest-levenshtein";
import type { EnvironmentVariable } from "./container-spec";
import { type Problem, problemText, removeFix } from "./problem";
import type { SecretName } from "./secret-names";

/** What a stack adds to a container by `server.environment` or `airflow.environment` and their secrets. */
export interface AddedEnvironment {
  /** `server` or `airflow`: the section of the stack file. */
  readonly section: "server" | "airflow";
  readonly environment: Readonly<Record<string, string>>;
  /** Names under `secrets.serverEnvironment` or `secrets.airflowEnvironment`. */
  readonly secretEnvironment: readonly string[];
  /** Names that the stack sets and that the user's value replaces all the same. */
  readonly overrideStackVariables: readonly string[];
}

/** What the names are checked against. */
export interface KnownNames {
  /** `OpenMetadata 1.13.6`, for errors. */
  readonly reader: string;
  readonly reads: (name: string) => boolean;
  /** Names to suggest. */
  readonly all: readonly string[];
  /** Names that the stack sets itself. */
  readonly set: ReadonlySet<string>;
  /** Names whose value is a secret, so that a plain one is refused. */
  readonly isSecret: (name: string) => boolean;
}

const secretKey = (section: AddedEnvironment["section"], name: string): string =>
  `secrets.${section}Environment.${name}`;

/** Everything that is wrong with the variables that a stack adds. */
export function addedEnvironmentProblems(added: AddedEnvironment, known: KnownNames): Problem[] {
  const { section, environment, secretEnvironment, overrideStackVariables } = added;
  const entries = [
    ...Object.keys(environment).map((name) => ({ name, key: `${section}.environment.${name}`, secret: false })),
    ...secretEnvironment.map((name) => ({ name, key: secretKey(section, name), secret: true })),
  ];
  const problems = entries.flatMap(({ name, key, secret }): Problem[] => {
    if (!known.reads(name)) return [unknownName(name, key, known)];
    if (!secret && known.isSecret(name)) return [plainSecret(name, key, section)];
    if (known.set.has(name) && !overrideStackVariables.includes(name)) return [takenName(name, key, section)];
    return [];
  });
  const twice = secretEnvironment.filter((name) => name in environment);
  const pointless = overrideStackVariables.filter((name) => !entries.some((entry) => entry.name === name));
  return [
    ...problems,
    ...twice.map((name) => ({
      key: `${section}.environment.${name}`,
      found: "set, and a secret too",
      allowed: "one of the two",
      fix: removeFix(`${section}.environment.${name}`),
    })),
    ...pointless.map((name) => ({
      key: `${section}.overrideStackVariables`,
      found: name,
      allowed: `names that ${section}.environment or secrets.${section}Environment sets`,
    })),
  ];
}

function unknownName(name: string, key: string, { reader, all }: KnownNames): Problem {
  const nearest = all.length === 0 ? undefined : closest(name, [...all]);
  return {
    key,
    found: "set",
    allowed: `names that ${reader} reads${nearest === undefined ? "" : `; did you mean ${nearest}?`}`,
    fix: removeFix(key),
  };
}

const plainSecret = (name: string, key: string, section: AddedEnvironment["section"]): Problem => ({
  key,
  found: "a plain value",
  allowed: "nothing here: it is a secret",
  fix: `Set it: pulumi config set --secret --path openmetadata:${secretKey(section, name)}`,
});

const takenName = (name: string, key: string, section: AddedEnvironment["section"]): Problem => ({
  key,
  found: "set, as the stack does itself",
  allowed: `names that the stack does not set, or that ${section}.overrideStackVariables names`,
  fix: `Set it: pulumi config set --path 'openmetadata:${section}.overrideStackVariables[0]' ${name}`,
});

/** The stack's variables with the user's added, sorted. Throws when {@link addedEnvironmentProblems} finds anything. */
export function withAddedEnvironment(
  variables: readonly EnvironmentVariable[],
  added: AddedEnvironment,
  known: Omit<KnownNames, "set">,
): EnvironmentVariable[] {
  const problems = addedEnvironmentProblems(added, { ...known, set: new Set(variables.map(({ name }) => name)) });
  if (problems.length > 0) throw new Error(problems.map(problemText).join("\n"));
  const merged = new Map(variables.map((variable) => [variable.name, variable]));
  for (const [name, value] of Object.entries(added.environment)) merged.set(name, { name, value });
  for (const name of added.secretEnvironment) {
    merged.set(name, { name, secret: `${added.section}Environment.${name}` as SecretName });
  }
  return [...merged.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
}
