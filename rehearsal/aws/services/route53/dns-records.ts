import { apiReference } from "../../source";
import type { SimulatedCloud } from "../../../protocol/cloud";
import type { ResourceGraph, ResourceNode } from "../../../protocol/graph";
import type { Failure } from "../../../protocol/package";
import { textOf } from "../../across/network/named";
import { objectsIn, ofType, quoted, refuse, type Rule } from "../../rule";

const recordType = "aws:route53/record:Record";

const balancerTypes = ["aws:lb/loadBalancer:LoadBalancer", "aws:elb/loadBalancer:LoadBalancer"];

export const dnsRecords: Rule = {
  name: "dns-records",
  refuses: "an alias of another type or zone than its balancer has, and an address under what is no host name",
  source: apiReference("Route53", "AliasTarget"),
  graph: (node, graph, cloud) =>
    node.type === recordType ? [...hostNameProblems(node), ...aliasProblems(node, graph, cloud)] : [],
};

const label = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
/** RFC 1123, with a wildcard first (Amazon Route 53 Developer Guide, "DNS domain name format"), and underscores. */
const hostName = new RegExp(`^(?:(?:\\*|\\\\052)(?:\\.|$))?(?:${label}(?:\\.|$))*$`, "i");

/** Route 53 keeps nearly any character in a name; nobody asks for the address of a URL. */
function hostNameProblems({ inputs }: ResourceNode): Failure[] {
  const [name, type] = [textOf(inputs, "name"), textOf(inputs, "type")];
  return name !== undefined && ["A", "AAAA", "CNAME"].includes(type ?? "") && !hostName.test(name)
    ? refuse("name", `name is ${quoted(name)}, which is no host name`)
    : [];
}

/** Amazon Route 53 API Reference, AliasTarget: an ELB load balancer. */
function aliasProblems(record: ResourceNode, graph: ResourceGraph, cloud: SimulatedCloud): Failure[] {
  const [balancer] = ofType(graph.sources(record.urn, "aliases"), ...balancerTypes);
  const [alias] = objectsIn(record.inputs?.aliases);
  if (!balancer || !alias) return [];
  const [type, zone] = [textOf(record.inputs, "type"), textOf(alias, "zoneId")];
  // Whose zone a balancer is in depends on its region alone, so that a program may know its identifier.
  const isOfAccount =
    zone !== undefined && (zone === record.inputs?.zoneId || cloud.get("aws:route53/zone:Zone", zone) !== undefined);
  return [
    ...(type === undefined || ["A", "AAAA", "HTTPS", "SVCB"].includes(type)
      ? []
      : refuse("type", `an alias of load balancer ${balancer.name} is of type A or AAAA, found ${type}`)),
    ...(type === "AAAA" && [undefined, null, "ipv4"].includes(balancer.inputs?.ipAddressType as null)
      ? refuse("type", `load balancer ${balancer.name} has no IPv6 address: an alias of type AAAA leads nowhere`)
      : []),
    ...(isOfAccount
      ? refuse("aliases", `aliases.zoneId is ${zone}, a zone of this account; it must be that of ${balancer.name}`)
      : []),
  ];
}
