import type { EnvironmentVariable } from "../tasks/container-spec";
import { nearestOf } from "../../problems/nearest";
import { type Problem, problemText } from "../../problems/problem";
import {
  configPath,
  either,
  moveSecret,
  remove,
  removeCommand,
  setCommand,
  setSecretCommand,
  steps,
} from "../../problems/commands";
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
  /** Names that nothing here knows, which programs of the user's own read. */
  readonly ownVariables: readonly string[];
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
  /** Why a name that nothing proves may be read all the same, as a clause; undefined for every other name. */
  readonly mayRead?: (name: string) => string | undefined;
  /** The release, when its own configuration file is not among the witnesses: the user can bring it. */
  readonly fileOfRelease?: string;
}

type Section = AddedEnvironment["section"];

const plainKey = (section: Section, name: string): string => configPath([section, "environment", name]);
const secretKey = (section: Section, name: string): string => configPath(["secrets", `${section}Environment`, name]);

/** Commands that bring a release's own configuration file, which settles what the release reads. */
function fileCommands(release: string): string[] {
  const file = `openmetadata-${release}.yaml`;
  return [`npm run fetch-server-configuration -- ${release} ${file}`, setCommand("server.configurationFile", file)];
}

/** Names that a release may read or not, for want of its own file: said, and let through. */
export function doubtfulNotes(
  added: AddedEnvironment,
  known: Omit<KnownNames, "set">,
): { key: string; text: string }[] {
  const { section, environment, secretEnvironment } = added;
  const keys = new Map([
    ...Object.keys(environment).map((name) => [name, plainKey(section, name)] as const),
    ...secretEnvironment.map((name) => [name, secretKey(section, name)] as const),
  ]);
  return [...keys].flatMap(([name, key]) => {
    const reason = known.reads(name) ? undefined : known.mayRead?.(name);
    if (reason === undefined || known.fileOfRelease === undefined) return [];
    const words = `whether ${known.reader} reads it is not known, since no configuration file of that release is at hand; ${reason}`;
    return [
      {
        key,
        text: `${words}.\n${steps("Bring the release's own file to be sure", ...fileCommands(known.fileOfRelease))}`,
      },
    ];
  });
}

/** Everything that is wrong with the variables that a stack adds. */
export function addedEnvironmentProblems(added: AddedEnvironment, known: KnownNames): Problem[] {
  const { section, environment, secretEnvironment, overrideStackVariables, ownVariables } = added;
  const entries = [
    ...Object.keys(environment).map((name) => ({ name, key: plainKey(section, name), secret: false })),
    ...secretEnvironment.map((name) => ({ name, key: secretKey(section, name), secret: true })),
  ];
  const taken = entries
    .map(({ name }) => name)
    .filter((name) => known.set.has(name) && !overrideStackVariables.includes(name));
  const isKnown = (name: string): boolean => known.reads(name) || ownVariables.includes(name);
  const strangers = entries.map(({ name }) => name).filter((name) => !isKnown(name) && isVariableName(name));
  const problems = entries.flatMap(({ name, key, secret }): Problem[] => {
    if (!isKnown(name) && known.mayRead?.(name) === undefined)
      return [unknownName({ name, key, secret }, added, known, strangers)];
    if (!secret && known.isSecret(name)) return [plainSecret(name, key, section)];
    if (!known.set.has(name) || overrideStackVariables.includes(name)) return [];
    return [takenName(name, key, added, taken)];
  });
  const twice = secretEnvironment.filter((name) => name in environment);
  const lists = ["overrideStackVariables", "ownVariables"] as const;
  return [
    ...problems,
    ...twice.map((name) => ({
      key: plainKey(section, name),
      found: "set, and a secret too",
      allowed: "one of the two",
      fix: remove(plainKey(section, name)),
    })),
    ...lists.flatMap((list) => pointlessNames(list, added, new Set(entries.map(({ name }) => name)))),
  ];
}

/** One problem for all: entries move up when one before them is removed, so the last goes first. */
function pointlessNames(
  list: "overrideStackVariables" | "ownVariables",
  added: AddedEnvironment,
  given: ReadonlySet<string>,
): Problem[] {
  const names = added[list].filter((name) => !given.has(name));
  if (names.length === 0) return [];
  const key = `${added.section}.${list}`;
  const places = added[list].flatMap((name, index) => (names.includes(name) ? [index] : [])).reverse();
  return [
    {
      key,
      found: names.join(", "),
      allowed: `names that ${added.section}.environment or secrets.${added.section}Environment sets`,
      fix: steps("Remove what is not", ...places.map((index) => removeCommand(`${key}[${index}]`))),
    },
  ];
}

interface Entry {
  readonly name: string;
  readonly key: string;
  readonly secret: boolean;
}

/** Letters, digits and underscores, as the schema asks for. */
const isVariableName = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);

/** Most likely a typo; if a program that nothing here knows reads the name, the user must say so. */
function unknownName(
  { name, key, secret }: Entry,
  added: AddedEnvironment,
  { reader, all, isSecret, fileOfRelease }: KnownNames,
  strangers: readonly string[],
): Problem {
  const { section } = added;
  const nearest = nearestOf(name, all);
  const list = `${section}.ownVariables`;
  // A list of names takes names alone; and one that is there twice has to go in any case.
  const isTwice = name in added.environment && added.secretEnvironment.includes(name);
  const own = steps(
    `Or, when a program of your own reads ${name}, say so`,
    ...listCommands(list, added.ownVariables.length, strangers, name),
  );
  const others = [
    ...(isTwice || !isVariableName(name) ? [] : [own]),
    ...(fileOfRelease === undefined
      ? []
      : [steps(`Or, when ${reader} reads it after all, bring the release's own file`, ...fileCommands(fileOfRelease))]),
  ];
  const allowed = `names that ${reader} reads, or that ${list} names`;
  if (nearest === undefined) return { key, found: "set", allowed, fix: either(remove(key), ...others) };
  const right =
    secret || isSecret(nearest)
      ? setSecretCommand(secretKey(section, nearest))
      : setCommand(plainKey(section, nearest), "VALUE");
  return {
    key,
    found: "set",
    allowed: `${allowed}; did you mean ${nearest}?`,
    fix: either(steps("Rename it", removeCommand(key), right), ...others),
  };
}

/** A list has no gaps, so the commands add each of the names that come before this one too. */
function listCommands(list: string, from: number, names: readonly string[], name: string): string[] {
  const all = [...new Set(names)];
  return all.slice(0, all.indexOf(name) + 1).map((each, index) => setCommand(`${list}[${from + index}]`, each));
}

const plainSecret = (name: string, key: string, section: Section): Problem => ({
  key,
  found: "a plain value",
  allowed: "nothing here: it is a secret",
  fix: moveSecret(key, secretKey(section, name)),
});

function takenName(name: string, key: string, added: AddedEnvironment, taken: readonly string[]): Problem {
  const list = `${added.section}.overrideStackVariables`;
  const commands = listCommands(list, added.overrideStackVariables.length, taken, name);
  return {
    key,
    found: "set, as the stack does itself",
    allowed: `names that the stack does not set, or that ${list} names`,
    fix: either(remove(key), steps("Or, to set it in the stack's place", ...commands)),
  };
}

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
