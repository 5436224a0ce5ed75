import { guide } from "../../source";
import type { ResourceGraph, ResourceNode } from "../../../protocol/graph";
import { named, subnetType, vpcOf, vpcType } from "../../across/network/named";
import { refuse, type Rule } from "../../rule";
import { mountedFileSystems } from "../../across/order/service-dependencies";

/** What is found by name in a VPC: the input that says so, and the VPCs. */
interface FoundByName {
  readonly property: string;
  readonly what: string;
  readonly vpcs: readonly (string | undefined)[];
}

/** What needs names in its VPC, by type. */
const kinds: Readonly<Record<string, (node: ResourceNode, graph: ResourceGraph) => FoundByName | undefined>> = {
  // AWS PrivateLink, "Access an AWS service using an interface VPC endpoint": what private DNS needs.
  "aws:ec2/vpcEndpoint:VpcEndpoint": (node, graph) =>
    node.inputs?.privateDnsEnabled === true
      ? { property: "privateDnsEnabled", what: "private DNS", vpcs: [vpcOf(graph, node)] }
      : undefined,
  // A private DNS namespace is a private hosted zone (AWS Cloud Map API Reference, CreatePrivateDnsNamespace).
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": (node, graph) => ({
    property: "vpc",
    what: "a private DNS namespace",
    vpcs: [vpcOf(graph, node, "vpc")],
  }),
  // Amazon Route 53 Developer Guide, "Considerations when working with a private hosted zone": VPC settings.
  "aws:route53/zone:Zone": (node, graph) => ({
    property: "vpcs",
    what: "a private hosted zone",
    vpcs: named(graph, node, "vpcs.vpcId", vpcType).nodes.map(({ urn }) => urn),
  }),
  // Amazon EFS User Guide, "Mounting on Amazon EC2 with a DNS name"; tasks mount a volume by the name of its file system.
  "aws:ecs/service:Service": (node, graph) =>
    mountedFileSystems(node, graph).length > 0
      ? {
          property: "networkConfiguration",
          what: "a task that mounts a file system",
          vpcs: named(graph, node, "networkConfiguration.subnets", subnetType).nodes.map((one) => vpcOf(graph, one)),
        }
      : undefined,
};

export const vpcDns: Rule = {
  name: "vpc-dns",
  refuses: "what is found by a private name in a VPC without DNS support or host names",
  source: guide("Amazon VPC User Guide, DNS attributes for your VPC", "vpc/latest/userguide/vpc-dns"),
  graph: (node, graph) => {
    const found = kinds[node.type]?.(node, graph);
    const [missing] = [...new Set(found?.vpcs)].flatMap((vpc) => switchedOff(graph.get(vpc ?? "")) ?? []);
    return found && missing ? refuse(found.property, `${found.what} needs ${missing} on the VPC`) : [];
  },
};

/** Amazon EC2 API Reference, ModifyVpcAttribute: DNS support is on from the start, host names are not. */
function switchedOff(vpc: ResourceNode | undefined): string | undefined {
  if (vpc?.inputs === undefined || Object.keys(vpc.inputs).length === 0) return undefined;
  const { enableDnsSupport = true, enableDnsHostnames = false } = vpc.inputs;
  const off = Object.entries({ enableDnsSupport, enableDnsHostnames }).filter(([, value]) => value === false);
  return off.length === 0 ? undefined : off.map(([name]) => name).join(" and ");
}
