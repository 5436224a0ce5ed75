import { cardOf } from "../cards/cards";
import type { ResourceCall } from "../protocol/package";
import type { Shape } from "../protocol/shapes/shape";
import { shapeOf } from "../protocol/shapes/shapes";
import { isProperties, unknown, type Properties, type Value } from "../protocol/wire";
import { withoutMarks } from "./naming";
import type { Facts } from "./type-rule";

export const partitionOf = (region: string): string =>
  region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";

/** Region of a resource: its own, where a resource may say one, else the provider's. */
export const regionOf = ({ inputs, configuration }: Pick<ResourceCall, "inputs" | "configuration">): string =>
  String((typeof inputs.region === "string" && inputs.region) || configuration.region);

/** Outputs of a resource that is about to be created: what follows from its inputs, and unknown for the rest. */
export function plannedOutputs(call: ResourceCall): Properties {
  const planned = withoutMarks(call.inputs);
  const shape = shapeOf(call.type)?.resource;
  for (const name of [...Object.keys(shape?.outputs ?? { arn: "string" }), ...(shape?.certain ?? [])]) {
    if (planned[name] === undefined) planned[name] = unknown;
  }
  return { ...planned, ...followingFromInputs(call) };
}

/** Outputs of a resource that was just created, and its identifier. */
export function createdOutputs(asked: ResourceCall): { id: string; outputs: Properties } {
  const call = { ...asked, inputs: { ...asked.inputs, ...generatedNames(asked) } };
  const facts = factsOf(call);
  const rule = cardOf(call.type);
  const [, module = "", name = ""] = call.type.split(":");
  const kind = name.replace(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
  const named = facts.text("name");
  const arn = rule?.arn?.(facts) ?? facts.arn(module.split("/")[0]!, `${kind}/${named || facts.hex(17)}`);
  const id = rule?.id?.(facts, arn) ?? (named || `${kind}-${facts.hex(17)}`);
  const outputs: Properties = {
    ...withoutMarks(call.inputs),
    ...rule?.outputs?.(facts, id, arn),
    ...followingFromInputs(call),
  };
  const shape = shapeOf(call.type)?.resource;
  if (!shape || shape.outputs.arn) outputs.arn = arn;
  for (const property of shape?.certain ?? []) {
    if (outputs[property] === undefined)
      outputs[property] = emptyOf(shape!.outputs[property] ?? shape!.properties[property]);
  }
  return { id, outputs };
}

/** Length of what Terraform adds to a prefix: 18 digits of the time and 8 of a counter (helper/id of its plugin SDK). */
const uniqueDigits = 26;

/** Names that Terraform makes up when it creates, for each pair of inputs such as `name` and `namePrefix`. */
function generatedNames({ type, inputs, cloud, urn }: ResourceCall): Properties {
  const properties = shapeOf(type)?.resource.properties ?? {};
  return Object.fromEntries(
    Object.keys(properties)
      .filter((name) => inputs[name] === undefined && properties[`${name}Prefix`] === "string")
      .map((name) => {
        const prefix = scalarText(inputs[`${name}Prefix`]) || "terraform-";
        return [name, `${prefix}${cloud.freshHex(uniqueDigits, urn)}`];
      }),
  );
}

/** Computed outputs that are known as soon as the inputs are. */
export function followingFromInputs(call: ResourceCall): Properties {
  const shape = shapeOf(call.type)?.resource;
  return {
    ...(shape?.outputs.tagsAll && { tagsAll: call.inputs.tags ?? {} }),
    ...(shape?.properties.region && { region: call.inputs.region ?? regionOf(call) }),
  };
}

function factsOf(call: ResourceCall): Facts {
  const region = regionOf(call);
  const partition = partitionOf(region);
  const { inputs, cloud, urn } = call;
  const account = cloud.accountId;
  return {
    inputs,
    region,
    partition,
    account,
    cloud,
    hex: (digits) => cloud.freshHex(digits, urn),
    text: (property) => scalarText(inputs[property]),
    arn: (service, rest, scope = "regional") => {
      const place = { regional: `${region}:${account}`, global: `:${account}`, bare: ":" }[scope];
      return `arn:${partition}:${service}:${place}:${rest}`;
    },
  };
}

const scalarText = (value: Value | undefined): string =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : "";

/** An empty value of a kind, for an output that always has one and that nothing here computes. */
function emptyOf(shape: Shape | undefined): Value {
  if (shape === "number") return 0;
  if (shape === "boolean") return false;
  if (typeof shape === "object") return "list" in shape ? [] : {};
  return shape === "string" || shape === "json" ? "" : {};
}

export const tagsOf = (value: Value | undefined): Properties => (isProperties(value) ? value : {});
