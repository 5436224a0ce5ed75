import type { ResourceGraph, ResourceNode } from "../../protocol/graph";
import { unknown, type Properties, type Value } from "../../protocol/wire";
import { named, subnetType, valuesAt, vpcOf, vpcType } from "./network/named";
import { contains, overlap, rangeOf } from "./network/ranges";
import { objectsIn, ofType, quoted, refuse, type Rule } from "../rule";

/** Inputs in which something lists the subnets that must be in two zones at least, by type. */
const spread: Readonly<Record<string, { readonly at: string; readonly applies: (inputs: Properties) => boolean }>> = {
  // Elastic Load Balancing, "Application Load Balancers", subnets; one will do on an Outpost or in a Local Zone.
  "aws:lb/loadBalancer:LoadBalancer": {
    at: "subnets",
    applies: ({ loadBalancerType = "application", subnetMappings, customerOwnedIpv4Pool }) =>
      loadBalancerType === "application" && subnetMappings === undefined && customerOwnedIpv4Pool === undefined,
  },
  // Amazon RDS API Reference, CreateDBSubnetGroup: DBSubnetGroupDoesNotCoverEnoughAZs.
  "aws:rds/subnetGroup:SubnetGroup": { at: "subnetIds", applies: () => true },
};

/** A zone of a region itself: a Local Zone or a Wavelength Zone has a longer name. */
const isRegional = (zone: Value | undefined): zone is string =>
  typeof zone === "string" && /^[a-z]{2,4}(-[a-z]+)+-\d[a-z]$/.test(zone);

export const zonesCovered: Rule = {
  name: "zones-covered",
  refuses: "a load balancer or a subnet group in fewer than two zones, and a balancer with two subnets in one",
  graph: (node, graph) => {
    const lists = spread[node.type];
    if (!lists || !node.inputs || !lists.applies(node.inputs)) return [];
    const subnets = named(graph, node, lists.at, subnetType);
    const listed = valuesAt(node.inputs, lists.at).filter(
      (subnet, index, all) => subnet === unknown || all.indexOf(subnet) === index,
    );
    // Zones of subnets that are not the stack's cannot be seen, nor how many an unknown list has.
    if (subnets.foreign || subnets.unclear || node.inputs[lists.at] === unknown || listed.length === 0) return [];
    const zones = subnets.nodes.map(({ inputs }) => inputs?.availabilityZone);
    if (!zones.every((zone) => zone === undefined || zone === unknown || isRegional(zone))) return [];
    const apart = new Set(zones.filter(isRegional));
    const allKnown = zones.every(isRegional) && zones.length === listed.length;
    if (listed.length < 2 || (allKnown && apart.size < 2))
      return refuse(lists.at, `${lists.at} must name subnets in two availability zones at least`);
    return node.type.startsWith("aws:lb/") && allKnown && apart.size < zones.length
      ? refuse(lists.at, "a load balancer takes one subnet a zone, and two of these are in one")
      : [];
  },
};

/** Zones and nodes of a search domain (Amazon OpenSearch Service API Reference, ZoneAwarenessConfig, and what it answers). */
export const searchZones: Rule = {
  name: "search-zones",
  refuses: "a search domain whose nodes or subnets do not go with its zones",
  check: ({ type, inputs }) => {
    if (type !== "aws:opensearch/domain:Domain" && type !== "aws:elasticsearch/domain:Domain") return [];
    const [cluster = {}] = objectsIn(inputs.clusterConfig);
    const { zoneAwarenessEnabled = false, instanceCount = 1 } = cluster;
    const [zones = 2] = valuesAt(cluster, "zoneAwarenessConfig.availabilityZoneCount");
    const count = zoneAwarenessEnabled === true ? zones : zoneAwarenessEnabled === false ? 1 : unknown;
    if (count === unknown) return [];
    const [options] = objectsIn(inputs.vpcOptions);
    const subnets = options?.subnetIds;
    return [
      ...(Array.isArray(subnets) && subnets.length !== Number(count)
        ? refuse(
            "vpcOptions",
            `a domain in ${String(count)} zones takes exactly as many subnets, found ${subnets.length}`,
          )
        : []),
      ...(instanceCount === unknown ? [] : nodeProblems(Number(instanceCount), Number(count))),
    ];
  },
};

/** With three zones AWS only recommends a multiple of three. */
function nodeProblems(nodes: number, zones: number) {
  if (zones === 2 && nodes % 2 !== 0)
    return refuse("clusterConfig", `a domain in 2 zones takes an even number of data nodes, found ${nodes}`);
  return zones === 3 && nodes < 3
    ? refuse("clusterConfig", `a domain in 3 zones takes 3 data nodes at least, found ${nodes}`)
    : [];
}

export const addressRanges: Rule = {
  name: "address-ranges",
  refuses: "a VPC or subnet that is too large or too small, a subnet outside its VPC's range, and two that overlap",
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
    const others = node.type === subnetType && vpc !== undefined ? ofType(graph.all(), subnetType) : [];
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
  const more = ofType(graph.all(), "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation").filter(
    (association) => vpcOf(graph, association) === vpc.urn,
  );
  const ranges = [vpc, ...more].map(({ inputs }) => rangeOf(inputs?.cidrBlock));
  return ranges.every((range) => range !== undefined) ? ranges : undefined;
}
