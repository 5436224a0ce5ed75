import { apiReference } from "../../source";
import type { ResourceGraph, ResourceNode } from "../../../protocol/graph";
import { isIpv4Only, named, subnetType, valuesAt } from "../../across/network/named";
import { ofType, refuse, type Rule } from "../../rule";

const subnetGroup = "aws:rds/subnetGroup:SubnetGroup";

/** What needs IPv6, and the subnets in which it does. */
interface Need {
  readonly property: string;
  readonly what: string;
  readonly subnets: readonly ResourceNode[];
}

type NeedOf = (node: ResourceNode, graph: ResourceGraph) => Need | undefined;

/** Elastic Load Balancing API Reference, CreateLoadBalancer: IpAddressType. */
const ofBalancer: NeedOf = (node, graph) => {
  const { ipAddressType } = node.inputs ?? {};
  return typeof ipAddressType === "string" && ipAddressType.startsWith("dualstack")
    ? {
        property: "ipAddressType",
        what: `ipAddressType ${ipAddressType}`,
        subnets: ["subnets", "subnetMappings.subnetId"].flatMap((at) => [...named(graph, node, at, subnetType).nodes]),
      }
    : undefined;
};

/** Amazon RDS User Guide, "Amazon RDS IP addressing": dual-stack mode. */
const ofDatabase: NeedOf = (node, graph) =>
  node.inputs?.networkType === "DUAL"
    ? {
        property: "networkType",
        what: "networkType DUAL",
        subnets: ofType(graph.sources(node.urn, "dbSubnetGroupName"), subnetGroup).flatMap((group) => [
          ...named(graph, group, "subnetIds", subnetType).nodes,
        ]),
      }
    : undefined;

/** AWS Cloud Map API Reference, RegisterInstance: an AAAA record holds the task's IPv6 address. */
const ofService: NeedOf = (node, graph) => {
  const records = ofType(graph.sources(node.urn, "serviceRegistries"), "aws:servicediscovery/service:Service");
  return records.some(({ inputs }) => valuesAt(inputs, "dnsConfig.dnsRecords.type").includes("AAAA"))
    ? {
        property: "serviceRegistries",
        what: "a record of type AAAA",
        subnets: named(graph, node, "networkConfiguration.subnets", subnetType).nodes,
      }
    : undefined;
};

const needs: Readonly<Record<string, NeedOf>> = {
  "aws:lb/loadBalancer:LoadBalancer": ofBalancer,
  "aws:rds/instance:Instance": ofDatabase,
  "aws:rds/cluster:Cluster": ofDatabase,
  "aws:ecs/service:Service": ofService,
};

export const ipv6Subnets: Rule = {
  name: "ipv6-subnets",
  refuses: "a balancer, database or record with IPv6 in a subnet without a range of it",
  source: apiReference("ELB", "CreateLoadBalancer"),
  graph: (node, graph) => {
    const need = needs[node.type]?.(node, graph);
    const without = need?.subnets.find(isIpv4Only);
    return need && without
      ? refuse(need.property, `${need.what} needs an IPv6 range in every subnet; ${without.name} has none`)
      : [];
  },
};
