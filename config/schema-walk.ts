import type { z } from "zod";
import { isRecord } from "../problems/record";

type Schema = z.core.$ZodType;
type Path = readonly (string | number)[];

const kinds = (schema: Schema) => schema as z.core.$ZodTypes;

/** The schema below optional, default and pre-processing. */
export function unwrapped(schema: Schema): z.core.$ZodTypes {
  const inner = kinds(schema);
  switch (inner._zod.def.type) {
    case "optional":
    case "default":
    case "prefault":
    case "nullable":
    case "readonly":
      return unwrapped(inner._zod.def.innerType);
    case "pipe":
      return unwrapped(kinds(inner._zod.def.in)._zod.def.type === "transform" ? inner._zod.def.out : inner._zod.def.in);
    default:
      return inner;
  }
}

/** The variants of a union, each with the value of its discriminator. */
export interface Variant {
  readonly discriminator: string;
  readonly value: string;
  readonly schema: z.core.$ZodObject;
}

/** Variants of a discriminated union; none for other schemas. */
export function variantsOf(schema: Schema): Variant[] {
  const union = unwrapped(schema);
  if (union._zod.def.type !== "union" || !("discriminator" in union._zod.def)) return [];
  const discriminator = String(union._zod.def.discriminator);
  return union._zod.def.options.map((option) => {
    const object = unwrapped(option) as z.core.$ZodObject;
    const literal = unwrapped(object._zod.def.shape[discriminator] as Schema);
    return { discriminator, value: String((literal as z.core.$ZodLiteral)._zod.def.values[0]), schema: object };
  });
}

/** The value of a discriminator that stands for an absent one: the first variant, which `withDefaultMode` fills in. */
const chosenVariant = (variants: readonly Variant[], value: unknown): Variant | undefined => {
  const named = isRecord(value) ? value[variants[0]?.discriminator ?? ""] : undefined;
  return named === undefined ? variants[0] : variants.find((variant) => variant.value === named);
};

/** The object schema that a value is meant for: the chosen variant of a union, or the object itself. */
export function objectFor(schema: Schema, value: unknown): z.core.$ZodObject | undefined {
  const inner = unwrapped(schema);
  if (inner._zod.def.type === "object") return inner as z.core.$ZodObject;
  return chosenVariant(variantsOf(inner), value)?.schema;
}

/** The schema of one key of an object; own keys only, so that `constructor` is no key. */
function property(object: z.core.$ZodObject | undefined, name: string | number): Schema | undefined {
  const shape = object?._zod.def.shape;
  return shape !== undefined && Object.hasOwn(shape, name) ? shape[name] : undefined;
}

/** Schema at a path below `schema`, following `value` through unions; undefined where the schema ends. */
export function schemaAt(schema: Schema, path: Path, value: unknown): Schema | undefined {
  const [head, ...rest] = path;
  if (head === undefined) return schema;
  const inner = unwrapped(schema);
  const below = isRecord(value) || Array.isArray(value) ? (value as Record<string | number, unknown>)[head] : undefined;
  const next =
    inner._zod.def.type === "record"
      ? inner._zod.def.valueType
      : inner._zod.def.type === "array"
        ? inner._zod.def.element
        : (property(objectFor(inner, value), head) ?? property(variantsOf(inner)[0]?.schema, head));
  return next && schemaAt(next, rest, below);
}

/** The values of a section's discriminator, when `path` is that of one: every variant's, not only those of an assumed one. */
export function discriminatorValues(schema: Schema, path: Path, value: unknown): string[] {
  const section = schemaAt(schema, path.slice(0, -1), value);
  const variants = section ? variantsOf(section) : [];
  return variants.filter(({ discriminator }) => discriminator === path.at(-1)).map((variant) => variant.value);
}

/** Value at a path. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (found, segment) =>
      typeof found === "object" && found !== null ? (found as Record<string | number, unknown>)[segment] : undefined,
    value,
  );
}

/** A copy of `value` with another value at a path; `undefined` takes a key away. */
export function withValue(value: unknown, path: Path, replacement: unknown): unknown {
  const [head, ...rest] = path;
  if (head === undefined) return replacement;
  const copy = Array.isArray(value) ? [...(value as unknown[])] : isRecord(value) ? { ...value } : {};
  const holder = copy as Record<string | number, unknown>;
  if (rest.length === 0 && replacement === undefined && !Array.isArray(copy)) delete holder[head];
  else holder[head] = withValue(holder[head], rest, replacement);
  return copy;
}

/** Reads "true", "1024" and 16 the way they were meant: `pulumi config set` stores text at the top and whole numbers below. */
function scalar(type: string, value: unknown): unknown {
  if (type === "boolean" && (value === "true" || value === "false")) return value === "true";
  if (type === "number" && typeof value === "string" && /^\d{1,9}$/.test(value)) return Number(value);
  if (type === "string" && (typeof value === "boolean" || Number.isSafeInteger(value))) return String(value);
  return value;
}

const literalType = (values: readonly unknown[]) =>
  values.every((value) => typeof value === "number") ? "number" : "other";

/**
 * A copy of `value` in which text, numbers and booleans have the type that the schema asks for, where that loses nothing.
 * A fraction is never turned into text: YAML reads 2.10 as 2.1.
 */
export function withScalarTypes(schema: Schema, value: unknown): unknown {
  const inner = unwrapped(schema);
  const def = inner._zod.def;
  if (def.type === "array")
    return Array.isArray(value) ? value.map((entry) => withScalarTypes(def.element, entry)) : value;
  if (def.type === "literal") return scalar(literalType(def.values), value);
  if (def.type === "object" || def.type === "union" || def.type === "record") {
    if (!isRecord(value)) return value;
    const object = objectFor(inner, value);
    return Object.fromEntries(
      Object.entries(value).map(([name, entry]) => {
        const below = def.type === "record" ? def.valueType : property(object, name);
        return [name, below === undefined ? entry : withScalarTypes(below, entry)];
      }),
    );
  }
  return scalar(def.type, value);
}
