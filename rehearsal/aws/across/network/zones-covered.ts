import { apiReference } from "../../source";
import { unknown, type Properties, type Value } from "../../../protocol/wire";
import { named, subnetType, valuesAt } from "./named";
import { refuse, type Rule } from "../../rule";

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
  source: apiReference("RDS", "CreateDBSubnetGroup"),
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
