import { z } from "zod";
import { nearestOf } from "../../problems/nearest";
import { boundsOf } from "./allowed-values";
import { unwrapped } from "../schema-walk";

const yes = ["yes", "on", "1", "enabled"];
const no = ["no", "off", "0", "disabled"];

/** Ways in which people write what a key takes in another form: an address for a range, a URL for a host name. */
const otherForms: readonly ((text: string) => string)[] = [
  (text) => text.trim(),
  (text) => text.toLowerCase(),
  (text) => text.replace(/^[a-z]+:\/\//i, ""),
  (text) => text.replace(/^[a-z]+:\/\//i, "").replace(/[/?#].*$/, ""),
  (text) =>
    text
      .toLowerCase()
      .replace(/^[a-z]+:\/\//, "")
      .replace(/[/?#].*$/, ""),
  // The address of a network begins a range of some other length.
  (text) => (text.endsWith(".0") ? text : `${text}/32`),
  // A host name without the scheme, port and path of its URL, or the @ of an address.
  (text) =>
    text
      .replace(/^[a-z:]+:\/\//i, "")
      .replace(/[/?#].*$/, "")
      .replace(/^.*@/, "")
      .replace(/:\d+$/, ""),
  (text) => `https://${text.replace(/^[a-z]+:\/\//i, "")}`,
];

function nearestNumber(schema: z.core.$ZodTypes, value: number): number | undefined {
  const def = schema._zod.def;
  if (def.type === "literal") {
    const known = def.values.filter((each) => typeof each === "number");
    const distances = known.map((each) => Math.abs(each - value));
    return known[distances.indexOf(Math.min(...distances))];
  }
  const { minimum = -Infinity, maximum = Infinity } = boundsOf(schema);
  // One port is not near another.
  if (minimum === 1 && maximum === 65535) return undefined;
  return Math.min(Math.max(Math.round(value), minimum), maximum);
}

/** The value that somebody who wrote `value` most likely meant, as text; undefined when none is near. */
export function nearestValue(schema: z.core.$ZodType, value: unknown): string | undefined {
  const inner = unwrapped(schema);
  const def = inner._zod.def;
  const number = typeof value === "number" || (typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value));
  const takesNumber = def.type === "number" || (def.type === "literal" && typeof def.values[0] === "number");
  if (takesNumber) return number ? nearestNumber(inner, Number(value))?.toString() : undefined;
  if (typeof value !== "string") return undefined;
  if (def.type === "boolean") {
    const text = value.trim().toLowerCase();
    return yes.includes(text) ? "true" : no.includes(text) ? "false" : nearestOf(text, ["true", "false"]);
  }
  if (def.type === "enum") return nearestOf(value.trim(), Object.values(def.entries).map(String));
  if (def.type !== "string" || value === "") return undefined;
  return otherForms.map((form) => form(value)).find((text) => z.safeParse(inner, text).success);
}
