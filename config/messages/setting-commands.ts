import type { z } from "zod";
import { isRecord } from "../../problems/record";
import { boundsOf } from "./allowed-values";
import {
  configPath,
  either,
  placeholder,
  removeCommand,
  setCommand,
  setSecretCommand,
  steps,
} from "../../problems/commands";
import { nearestValue } from "./nearest-value";
import { objectFor, unwrapped, variantsOf } from "../schema-walk";

type Schema = z.core.$ZodType;
export type Path = readonly (string | number)[];

const scalarTypes: readonly string[] = ["string", "number", "boolean", "enum", "literal"];

/** Whether a key takes one value, which a command can set. */
export const isScalar = (schema: Schema) => scalarTypes.includes(unwrapped(schema)._zod.def.type);
const isRequired = (schema: Schema) => schema._zod.optin === undefined;

/** The only value that a key takes, or that of its first alternatives. */
function onlyValue(schema: Schema): string | undefined {
  const def = unwrapped(schema)._zod.def;
  return def.type === "literal" && def.values.length === 1 ? String(def.values[0]) : undefined;
}

/** Commands that give a key what it needs. `value` is the wrong value; undefined when it may not be looked at. */
export function settingCommands(path: Path, schema: Schema, value?: unknown): string[] {
  const key = configPath(path);
  const inner = unwrapped(schema);
  const def = inner._zod.def;
  const secret = path[0] === "secrets";
  if (isScalar(schema))
    return [
      secret
        ? setSecretCommand(key)
        : setCommand(key, onlyValue(schema) ?? nearestValue(schema, value) ?? word(key, schema)),
    ];
  if (def.type === "array") {
    const from = Array.isArray(value) ? value.length : 0;
    const count = Math.max(1, (boundsOf(inner).minimum ?? 0) - from);
    return Array.from({ length: count }, (_, index) => settingCommands([...path, from + index], def.element)).flat();
  }
  if (def.type === "record") {
    const entry = unwrapped(def.valueType)._zod.def.type === "array" ? `${key}.NAME[0]` : `${key}.NAME`;
    return [secret ? setSecretCommand(entry) : setCommand(entry, "VALUE")];
  }
  return settingKeys(path, inner, value);
}

const word = (key: string, schema: Schema) =>
  unwrapped(schema)._zod.def.type === "boolean" ? "TRUE-OR-FALSE" : placeholder(key);

/** Commands for the keys that a section needs; for the one that chooses its kind, when a word is there instead of keys. */
function settingKeys(path: Path, schema: Schema, value: unknown): string[] {
  if (path.length === 1 && path[0] === "secrets") return [setSecretCommand("secrets.SECTION.NAME")];
  const variants = variantsOf(schema);
  const meant = variants.find((variant) => variant.value === value);
  const object = meant?.schema ?? objectFor(schema, isRecord(value) ? value : undefined);
  const needed = Object.entries(object?._zod.def.shape ?? {})
    .filter(([, below]) => isRequired(below))
    .flatMap(([name, below]) => settingCommands([...path, name], below));
  if (needed.length > 0 || typeof value !== "string") return needed;
  const choice = Object.entries(object?._zod.def.shape ?? {}).find(
    ([, below]) => unwrapped(below)._zod.def.type === "enum" && nearestValue(below, value) === value,
  );
  return choice ? settingCommands([...path, choice[0]], choice[1], value) : [];
}

/** How to fix the value of a known key. */
export function settingOf(path: Path, schema: Schema, value: unknown): string {
  const key = configPath(path);
  const inner = unwrapped(schema);
  const commands = settingCommands(path, schema, value);
  const empty = value === null || value === "";
  if (empty && (path[0] === "secrets" || isRequired(schema))) return steps("Give it a value", ...commands);
  if (empty) return steps("Remove the line, or give it a value", removeCommand(key));
  if (isScalar(schema) || value === undefined) return setting(path, schema, commands);
  const { maximum = Infinity } = boundsOf(inner);
  if (Array.isArray(value) && inner._zod.def.type === "array") {
    if (value.length <= maximum)
      return steps(value.length === 0 ? "Set what is missing" : "Add what is missing", ...commands);
    const over = Array.from({ length: value.length - maximum }, (_, index) => value.length - 1 - index);
    return steps("Remove what is too much", ...over.map((index) => removeCommand(configPath([...path, index]))));
  }
  if (commands.length === 0) return steps("Remove it, then set the keys that belong below it", removeCommand(key));
  return steps(
    "Remove it, then set what belongs there",
    removeCommand(key),
    ...settingCommands(path, schema, Array.isArray(value) ? undefined : value),
  );
}

/** A command for each of a few choices of which none is near, else the one. */
function setting(path: Path, schema: Schema, commands: readonly string[]): string {
  const def = unwrapped(schema)._zod.def;
  const [command = ""] = commands;
  if (def.type !== "boolean" || !command.endsWith("TRUE-OR-FALSE"))
    return steps(commands.length > 1 ? "Set them" : "Set it", ...commands);
  const key = configPath(path);
  return either(steps("Set it", setCommand(key, "true")), steps("Or", setCommand(key, "false")));
}

/** Ways to choose one of several kinds of a section. */
export const choices = (key: string, values: readonly string[]): string =>
  either(...values.map((value, index) => steps(index === 0 ? "Set it" : "Or", setCommand(key, value))));
