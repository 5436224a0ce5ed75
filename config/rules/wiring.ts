import { type ContradictingKey, contradictingKeys, type Wire } from "../../openmetadata/wiring";
import type { AddedEnvironment } from "../../openmetadata/environment/overrides";
import type { ReleaseLine } from "../../openmetadata/releases/release-lines";
import { alternatives } from "../messages/allowed-values";
import {
  configPath,
  fullKey,
  moveSecret,
  remove,
  removeCommand,
  setCommand,
  setSecretCommand,
  steps,
} from "../../problems/commands";
import { typeAndLength } from "../../problems/found-value";
import type { Problem } from "../../problems/problem";
import { schemaAt } from "../schema-walk";
import { secretsSection } from "../sections/secrets";

/** What the stack counts on of a variable with such a value; undefined when nothing depends on it. */
type WireOf = (name: string, value: string | undefined) => Wire | undefined;

/** Whether a stack file may hold a key: secrets that the stack makes for itself have none. */
const isKey = (key: string): boolean =>
  !key.startsWith("secrets.") || schemaAt(secretsSection, key.split(".").slice(1), {}) !== undefined;

const reasonOf = ({ because, key, right = [] }: Wire): string => {
  const values = right.length === 0 ? "nothing here" : alternatives(right.map((value) => JSON.stringify(value)));
  return `${values}: ${because}${key !== undefined && isKey(key) ? `; ${fullKey(key)} says it` : ""}`;
};

/** Ports, paths and addresses may be shown; anything else could be a password in disguise. */
const shown = (value: string): string =>
  /^(\d{1,5}|\/[\w./-]{0,40}|[\d.:]{3,39})$/.test(value) ? JSON.stringify(value) : typeAndLength(value);

/** A secret that has a key of its own goes there; in plain text it is known, and moving it is not enough. */
function fixOf(key: string, { key: right = "" }: Wire): string {
  if (!right.startsWith("secrets.") || !isKey(right)) return remove(key);
  if (!key.startsWith("secrets.")) return moveSecret(key, right);
  return steps("Set it there", removeCommand(key), setSecretCommand(right));
}

/** Variables of the user's own that would contradict other parts of the stack, overrides included. */
export function wiringProblems(added: AddedEnvironment, wireOf: WireOf): Problem[] {
  const { section, environment, secretEnvironment, overrideStackVariables } = added;
  const entries = [
    ...Object.entries(environment).map(([name, value]) => ({ name, value, path: [section, "environment", name] })),
    ...secretEnvironment.map((name) => ({
      name,
      value: undefined,
      path: ["secrets", `${section}Environment`, name],
    })),
  ];
  const wired = entries.flatMap(({ name, value, path }) => {
    const wire = wireOf(name, value);
    return wire === undefined || (value !== undefined && wire.right?.includes(value))
      ? []
      : [{ name, key: configPath(path), value, wire }];
  });
  const names = wired.map(({ name }) => name);
  return [
    ...wired.map(({ key, value, wire }) => ({
      key,
      found: value === undefined ? "set" : shown(value),
      allowed: reasonOf(wire),
      fix: fixOf(key, wire),
    })),
    ...overridden(
      section,
      overrideStackVariables,
      overrideStackVariables.filter((name) => names.includes(name)),
    ),
  ];
}

/** One problem for all: entries move up when one before them is removed, so the last goes first. */
function overridden(
  section: AddedEnvironment["section"],
  list: readonly string[],
  wired: readonly string[],
): Problem[] {
  if (wired.length === 0) return [];
  const key = `${section}.overrideStackVariables`;
  const places = list.flatMap((name, index) => (wired.includes(name) ? [index] : [])).reverse();
  return [
    {
      key,
      found: wired.join(", "),
      allowed: "names on whose values no other part of the stack counts",
      fix: steps("Remove what is not", ...places.map((index) => removeCommand(`${key}[${index}]`))),
    },
  ];
}

/** Where a configuration file of the user's own listens elsewhere than the stack expects. */
export function listeningProblems(
  text: string,
  environment: Readonly<Record<string, string>>,
  line: ReleaseLine,
): Problem[] {
  return contradictingKeys(text, environment, line).map(contradiction);
}

function contradiction({ key: at, found, right, name }: ContradictingKey): Problem {
  const values = alternatives(right.map((value) => JSON.stringify(value)));
  const counted = "health checks, the balancer, rules and every address of the stack count on it";
  if (name !== undefined) {
    const key = configPath(["server", "environment", name]);
    return { key, found: `set, and puts another value at ${at}`, allowed: `${values}: ${counted}`, fix: remove(key) };
  }
  const key = "server.configurationFile";
  return {
    key,
    found: `a file with ${JSON.stringify(found)} at ${at}`,
    allowed: `${values} there: ${counted}`,
    fix: steps("Fix the file, or name another", setCommand(key, "PATH")),
  };
}
