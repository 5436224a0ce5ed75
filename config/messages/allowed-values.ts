import type { z } from "zod";
import { unwrapped, variantsOf } from "../schema-walk";

type Schema = z.core.$ZodType;

/** `a`, `a or b`, `a, b or c`. */
export function alternatives(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/** The sentence that a check of ours carries (`z.string().regex(…, "an image tag")`); the library's own are not for users. */
function ownMessage(check: z.core.$ZodCheck<never>): string | undefined {
  const { error } = check._zod.def;
  const message = error?.({ code: "custom", input: undefined, path: [], message: "" } as never);
  return typeof message === "string" ? message : undefined;
}

interface Bounds {
  readonly minimum?: number;
  readonly maximum?: number;
}

type Checked = { readonly _zod: { readonly def: { readonly checks?: readonly z.core.$ZodCheck<never>[] } } };

/** Smallest and largest value, or number of characters or entries. */
export function boundsOf(schema: Checked): Bounds {
  return (schema._zod.def.checks ?? []).reduce<Bounds>((bounds, check) => {
    const def = (check as unknown as z.core.$ZodChecks)._zod.def;
    if (def.check === "greater_than") return { ...bounds, minimum: Number(def.value) };
    if (def.check === "less_than") return { ...bounds, maximum: Number(def.value) };
    if (def.check === "min_length") return { ...bounds, minimum: def.minimum };
    if (def.check === "max_length") return { ...bounds, maximum: def.maximum };
    return bounds;
  }, {});
}

function between({ minimum, maximum }: Bounds): string {
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`;
  if (minimum !== undefined) return `at least ${minimum}`;
  return maximum === undefined ? "" : `at most ${maximum}`;
}

/** What a text must begin with, where the schema asks for that. */
function beginning(check: z.core.$ZodCheck<never>): string | undefined {
  const def = (check as unknown as z.core.$ZodChecks)._zod.def;
  return def.check === "string_format" && def.format === "starts_with"
    ? `text that begins with ${(def as z.core.$ZodCheckStartsWithDef).prefix}`
    : undefined;
}

function text(schema: Checked): string {
  const messages = (schema._zod.def.checks ?? [])
    .map((check) => ownMessage(check) ?? beginning(check))
    .filter((message) => message !== undefined);
  const bounds = boundsOf(schema);
  const length = between({ ...bounds, ...(bounds.minimum === 1 ? { minimum: undefined } : {}) });
  const lengths = length === "" ? [] : [`${length} characters`];
  if (messages.length > 0) return [...messages, ...lengths].join("; ");
  if (lengths.length > 0) return `text of ${lengths[0]}`;
  return bounds.minimum === 1 ? "text that is not empty" : "text";
}

const quoted = (value: unknown) => (typeof value === "string" ? JSON.stringify(value) : String(value));

/** What a key may hold, for a person: the same words in error texts and in the reference. */
export function allowedValues(schema: Schema): string {
  const inner = unwrapped(schema);
  const def = inner._zod.def;
  switch (def.type) {
    case "string":
      return text(inner);
    case "number":
      return ["a whole number", between(boundsOf(inner))].filter((part) => part !== "").join(", ");
    case "boolean":
      return "true or false";
    case "enum":
      return alternatives(Object.values(def.entries).map(quoted));
    case "literal":
      return alternatives(def.values.map(quoted));
    case "array": {
      const bounds = boundsOf(inner);
      const count = between(bounds);
      const entries = bounds.maximum === undefined && bounds.minimum === 1 ? "entry" : "entries";
      return `a list${count === "" ? "" : ` of ${count} ${entries}`}, each ${allowedValues(def.element)}`;
    }
    case "record":
      return `names with values: each name ${allowedValues(def.keyType)}, each value ${allowedValues(def.valueType)}`;
    case "union":
      return `keys and values, where ${variantsOf(inner)[0]?.discriminator ?? ""} is ${alternatives(variantsOf(inner).map(({ value }) => quoted(value)))}`;
    case "object":
      return `keys and values: ${Object.keys(def.shape).join(", ")}`;
    default:
      return def.type;
  }
}
