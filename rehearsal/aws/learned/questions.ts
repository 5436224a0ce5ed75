import type { ObjectShape, ResourceShape, ServiceShapes, Shape } from "../../protocol/shapes/shape";
import type { Properties, Value } from "../../protocol/wire";
import type { Limits } from "./learned";

/** One input of a resource type, at any depth: what learn.ts asks the real provider about. */
export interface Question {
  /** Without list indices. */
  path: string;
  kind: Shape;
  /** Whether the resource, or the object around it, needs it. */
  required: boolean;
  /** Puts a value, or undefined for none, at the path into the inputs of a resource. */
  place(value: Value | undefined): Properties;
  samples: [Value, Value];
  /** The input is an object, or a list of objects, whose members have questions of their own. */
  isBlock: boolean;
}

/** What a type's questions are made from. */
export interface Sources {
  objects: ServiceShapes["objects"];
  limits: Record<string, Limits>;
  /** Inputs, by path, that every question gives besides the required ones. */
  given: Record<string, Value>;
  /** Two values each, for inputs for which those made of their kind will not do. */
  samples: Record<string, [Value, Value]>;
}

const deepest = 4;

/** Every input to depth four, with what a resource needs besides. */
export function questions(shape: ResourceShape, sources: Sources): Question[] {
  const { objects, limits } = sources;
  const base = requiredOf(shape, sources);
  return inputsOf(shape, "", deepest, (property, value) => withValue(base, property, value));

  function inputsOf(
    { properties, required }: ObjectShape,
    prefix: string,
    depth: number,
    put: (property: string, value: Value | undefined) => Properties,
  ): Question[] {
    return Object.entries(properties).flatMap(([property, kind]) => {
      const path = prefix + property;
      const place = (value: Value | undefined) => put(property, value);
      const object = objectOf(kind, objects);
      const asked = { path, kind, required: required.includes(property), place, isBlock: object !== undefined };
      if (!object) return [{ ...asked, samples: sources.samples[path] ?? samples(kind, limits[path]) }];
      const wrap = (value: Properties): Value => (isList(kind) ? [value] : value);
      const filled = requiredOf(object, sources, `${path}.`, 2);
      const [first, second] = twoOf(object, sources, `${path}.`);
      const block: Question = { ...asked, samples: [wrap(first), wrap(second)] };
      if (depth <= 1) return [block];
      const inside = inputsOf(object, `${path}.`, depth - 1, (name, value) =>
        place(wrap(withValue(filled, name, value))),
      );
      return [block, ...inside];
    });
  }
}

export const isList = (kind: Shape): kind is { list: Shape } => typeof kind === "object" && "list" in kind;

const objectOf = (kind: Shape, objects: Sources["objects"]): ObjectShape | undefined => {
  const element = isList(kind) ? kind.list : kind;
  return typeof element === "string" && element.startsWith("#") ? objects[element.slice(1)] : undefined;
};

/** Two objects that differ in their first members that can differ. */
function twoOf(object: ObjectShape, sources: Sources, prefix: string): [Properties, Properties] {
  const { objects, limits } = sources;
  const filled = requiredOf(object, sources, prefix, 2);
  const plain = (property: string) => !objectOf(object.properties[property]!, objects);
  const candidates = [...object.required, ...Object.keys(object.properties)].filter(plain);
  const differing = candidates.find((property) => {
    const [first, second] = samples(object.properties[property]!, limits[prefix + property]);
    return first !== second;
  });
  if (differing === undefined) return [filled, filled];
  const [first, second] = samples(object.properties[differing]!, limits[prefix + differing]);
  return [
    { ...filled, [differing]: first },
    { ...filled, [differing]: second },
  ];
}

/** Some JSON documents must be policies to be compared, and the others may be. */
const policy = (action: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: action, Resource: "*" }],
  });

/** Two different values of a kind, of those that the provider lets pass. */
export function samples(kind: Shape, limits: Limits = {}): [Value, Value] {
  const [first, second] = limits.values ?? [];
  if (kind === "number" && first !== undefined) return [Number(first), Number(second ?? Number(first) + 1)];
  if (kind === "number") return [limits.least ?? 1, (limits.least ?? 1) + 1];
  if (kind === "boolean") return [true, false];
  if (isList(kind)) return [[samples(kind.list, limits)[0]], [samples(kind.list, limits)[1]]];
  if (typeof kind === "object" && "oneOf" in kind) return [kind.oneOf[0]!, kind.oneOf[1] ?? kind.oneOf[0]!];
  if (typeof kind === "object") return [{ a: samples(kind.map)[0] }, { a: samples(kind.map)[1] }];
  if (kind.startsWith("#")) return [{}, {}];
  if (first !== undefined) return [first, second ?? "b-2"];
  if (limits.format === "cidr" || limits.format === "network") return ["10.0.0.0/16", "10.1.0.0/16"];
  if (limits.format === "arn") return ["arn:aws:iam::123456789012:role/a", "arn:aws:iam::123456789012:role/b"];
  if (kind === "json" || limits.format === "json") return [policy("a:B"), policy("a:C")];
  return [`${limits.prefix ?? ""}a-1`, `${limits.prefix ?? ""}b-2`];
}

const withValue = (base: Properties, property: string, value: Value | undefined): Properties => {
  const { [property]: _old, ...rest } = base;
  return value === undefined ? rest : { ...rest, [property]: value };
};

/** What an object cannot do without. */
function requiredOf(shape: ObjectShape, sources: Sources, prefix = "", depth = 3): Properties {
  const { objects, limits, given } = sources;
  const valueOf = (kind: Shape, at: string): Value => {
    const chosen = given[at] ?? sources.samples[at]?.[0];
    if (chosen !== undefined) return chosen;
    if (isList(kind)) return [valueOf(kind.list, at)];
    const object = objectOf(kind, objects);
    if (object) return depth > 0 ? requiredOf(object, sources, `${at}.`, depth - 1) : {};
    return samples(kind, limits[at])[0];
  };
  const needed = Object.entries(shape.properties).filter(
    ([property]) => shape.required.includes(property) || given[prefix + property] !== undefined,
  );
  return Object.fromEntries(needed.map(([property, kind]) => [property, valueOf(kind, prefix + property)]));
}
