import { closest, distance } from "fastest-levenshtein";
import type { Failure } from "../../../protocol/package";
import type { ObjectShape, ServiceShapes, Shape } from "../../../protocol/shapes/shape";
import { shapeOf } from "../../../protocol/shapes/shapes";
import { Asset, isProperties, unknown, type Properties, type Value } from "../../../protocol/wire";
import { quoted, type Rule } from "../../rule";

/** Inputs must be those that the package's own type declarations name, of the kinds that they name. */
export const declaredInputs: Rule = {
  name: "declared-inputs",
  refuses: "an input that the type does not have, one of another kind, and a required one left out",
  source: {
    title: "pulumi-aws, type declarations of the Node.js SDK",
    url: "https://github.com/pulumi/pulumi-aws/tree/master/sdk/nodejs",
  },
  check: ({ type, inputs }) => {
    const shape = shapeOf(type);
    return shape ? objectFailures(inputs, shape.resource, { objects: shape.objects }, "") : [];
  },
};

/** What the shapes refer to, and how kinds are compared. */
export interface Walk {
  objects: ServiceShapes["objects"];
  /** Whether a scalar must be of the very kind, as in JSON; an input is converted when it reads like one. */
  exact?: boolean;
}

const join = (at: string, name: string) => (at === "" ? name : `${at}.${name}`);

function objectFailures(value: Properties, shape: ObjectShape, walk: Walk, at: string): Failure[] {
  const missing = shape.required
    .filter((name) => value[name] === undefined || value[name] === null)
    .map((name) => ({ property: join(at, name), reason: `missing required property "${join(at, name)}"` }));
  const found = Object.entries(value).flatMap(([name, inner]): Failure[] => {
    const kind = shape.properties[name];
    if (name.startsWith("__") || inner === null) return [];
    if (kind !== undefined) return valueFailures(inner, kind, walk, join(at, name));
    const near = closest(name, Object.keys(shape.properties));
    const hint = near && distance(name, near) <= 3 ? `; did you mean "${near}"?` : "";
    return [{ property: join(at, name), reason: `unknown property "${join(at, name)}"${hint}` }];
  });
  return [...missing, ...found];
}

/** What is wrong with a value of a declared kind. */
export function valueFailures(value: Value, kind: Shape, walk: Walk, at: string): Failure[] {
  if (value === unknown || value === null || kind === "any" || value instanceof Asset) return [];
  const wrong = (expected: string) => [{ property: at, reason: `${at} must be ${expected}, found ${kindOf(value)}` }];
  if (kind === "string" || kind === "json" || kind === "number" || kind === "boolean") {
    const fits = walk.exact ? typeof value === kind : isConverted(value, kind);
    return fits ? [] : wrong({ string: "text", json: "text", number: "a number", boolean: "true or false" }[kind]);
  }
  if (typeof kind === "object" && "oneOf" in kind) {
    if (typeof value !== "string") return wrong("text");
    const allowed = kind.oneOf.includes(value);
    return allowed ? [] : [{ property: at, reason: `${at} is ${quoted(value)}; allowed: ${kind.oneOf.join(", ")}` }];
  }
  if (typeof kind === "object" && "list" in kind) {
    return Array.isArray(value)
      ? value.flatMap((item, index) => valueFailures(item, kind.list, walk, `${at}[${index}]`))
      : wrong("a list");
  }
  if (!isProperties(value)) return wrong("an object");
  if (typeof kind === "object") {
    return Object.entries(value).flatMap(([name, inner]) => valueFailures(inner, kind.map, walk, join(at, name)));
  }
  const object = walk.objects[kind.slice(1)];
  return object ? objectFailures(value, object, walk, at) : [];
}

/** Whether the engine's providers take the value as one of the kind. */
function isConverted(value: Value, kind: "string" | "json" | "number" | "boolean"): boolean {
  if (kind === "number") return Number.isFinite(Number(value)) && typeof value !== "boolean" && !Array.isArray(value);
  return kind === "boolean" ? [true, false, "true", "false"].includes(value as boolean) : isScalar(value);
}

const isScalar = (value: Value) => ["string", "number", "boolean"].includes(typeof value);

const kindOf = (value: Value): string =>
  Array.isArray(value) ? "a list" : isProperties(value) ? "an object" : typeof value;
