import { guide } from "../../source";
import { cardOf } from "../../../cards/cards";
import type { ResourceGraph, ResourceNode } from "../../../protocol/graph";
import { isTrue, refuse, type Rule } from "../../rule";
import { named, subnetType, valuesAt } from "./named";
import { closedBecause } from "./ways-out";

/** A subnet from which only what has a public address gets out: that is by an internet gateway, which lets in, too. */
function isPublic(subnet: ResourceNode, graph: ResourceGraph): boolean {
  const network = { graph, present: graph.all() };
  return (
    closedBecause(subnet, "with a public address", network) === undefined &&
    closedBecause(subnet, "without a public address", network) !== undefined
  );
}

/** A program whose subnets are all public has chosen so; one that has private ones keeps them for this. */
const hasPrivate = (graph: ResourceGraph): boolean => graph.ofType(subnetType).some((one) => !isPublic(one, graph));

export const privatePlaces: Rule = {
  name: "private-places",
  refuses: "data or tasks in a public subnet or with a public address, in a program that has private subnets",
  source: guide("Amazon VPC User Guide, Security best practices", "vpc/latest/userguide/vpc-security-best-practices"),
  whole: (node, graph) => {
    const { privateSubnets: at, publicAddress: address } = cardOf(node.type) ?? {};
    const open = at === undefined ? [] : named(graph, node, at, subnetType).nodes.filter((one) => isPublic(one, graph));
    const exposed = address !== undefined && valuesAt(node.inputs, address).some(isTrue);
    if ((open.length === 0 && !exposed) || !hasPrivate(graph)) return [];
    return [
      ...open.flatMap(({ name }) => refuse(at!, `${node.name} is in subnet ${name}, which is public`)),
      ...(exposed ? refuse(address!, `${node.name} gets a public address`) : []),
    ];
  },
};
