import { cardOf } from "../cards/cards";
import type { Autonaming, ResourceCall } from "../protocol/package";
import { shapeOf } from "../protocol/shapes/shapes";
import { hasUnknown, isProperties, unknown, type Properties, type Value } from "../protocol/wire";
import { learned } from "./learned/learned";

const suffixLength = 7;

interface Naming {
  property: string;
  lower: boolean;
  separator?: string;
}

/** Inputs with what the real provider fills in before anything else sees them. */
export function withDefaults(call: ResourceCall, seed: Uint8Array, autonaming: Autonaming | undefined): Properties {
  const shape = shapeOf(call.type)?.resource;
  const inputs = { ...call.inputs };
  for (const [property, value] of Object.entries(inputs)) {
    if (shape?.properties[property] === "json") inputs[property] = asJsonText(value);
  }
  const defaults = defaultTags(call.configuration);
  if (
    shape?.outputs.tagsAll &&
    Object.keys(defaults).length > 0 &&
    (inputs.tags === undefined || isProperties(inputs.tags))
  ) {
    inputs.tags = { ...defaults, ...(inputs.tags as Properties | undefined) };
  }
  const naming: Naming | undefined = learned(call.type)?.name ?? cardOf(call.type)?.name;
  const automatic: string[] = [];
  if (naming && inputs[naming.property] === undefined && inputs[`${naming.property}Prefix`] === undefined) {
    const name = automaticBefore(call.oldInputs, naming.property) ?? automaticName(call.name, seed, naming, autonaming);
    if (name !== undefined) {
      inputs[naming.property] = name;
      automatic.push(naming.property);
    }
  }
  return { ...inputs, [automaticKey]: automatic };
}

/** Names the inputs that the program did not give, in checked inputs; pulumi-terraform-bridge uses the same key. */
const automaticKey = "__defaults";

const automaticInputs = (inputs: Properties): Value[] | undefined =>
  Array.isArray(inputs[automaticKey]) ? inputs[automaticKey] : undefined;

/** A name stays only if it was an automatic one. A state without the list is an old one: there every name may be. */
function automaticBefore(oldInputs: Properties | undefined, property: string): Value | undefined {
  if (!oldInputs) return undefined;
  const automatic = automaticInputs(oldInputs);
  return automatic === undefined || automatic.includes(property) ? oldInputs[property] : undefined;
}

/**
 * Whether a replacement could not be there together with what it replaces, since the program gave the name
 * (nameRequiresDeleteBeforeReplace in pulumi-terraform-bridge, pkg/tfbridge/schema.go).
 */
export function hasNameOfProgram(type: string, inputs: Properties): boolean {
  const property = learned(type)?.name?.property;
  const automatic = automaticInputs(inputs);
  return (
    property !== undefined && inputs[property] !== undefined && automatic !== undefined && !automatic.includes(property)
  );
}

/** What becomes of inputs in outputs: what is known of them besides stays with the inputs. */
export const withoutMarks = (inputs: Properties): Properties => {
  const { [automaticKey]: _, ...plain } = inputs;
  return plain;
};

/** `<name>-<7 hexadecimal digits>` from the engine's seed, so that a preview and the update after it agree. */
function automaticName(
  name: string,
  seed: Uint8Array,
  { lower, separator = "-" }: Naming,
  autonaming: Autonaming | undefined,
): string | undefined {
  if (autonaming?.mode === "disable") return undefined;
  if (autonaming && autonaming.proposedName !== "") return autonaming.proposedName;
  const digits = Buffer.from(seed).toString("hex").slice(0, suffixLength).padEnd(suffixLength, "0");
  const full = `${name}${separator}${digits}`;
  return lower ? full.toLowerCase() : full;
}

/** A document given as an object travels as JSON text. */
function asJsonText(value: Value | undefined): Value {
  if (!isProperties(value) && !Array.isArray(value)) return value ?? null;
  return hasUnknown(value) ? unknown : JSON.stringify(value);
}

const defaultTags = (configuration: Properties): Properties =>
  isProperties(configuration.defaultTags) && isProperties(configuration.defaultTags.tags)
    ? configuration.defaultTags.tags
    : {};
