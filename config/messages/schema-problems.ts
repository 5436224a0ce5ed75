import { z } from "zod";
import { isRecord } from "../../problems/record";
import { allowedValues, alternatives } from "./allowed-values";
import {
  configPath,
  either,
  moveSecret,
  remove,
  removeCommand,
  removeTopCommand,
  setCommand,
  steps,
} from "../../problems/commands";
import { foundValue, looksSecret, typeAndLength } from "../../problems/found-value";
import { nearestOf } from "../../problems/nearest";
import { type NearestKey, nearestKey } from "./nearest-key";
import type { Problem } from "../../problems/problem";
import {
  discriminatorValues,
  objectFor,
  schemaAt,
  unwrapped,
  valueAt,
  variantsOf,
  withScalarTypes,
} from "../schema-walk";
import { refusedExecutors, refusedRuntimes } from "../sections/airflow";
import { tasksForRuns } from "./airflow-commands";
import { choices, isScalar, type Path, settingCommands, settingOf } from "./setting-commands";

/** What turns issues of the schema library into problems that name key, found value, allowed values and the fixing command. */
export interface ProblemContext {
  /** Schema of everything under `openmetadata:`. */
  readonly root: z.core.$ZodType;
  /** Schema in which the nearest key to an unknown one is looked for, when that is more than `root`. */
  readonly everything?: z.core.$ZodType;
  /** The values that were parsed, under the same keys. */
  readonly values: unknown;
  /** Top-level keys that hold a secure value by mistake: nothing below them is shown. */
  readonly hidden: ReadonlySet<string>;
}

/** Whether an error may show the value at a path: it must be a single value where one belongs, and no secret. */
function isShowable(context: ProblemContext, path: Path): boolean {
  const schema = schemaAt(context.root, path, context.values);
  const value = valueAt(context.values, path);
  if (schema === undefined || !isScalar(schema) || context.hidden.has(String(path[0]))) return false;
  return foundValue(path, value) !== typeAndLength(value);
}

/** A found value, shown only where one value belongs: text in place of a section may be anything. */
function shown(context: ProblemContext, path: Path): string {
  const value = valueAt(context.values, path);
  return isShowable(context, path) ? foundValue(path, value) : typeAndLength(value);
}

function requiredBecause(context: ProblemContext, path: Path): string {
  const section = schemaAt(context.root, path.slice(0, -1), context.values);
  const value = valueAt(context.values, path.slice(0, -1));
  const variants = section ? variantsOf(section) : [];
  const discriminator = variants[0]?.discriminator;
  if (discriminator === undefined) return path.length > 1 ? `required in ${configPath(path.slice(0, -1))}` : "required";
  const chosen =
    isRecord(value) && typeof value[discriminator] === "string" ? value[discriminator] : variants[0]?.value;
  return `required when ${configPath([...path.slice(0, -1), discriminator])} is ${JSON.stringify(chosen)}`;
}

function wrongVariant(context: ProblemContext, path: Path, values: readonly string[]): Problem {
  const key = configPath(path);
  const allowed = alternatives(values.map((value) => JSON.stringify(value)));
  const found = valueAt(context.values, path);
  if (found === undefined) return { key, allowed: `required: ${allowed}`, fix: choices(key, values) };
  const nearest = typeof found === "string" ? nearestOf(found, values) : undefined;
  return { key, found: shown(context, path), allowed, fix: choices(key, nearest === undefined ? values : [nearest]) };
}

function wrongValue(context: ProblemContext, path: Path): Problem {
  const values = discriminatorValues(context.root, path, context.values);
  if (values.length > 0) return wrongVariant(context, path, values);
  const key = configPath(path);
  const schema = schemaAt(context.root, path, context.values);
  if (schema === undefined) return { key, allowed: "another value", fix: remove(key) };
  const allowed = allowedValues(schema);
  const value = valueAt(context.values, path);
  const refusal = key === "airflow.runtime" && typeof value === "string" ? refusedRuntimes[value] : undefined;
  if (refusal !== undefined) return refusedRuntime(key, String(value), allowed, refusal);
  const executor = key === "airflow.executor" && typeof value === "string" ? refusedExecutors[value] : undefined;
  if (executor !== undefined)
    return { key, found: JSON.stringify(value), allowed: `${allowed}. ${executor}`, fix: tasksForRuns };
  const fix = settingOf(path, schema, readable(context, path, schema, value));
  if (value === undefined) return { key, allowed: `${requiredBecause(context, path)}: ${allowed}`, fix };
  const fraction =
    typeof value === "number" && !Number.isInteger(value) && unwrapped(schema)._zod.def.type === "string";
  const quotes = fraction ? ", in quotes: YAML reads 2.10 without them as the number 2.1" : "";
  return { key, found: shown(context, path), allowed: allowed + quotes, fix };
}

/** Without `angles` the stack needs no runtime: it writes no kit for an Airflow that runs elsewhere. */
const refusedRuntime = (key: string, value: string, allowed: string, reason: string): Problem => ({
  key,
  found: JSON.stringify(value),
  allowed: `${allowed}. ${reason}`,
  fix: steps(
    "Take it out, and what the kit would install with it",
    removeCommand(key),
    removeCommand("airflow.angles"),
    removeCommand("airflow.connectors"),
  ),
});

