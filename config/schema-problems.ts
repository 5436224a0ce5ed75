import type { z } from "zod";
import { allowedValues, alternatives } from "./allowed-values";
import { configPath, remove, set, setCommand, setSecret } from "./commands";
import { foundValue, looksSecret, typeAndLength } from "./found-value";
import { nearestKey } from "./nearest-key";
import type { Problem } from "./problem";
import { isRecord, schemaAt, unwrapped, valueAt, variantsOf } from "./schema-walk";

type Path = readonly (string | number)[];

/** What turns issues of the schema library into problems that name key, found value, allowed values and the mending command. */
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

const isScalar = (schema: z.core.$ZodType) =>
  ["string", "number", "boolean", "enum", "literal"].includes(unwrapped(schema)._zod.def.type);

/** How to set a key: a command where one value does it, else a hint to the stack file. */
function settingOf(path: Path, schema: z.core.$ZodType): string {
  const key = configPath(path);
  if (path[0] === "secrets" && isScalar(schema)) return setSecret(key);
  const def = unwrapped(schema)._zod.def;
  if (def.type === "enum") return set(key, `<${Object.values(def.entries).join("|")}>`);
  if (def.type === "literal" || def.type === "boolean") {
    const values = def.type === "boolean" ? [true, false] : def.values;
    return set(key, `<${values.join("|")}>`);
  }
  if (isScalar(schema)) return set(key, "<value>");
  if (def.type === "array") return `Set its first entry: ${setCommand(`${key}[0]`, "<value>")}`;
  return `Write it in the stack file under openmetadata:${String(path[0])}`;
}

/** A found value, shown only where one value belongs: text in place of a section may be anything. */
function shown(context: ProblemContext, path: Path): string {
  const value = valueAt(context.values, path);
  const schema = schemaAt(context.root, path, context.values);
  const showable = schema !== undefined && isScalar(schema) && !context.hidden.has(String(path[0]));
  return showable ? foundValue(path, value) : typeAndLength(value);
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

/** The discriminator of a section says which keys it has: every variant's value is allowed, not only the one that was assumed. */
function wrongVariant(context: ProblemContext, path: Path): Problem | undefined {
  const section = schemaAt(context.root, path.slice(0, -1), context.values);
  const variants = section ? variantsOf(section).filter(({ discriminator }) => discriminator === path.at(-1)) : [];
  if (variants.length === 0) return undefined;
  const key = configPath(path);
  const values = variants.map(({ value }) => value);
  const allowed = alternatives(values.map((value) => JSON.stringify(value)));
  const missing = valueAt(context.values, path) === undefined;
  return {
    key,
    ...(missing ? { allowed: `required: ${allowed}` } : { found: shown(context, path), allowed }),
    fix: set(key, `<${values.join("|")}>`),
  };
}

function wrongValue(context: ProblemContext, path: Path): Problem {
  const variant = wrongVariant(context, path);
  if (variant) return variant;
  const key = configPath(path);
  const schema = schemaAt(context.root, path, context.values);
  const allowed = schema ? allowedValues(schema) : "another value";
  const fix = schema ? settingOf(path, schema) : remove(key);
  const value = valueAt(context.values, path);
  if (value === undefined) return { key, allowed: `${requiredBecause(context, path)}: ${allowed}`, fix };
  if (typeof value === "number" && !Number.isInteger(value) && schema && unwrapped(schema)._zod.def.type === "string") {
    return {
      key,
      found: shown(context, path),
      allowed: `${allowed}, in quotes: YAML reads 2.10 without them as the number 2.1`,
      fix,
    };
  }
  return { key, found: shown(context, path), allowed, fix };
}

/** A key that the schema does not have, with the nearest one that it has. */
export function unknownKey(context: ProblemContext, sectionPath: Path, name: string): Problem {
  const path = [...sectionPath, name];
  const key = configPath(path);
  const section = schemaAt(context.root, sectionPath, context.values);
  const sectionValue = valueAt(context.values, sectionPath);
  const nearest =
    section && nearestKey(context.everything ?? context.root, section, sectionValue, sectionPath.map(String), name);
  const found = `not a key (found ${typeAndLength(valueAt(context.values, path))})`;
  if (nearest?.when !== undefined) {
    return {
      key,
      found: `not a key here (found ${typeAndLength(valueAt(context.values, path))})`,
      allowed: `only when ${nearest.when}`,
      fix: remove(key),
    };
  }
  return { key, found, allowed: nearest ? `the nearest key is ${nearest.key}` : "no such key", fix: remove(key) };
}

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
