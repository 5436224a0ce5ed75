import { apiReference } from "../../source";
import { named, subnetType } from "../../across/network/named";
import { noEntranceBecause } from "../../across/network/ways-out";
import { refuse, type Rule } from "../../rule";

const balancerType = "aws:lb/loadBalancer:LoadBalancer";

/** Elastic Load Balancing, "Application Load Balancers": an internet-facing one needs public subnets. */
export const publicSubnets: Rule = {
  name: "public-subnets",
  refuses: "an internet-facing balancer in a subnet to which no route leads from the internet",
  source: apiReference("ELB", "CreateLoadBalancer"),
  whole: (node, graph) => {
    const { internal = false, loadBalancerType = "application" } = node.inputs ?? {};
    if (node.type !== balancerType || internal !== false || loadBalancerType === "gateway") return [];
    const network = { graph, present: graph.all() };
    return ["subnets", "subnetMappings"].flatMap((at) => {
      const { nodes } = named(graph, node, at === "subnets" ? at : `${at}.subnetId`, subnetType);
      const [closed] = nodes.flatMap((subnet) => noEntranceBecause(subnet, network) ?? []);
      return closed ? refuse(at, `the balancer is internet-facing (internal is not true), but ${closed}`) : [];
    });
  },
};
