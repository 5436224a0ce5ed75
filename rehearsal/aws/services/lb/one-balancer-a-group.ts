import { guide } from "../../source";
import type { ResourceNode } from "../../../protocol/graph";
import { unknown, type Properties, type Value } from "../../../protocol/wire";
import { valuesAt } from "../../across/network/named";
import { quoted, refuse, type Rule } from "../../rule";

const listenerType = "aws:lb/listener:Listener";

/** Target groups to which a listener forwards, as far as they are known. */
const groupsOf = (inputs: Properties | undefined): string[] =>
  ["targetGroupArn", "forward.targetGroups.arn"]
    .flatMap((at) => valuesAt(inputs?.defaultActions, at))
    .filter((arn): arn is string => typeof arn === "string" && arn !== "");

const balancerOf = (inputs: Properties | undefined): Value | undefined => inputs?.loadBalancerArn;

const told = (group: string, other: string) =>
  `target group ${quoted(group.split(":").pop())} already gets its targets from ${other}; a target group belongs to one load balancer: ` +
  "replace it together with its balancer (replaceWith)";

/**
 * TargetGroupAssociationLimit, of Elastic Load Balancing: "the following target groups cannot be associated with more than one
 * load balancer" (Quotas for your Application Load Balancers).
 */
export const oneBalancerAGroup: Rule = {
  name: "one-balancer-a-group",
  refuses: "a target group behind two load balancers, also while one of them is being replaced",
  source: guide(
    "Elastic Load Balancing, Target groups",
    "elasticloadbalancing/latest/application/load-balancer-target-groups",
  ),
  create: ({ type, inputs, cloud }) => {
    if (type !== listenerType) return [];
    const own = groupsOf(inputs);
    // A balancer that is not there yet is another one than the one that has the group now.
    const others = cloud.all(listenerType).filter((other) => balancerOf(other.inputs) !== balancerOf(inputs));
    return own.flatMap((group) =>
      others
        .filter((other) => groupsOf(other.inputs).includes(group))
        .slice(0, 1)
        .flatMap((other) => refuse("defaultActions", told(group, nameOf(balancerOf(other.inputs))))),
    );
  },
  graph: (node, graph) => {
    if (node.type !== listenerType || !isKnown(balancerOf(node.inputs))) return [];
    const others = graph.all().filter((other) => isOther(node, other));
    return groupsOf(node.inputs).flatMap((group) =>
      others
        .filter((other) => groupsOf(other.inputs).includes(group))
        .slice(0, 1)
        .flatMap((other) => refuse("defaultActions", told(group, `listener ${other.name}`))),
    );
  },
};

const isKnown = (value: Value | undefined): boolean => value !== undefined && value !== unknown;

const isOther = (node: ResourceNode, other: ResourceNode): boolean =>
  other.type === listenerType &&
  other !== node &&
  isKnown(balancerOf(other.inputs)) &&
  balancerOf(other.inputs) !== balancerOf(node.inputs);

const nameOf = (arn: Value | undefined): string => `load balancer ${quoted(String(arn).split("/").slice(-2)[0])}`;
