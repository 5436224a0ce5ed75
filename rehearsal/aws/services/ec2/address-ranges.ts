import { guide } from "../../source";
import type { ResourceGraph, ResourceNode } from "../../../protocol/graph";
import { subnetType, vpcOf, vpcType } from "../../across/network/named";
import { contains, overlap, rangeOf } from "../../across/network/ranges";
import { quoted, refuse, type Rule } from "../../rule";

export const addressRanges: Rule = {
  name: "address-ranges",
  refuses: "a VPC or subnet that is too large or too small, a subnet outside its VPC's range, and two that overlap",
  source: guide("Amazon VPC User Guide, VPC CIDR blocks", "vpc/latest/userguide/vpc-cidr-blocks"),
  graph: (node, graph) => {
    const range = rangeOf(node.inputs?.cidrBlock);
    if ((node.type !== vpcType && node.type !== subnetType) || !range) return [];
    const cidr = quoted(node.inputs?.cidrBlock);
    // Amazon VPC User Guide, "VPC CIDR blocks" and "Subnet sizing".
    if (range.prefix < 16 || range.prefix > 28)
      return refuse("cidrBlock", `cidrBlock is ${cidr}; allowed: a range of /16 to /28`);
    const vpc = vpcOf(graph, node);
    const home = node.type === subnetType ? graph.get(vpc ?? "") : undefined;
    const ranges = home && rangesOf(home, graph);
    if (ranges && !ranges.some((outer) => contains(outer, range)))
      return refuse("cidrBlock", `cidrBlock ${cidr} is outside the VPC's range ${quoted(home.inputs?.cidrBlock)}`);
    const others = node.type === subnetType && vpc !== undefined ? graph.ofType(subnetType) : [];
    const twin = others.find((other) => {
      const theirs = rangeOf(other.inputs?.cidrBlock);
      return other !== node && theirs && overlap(range, theirs) && vpcOf(graph, other) === vpc;
    });
    return twin
      ? refuse(
          "cidrBlock",
          `cidrBlock ${cidr} overlaps with that of subnet ${twin.name}, ${quoted(twin.inputs?.cidrBlock)}`,
        )
      : [];
  },
};

/** Every range of a VPC; undefined when one is unknown, or picked by IPAM. */
function rangesOf(vpc: ResourceNode, graph: ResourceGraph) {
  const more = graph
    .ofType("aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation")
    .filter((association) => vpcOf(graph, association) === vpc.urn);
  const ranges = [vpc, ...more].map(({ inputs }) => rangeOf(inputs?.cidrBlock));
  return ranges.every((range) => range !== undefined) ? ranges : undefined;
}
