import { type Key, key } from "../../../cards/card";
import { cardOf } from "../../../cards/cards";
import { lower } from "../../../cards/compared";
import { learned } from "../../learned/learned";
import { followingFromInputs } from "../../outputs";
import type { SimulatedCloud, Thing } from "../../../protocol/cloud";
import type { ResourceNode } from "../../../protocol/graph";
import type { Failure, ResourceCall } from "../../../protocol/package";
import { isProperties, unknown, type Properties, type Value } from "../../../protocol/wire";
import { remembered } from "../../remembered";
import { refuse } from "../../rule";

const keysOf = remembered((type): readonly (readonly Key[])[] => {
  const unique = cardOf(type)?.unique ?? "not judged";
  if (unique === "not judged") return [];
  if (unique !== "name") return unique;
  const name = learned(type)?.name;
  return name ? [[key(name.property, name.lower ? { as: lower } : {})]] : [];
});

/** Whether some of the inputs of a type must be its own. */
export const isUnique = (type: string): boolean => keysOf(type).length > 0;

/** A resource of the program or a thing in the account, as far as its uniqueness goes. */
interface Candidate {
  inputs: Properties;
  /** Where a property's value will come from; nowhere, for what is in the account already. */
  sources(property: string): readonly ResourceNode[];
}

export const inAccount = ({ inputs }: Thing): Candidate => ({ inputs, sources: () => [] });

export const planned = (
  { urn, inputs = {} }: Pick<ResourceNode, "urn" | "inputs">,
  { graph }: ResourceCall,
): Candidate => ({
  inputs,
  sources: (property) => graph.sources(urn, property),
});

const at = (inputs: Properties, path: string): Value | undefined =>
  path.split(".").reduce<Value | undefined>((value, name) => (isProperties(value) ? value[name] : undefined), inputs);

/** An input that holds the identifier of one other thing. */
const isReference = (path: string) => /(Id|Arn)$|(^|\.)(cluster|role|vpc)$/.test(path);

/** What stands for a key, to be compared as text; undefined when that is not known. */
function valueOf(candidate: Candidate, wanted: Key, cloud: SimulatedCloud): string | undefined {
  const path = [wanted.path, ...(wanted.or ?? [])].find((one) => (at(candidate.inputs, one) ?? null) !== null);
  if (path === undefined) return wanted.optional ? "" : undefined;
  const value = at(candidate.inputs, path)!;
  // Before anything is created, two references are known to be one by the resource from which they will come.
  const [source, ...others] = value === unknown && isReference(path) ? candidate.sources(path.split(".")[0]!) : [];
  if (value === unknown && (!source || others.length > 0)) return undefined;
  if (wanted.of) {
    const { type, input } = wanted.of;
    const inputs = source ? (source.type === type ? source.inputs : undefined) : cloud.get(type, String(value))?.inputs;
    const found = inputs?.[input];
    return typeof found === "string" ? found : undefined;
  }
  const prefix = path === wanted.path ? "" : `${path} `;
  return source ? `${prefix}of ${source.urn}` : `${prefix}${wanted.as?.(String(value)) ?? String(value)}`;
}

/** Whether a candidate has these values, each known, for the keys of a row. */
const hasValues = (candidate: Candidate, row: readonly Key[], values: readonly string[], cloud: SimulatedCloud) =>
  row.every((one, index) => valueOf(candidate, one, cloud) === values[index]);

const kindOf = (type: string) => type.split(":").pop()!;
const shown = (row: readonly Key[], inputs: Properties) =>
  row
    .map(({ path, or = [] }) => [path, ...or].map((one) => at(inputs, one)).find((value) => (value ?? null) !== null))
    .map((value) => (value === unknown ? "(known later)" : value))
    .filter((value) => value !== undefined && value !== "")
    .map(String)
    .join(" ");

/** The first row by which something else is the same. */
export function clash<Other>(
  call: ResourceCall,
  others: readonly Other[],
  as: (other: Other) => Candidate,
): { row: readonly Key[]; other: Other } | undefined {
  if (others.length === 0) return undefined;
  if (call.type === "aws:route53/record:Record" && call.inputs.allowOverwrite === true) return undefined;
  for (const row of keysOf(call.type)) {
    const own = planned(call, call);
    const values = row.flatMap((one) => valueOf(own, one, call.cloud) ?? []);
    if (values.length < row.length) continue;
    const other = others.find((one) => hasValues(as(one), row, values, call.cloud));
    if (other) return { row, other };
  }
  return undefined;
}

export const report = (call: ResourceCall, row: readonly Key[], what: string): Failure[] =>
  refuse(row.at(-1)!.path, `${kindOf(call.type)} ${shown(row, call.inputs)} ${what}`);

/** Things of the type in the region where this one would be; those of a global service have none. */
export function neighbours(call: ResourceCall, things: readonly Thing[]): Thing[] {
  const ofType = things.filter(({ type }) => type === call.type);
  if (ofType.length === 0) return [];
  const { region } = followingFromInputs(call);
  return ofType.filter(({ outputs }) => outputs.region === region);
}
