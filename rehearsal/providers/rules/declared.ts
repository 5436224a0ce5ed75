import { closest, distance } from "fastest-levenshtein";
import type { Failure } from "../package";
import { shapeOf, type ObjectShape, type ServiceShapes, type Shape } from "../shapes/shape";
import { Asset, isProperties, unknown, type Properties, type Value } from "../wire";
import type { Rule } from "./rule";

/** Inputs must be those that the package's own type declarations name, of the kinds that they name. */
export const declaredInputs: Rule = {
  name: "declared-inputs",
  refuses: "an input that the type does not have, one of another kind, and a required one left out",
  check: ({ type, inputs }) => {
    const shape = shapeOf(type);
    return shape ? objectFailures(inputs, shape.resource, shape.objects, "") : [];
  },
};

const join = (at: string, name: string) => (at === "" ? name : `${at}.${name}`);

function objectFailures(
  value: Properties,
  shape: ObjectShape,
  objects: ServiceShapes["objects"],
  at: string,
): Failure[] {
  const names = Object.keys(shape.properties);
  const missing = shape.required
    .filter((name) => value[name] === undefined || value[name] === null)
    .map((name) => ({ property: join(at, name), reason: `missing required property "${join(at, name)}"` }));
  const found = Object.entries(value).flatMap(([name, inner]): Failure[] => {
    const kind = shape.properties[name];
    if (name.startsWith("__") || inner === null) return [];
    if (kind !== undefined) return valueFailures(inner, kind, objects, join(at, name));
    const near = closest(name, names);
    const hint = near && distance(name, near) <= 3 ? `; did you mean "${near}"?` : "";
    return [{ property: join(at, name), reason: `unknown property "${join(at, name)}"${hint}` }];
  });
  return [...missing, ...found];
}

function valueFailures(value: Value, kind: Shape, objects: ServiceShapes["objects"], at: string): Failure[] {
  if (value === unknown || value === null || kind === "any" || value instanceof Asset) return [];
  const wrong = (expected: string) => [{ property: at, reason: `${at} must be ${expected}, found ${kindOf(value)}` }];
  if (kind === "string" || kind === "json") return isScalar(value) ? [] : wrong("text");
  if (kind === "number")
    return Number.isFinite(Number(value)) && typeof value !== "boolean" && !Array.isArray(value)
      ? []
      : wrong("a number");
  if (kind === "boolean")
    return [true, false, "true", "false"].includes(value as boolean) ? [] : wrong("true or false");
  if (typeof kind === "object" && "list" in kind) {
    return Array.isArray(value)
      ? value.flatMap((item, index) => valueFailures(item, kind.list, objects, `${at}[${index}]`))
      : wrong("a list");
  }
  if (!isProperties(value)) return wrong("an object");
  if (typeof kind === "object") {
    return Object.entries(value).flatMap(([name, inner]) => valueFailures(inner, kind.map, objects, join(at, name)));
  }
  const object = objects[kind.slice(1)];
  return object ? objectFailures(value, object, objects, at) : [];
}

const isScalar = (value: Value) => ["string", "number", "boolean"].includes(typeof value);

const kindOf = (value: Value): string =>
  Array.isArray(value) ? "a list" : isProperties(value) ? "an object" : typeof value;