/** The value, if a fix may repeat a part of it; undefined for text that may be a secret. */
function readable(context: ProblemContext, path: Path, schema: z.core.$ZodType, value: unknown): unknown {
  if (typeof value !== "string" || !isScalar(schema)) return value;
  const type = unwrapped(schema)._zod.def.type;
  return type !== "string" || value === "" || isShowable(context, path) ? value : undefined;
}

/** How to move a value from the wrong key to the right one. */
function renaming(context: ProblemContext, wrong: Path, right: Path): string {
  const key = configPath(wrong);
  const everything = context.everything ?? context.root;
  const schema = schemaAt(everything, right, context.values);
  const value = valueAt(context.values, wrong);
  if (schema === undefined || valueAt(context.values, right) !== undefined) return remove(key);
  if (right[0] === "secrets" && wrong[0] !== "secrets") return moveSecret(key, configPath(right));
  if (isRecord(value))
    return steps("Rename it in the stack file, with all that is below it, or remove it", removeCommand(key));
  return steps("Rename it", removeCommand(key), ...commandsFor(right, schema, value));
}

/** Commands that set a key to a value found elsewhere. Only numbers and words of a fixed list are repeated: other text may be a secret. */
function commandsFor(path: Path, schema: z.core.$ZodType, value: unknown): string[] {
  const isKnownWord =
    path[0] !== "secrets" &&
    isScalar(schema) &&
    unwrapped(schema)._zod.def.type !== "string" &&
    z.safeParse(schema, withScalarTypes(schema, value)).success;
  return isKnownWord ? [setCommand(configPath(path), String(value))] : settingCommands(path, schema);
}

/** A key with dots at the top: `pulumi config set` without `--path`. */
function forgottenPath(context: ProblemContext, name: string): Problem | undefined {
  if (!/^[A-Za-z][\w-]*(\.[\w-]+|\[\d+\])+$/.test(name)) return undefined;
  const path = [...name.matchAll(/\[(\d+)\]|[^.[]+/g)].map(([word, index]) =>
    index === undefined ? word : Number(index),
  );
  const everything = context.everything ?? context.root;
  const schema = schemaAt(everything, path, context.values);
  const value = valueAt(context.values, [name]);
  const commands = schema ? commandsFor(path, schema, value) : [];
  return {
    key: name,
    ...(schema && { meant: configPath(path) }),
    found: `one key with dots in its name, set without --path (found ${typeAndLength(value)})`,
    allowed: schema ? `the key ${String(path.at(-1))} below ${configPath(path.slice(0, -1))}` : "keys below keys",
    fix: steps(schema ? "Remove it, and set it with --path" : "Remove it", removeTopCommand(name), ...commands),
  };
}

const onlyIn = (key: string, { key: choice, value }: NonNullable<NearestKey["when"]>): string =>
  either(steps(`Choose that`, setCommand(choice, value)), steps("Or remove the key", removeCommand(key)));

/** A key that the schema does not have, with the nearest one that it has. */
export function unknownKey(context: ProblemContext, sectionPath: Path, name: string): Problem {
  const forgotten = sectionPath.length === 0 ? forgottenPath(context, name) : undefined;
  if (forgotten) return forgotten;
  const path = [...sectionPath, name];
  const key = configPath(path);
  const section = schemaAt(context.root, sectionPath, context.values);
  const sectionValue = valueAt(context.values, sectionPath);
  const nearest =
    section && nearestKey(context.everything ?? context.root, section, sectionValue, sectionPath.map(String), name);
  const value = typeAndLength(valueAt(context.values, path));
  if (nearest?.when !== undefined) {
    const when = `only when ${nearest.when.key} is ${JSON.stringify(nearest.when.value)}`;
    return { key, found: `not a key here (found ${value})`, allowed: when, fix: onlyIn(key, nearest.when) };
  }
  const found = `not a key (found ${value})`;
  if (nearest) {
    const { path: meant } = nearest;
    return {
      key,
      meant: configPath(meant),
      found,
      allowed: `did you mean ${configPath(meant)}?`,
      fix: renaming(context, path, meant),
    };
  }
  const keys = section ? Object.keys(objectKeys(section, sectionValue)) : [];
  return { key, found, allowed: keys.length > 0 ? keys.join(", ") : "no keys here", fix: remove(key) };
}

const objectKeys = (section: z.core.$ZodType, value: unknown) => objectFor(section, value)?._zod.def.shape ?? {};

function wrongName(context: ProblemContext, path: Path): Problem {
  const name = String(path.at(-1));
  const record = schemaAt(context.root, path.slice(0, -1), context.values);
  const def = record && unwrapped(record)._zod.def;
  const allowed = def?.type === "record" ? allowedValues(def.keyType) : "another name";
  return {
    key: configPath(path),
    found: looksSecret(name) ? typeAndLength(name) : `the name ${JSON.stringify(name)}`,
    allowed,
    fix: remove(configPath(path)),
  };
}

/** Problems behind one issue of the schema library. */
export function problemsOfIssue(context: ProblemContext, issue: z.core.$ZodIssue): Problem[] {
  const path = issue.path.map((segment) => (typeof segment === "symbol" ? String(segment) : segment));
  if (issue.code === "unrecognized_keys") return issue.keys.map((name) => unknownKey(context, path, name));
  if (issue.code === "invalid_key") return [wrongName(context, path)];
  return [wrongValue(context, path)];
}
