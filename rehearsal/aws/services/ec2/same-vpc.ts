import { apiReference } from "../../source";
import { cardOf } from "../../../cards/cards";
import type { ResourceGraph, ResourceNode } from "../../../protocol/graph";
import { named, subnetType, vpcOf } from "../../across/network/named";
import { ofType, refuse, type Rule } from "../../rule";

function vpcsOf(node: ResourceNode, graph: ResourceGraph): string[] {
  const at = cardOf(node.type)?.vpcOfSubnets;
  if (!at) return [vpcOf(graph, node) ?? []].flat();
  return named(graph, node, at, subnetType).nodes.flatMap((subnet) => vpcOf(graph, subnet) ?? []);
}

export const sameVpc: Rule = {
  name: "same-vpc",
  refuses: "subnets, security groups and the like of different VPCs on one resource",
  source: apiReference("ECS", "AwsVpcConfiguration"),
  graph: (node, graph) => {
    const found = (cardOf(node.type)?.oneVpc ?? []).flatMap(({ at, types }) =>
      [...nodesAt(graph, node, at, types)].map((one) => ({ at, one, vpcs: vpcsOf(one, graph) })),
    );
    // An endpoint names its VPC itself.
    const own = node.type === "aws:ec2/vpcEndpoint:VpcEndpoint" ? [vpcOf(graph, node) ?? []].flat() : [];
    const first = own[0] ?? found[0]?.vpcs[0];
    const odd = found.find(({ vpcs }) => first !== undefined && vpcs.some((vpc) => vpc !== first));
    return odd
      ? refuse(
          odd.at,
          `${titleOf(odd.one)} is in another VPC than ${own.length > 0 ? "the endpoint" : titleOf(found[0]!.one)}`,
        )
      : [];
  },
};

const titleOf = ({ type, name }: ResourceNode): string => `${type.split(":").pop()} ${name}`;

/** What an input names by identifier, or by a name or ARN that the engine saw come from it. */
const nodesAt = (graph: ResourceGraph, node: ResourceNode, at: string, types: readonly string[]) => {
  const { nodes } = named(graph, node, at, ...types);
  return nodes.length > 0 ? nodes : ofType(graph.sources(node.urn, at.split(".")[0]!), ...types);
};
