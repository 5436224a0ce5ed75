import type { SimulatedCloud, Thing } from "../protocol/cloud";
import type { ResourceGraph, ResourceNode } from "../protocol/graph";
import type { Change, Failure, ResourceCall } from "../protocol/package";
import { remembered, rememberedOf } from "./remembered";
import type { Source } from "./source";
import { isProperties, type Properties, type Value } from "../protocol/wire";

/** All that a question to inputs alone may depend on. */
export type OfInputs = Pick<ResourceCall, "type" | "inputs">;

/** Something that a real account, or its owner, would refuse. */
export interface Rule {
  name: string;
  /** What it refuses, as one clause. */
  refuses: string;
  /** Where the fact by which it judges is published; the code names further ones where it uses them. */
  source: Source;
  /** It finds what the rehearsal does not know, which only `--strict` refuses; see protocol/leniency.ts. */
  gap?: true;
  /** Asked for each resource with its inputs as checked, before it is created or updated: the same inputs, the same answer. */
  check?: (resource: OfInputs) => Failure[];
  /** As `check`, where the answer depends on the account, the run or other resources too. */
  checkInAccount?(call: ResourceCall): Failure[];
  /** Asked for each resource once the program has registered everything, and, unless in a preview, when it is checked. */
  graph?(node: ResourceNode, graph: ResourceGraph, cloud: SimulatedCloud): Failure[];
  /** As `graph`, but asked at the end only: for what something may miss that the program registers after it. */
  whole?(node: ResourceNode, graph: ResourceGraph, cloud: SimulatedCloud): Failure[];
  /** Asked before something is created, previews included. */
  create?(call: ResourceCall): Failure[];
  /** Asked before something is updated in place, previews included. */
  change?(call: Change): Failure[];
  /** Asked before another takes something's place, previews included. */
  replace?(thing: Thing, cloud: SimulatedCloud): Failure[];
  /** Asked before something is deleted; the engine asks for no deletion in a preview. */
  remove?(thing: Thing, cloud: SimulatedCloud): Failure[];
}

export const refuse = (property: string, reason: string): Failure[] => [{ property, reason }];

/** A value that has none inside it, with its path without list indices. */
export interface Leaf {
  readonly at: string;
  readonly value: Value;
}

function addLeaves(value: Value | undefined, at: string, found: Leaf[]): void {
  if (value === undefined || value === null) return;
  if (Array.isArray(value)) for (const item of value) addLeaves(item, at, found);
  else if (isProperties(value))
    for (const name in value) addLeaves(value[name], at === "" ? name : `${at}.${name}`, found);
  else found.push({ at, value });
}

function leavesBelow(value: Value | undefined, at: string): readonly Leaf[] {
  const found: Leaf[] = [];
  addLeaves(value, at, found);
  return found;
}

const leavesOfWhole = rememberedOf((inputs: Properties) => leavesBelow(inputs, ""));

/** Every value inside, unknown ones included; of a resource's inputs found once, since many rules ask. */
export const leaves = (value: Value | undefined, at = ""): readonly Leaf[] =>
  at === "" && isProperties(value) ? leavesOfWhole(value) : leavesBelow(value, at);

/** Members of a list of objects; none when the list is unknown. */
export const objectsIn = (value: Value | undefined): Properties[] =>
  Array.isArray(value) ? value.filter(isProperties) : isProperties(value) ? [value] : [];

const byTypes = rememberedOf((nodes: readonly ResourceNode[]) =>
  remembered((types): readonly ResourceNode[] => {
    const wanted = types.split(",");
    return nodes.filter(({ type }) => wanted.includes(type));
  }),
);

/** Those of some types in a list; looked for once, since the lists of a graph are asked by every rule. */
export const ofType = (nodes: readonly ResourceNode[], ...types: string[]): readonly ResourceNode[] =>
  byTypes(nodes)(types.join(","));

/** Whether an input is there at all; an unknown one is. What ECS takes for left out is `isGiven` of its containers. */
export const isSet = (value: unknown): boolean => value !== undefined && value !== null;

/** The provider takes the texts of booleans for them. */
export const isTrue = (value: Value | undefined): boolean => value === true || value === "true";

export const quoted = (value: unknown): string => JSON.stringify(value) ?? "nothing";

/** JSON text as data; undefined for what is unknown or no JSON. */
export function parsed(value: Value | undefined): unknown {
  if (typeof value !== "string") return undefined;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}
