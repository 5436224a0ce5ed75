import type { ResourceGraph, ResourceNode } from "../../../protocol/graph";
import { isProperties, unknown, type Properties, type Value } from "../../../protocol/wire";
import { ofType } from "../../rule";

export const vpcType = "aws:ec2/vpc:Vpc";
export const groupTypes = ["aws:ec2/securityGroup:SecurityGroup", "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"];
export const subnetType = "aws:ec2/subnet:Subnet";

/** What an input names. */
export interface Named {
  /** Resources of this stack. */
  readonly nodes: readonly ResourceNode[];
  /** Whether identifiers of something else are among them: of the user's own, or AWS's. */
  readonly foreign: boolean;
  /** Whether there is an unknown value among them that comes from no resource of these types. */
  readonly unclear: boolean;
  /** Whether the input is left out, or an empty list. */
  readonly none: boolean;
}

/** The values at a path such as `networkConfiguration.subnets`; one unknown value where the path is not known so far. */
export function valuesAt(value: Value | undefined, path: string): Value[] {
  if (value === undefined || value === null) return [];
  if (value === unknown) return [unknown];
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, path));
  if (path === "") return [value];
  if (!isProperties(value)) return [];
  const [first = "", ...rest] = path.split(".");
  return valuesAt(value[first], rest.join("."));
}

/**
 * The resources of some types that an input names: by their identifier where it is known, else by what the engine
 * recorded of where the value comes from.
 */
export const named = (graph: ResourceGraph, node: ResourceNode, path: string, ...types: string[]): Named =>
  graph.concluded(node, `named ${path} ${types.join()}`, () => lookedUp(graph, node, path, types));

function lookedUp(graph: ResourceGraph, node: ResourceNode, path: string, types: readonly string[]): Named {
  const values = valuesAt(node.inputs, path);
  const sources = ofType(graph.sources(node.urn, path.split(".")[0]!), ...types);
  const found = values.map((value) =>
    value === unknown ? sources : ofType(graph.all(), ...types).filter(({ id }) => id !== undefined && id === value),
  );
  return {
    nodes: [...new Set(found.flat())],
    foreign: found.some((nodes, index) => nodes.length === 0 && values[index] !== unknown),
    unclear: found.some((nodes, index) => nodes.length === 0 && values[index] === unknown),
    none: values.length === 0,
  };
}

/** The VPC that something is in: the resource's URN, or the identifier of one of the user's own; undefined when unclear. */
export function vpcOf(graph: ResourceGraph, node: ResourceNode, property = "vpcId"): string | undefined {
  if (node.type === vpcType) return node.urn;
  const { nodes } = named(graph, node, property, vpcType);
  if (nodes.length === 1) return nodes[0]!.urn;
  return textOf(node.inputs, property);
}

/** Whether all that is named is there to be looked at. */
export const isSeen = ({ foreign, unclear }: Named): boolean => !foreign && !unclear;

export const textOf = (inputs: Properties | undefined, name: string): string | undefined => {
  const value = inputs?.[name];
  return typeof value === "string" ? value : undefined;
};

const ipv6Inputs = ["ipv6CidrBlock", "ipv6IpamPoolId", "ipv6NetmaskLength", "ipv6Native"];

/** Whether a subnet that the program makes has no IPv6 range. */
export const isIpv4Only = ({ inputs = {} }: ResourceNode): boolean =>
  Object.keys(inputs).length > 0 && ipv6Inputs.every((name) => !inputs[name]);
