import { apiReference } from "../../source";
import type { ResourceGraph, ResourceNode } from "../../../protocol/graph";
import type { Failure } from "../../../protocol/package";
import { unknown, type Properties, type Value } from "../../../protocol/wire";
import { isGiven } from "../ecs/container-definitions/containers";
import { named, textOf } from "../../across/network/named";
import { objectsIn, refuse, type Rule } from "../../rule";

const balancerType = "aws:lb/loadBalancer:LoadBalancer";
const listenerType = "aws:lb/listener:Listener";
const listenerRuleType = "aws:lb/listenerRule:ListenerRule";
const groupType = "aws:lb/targetGroup:TargetGroup";

/** Protocols of listeners and target groups (Elastic Load Balancing API Reference, CreateListener, CreateTargetGroup). */
const protocolsOf: Readonly<Record<string, readonly string[]>> = {
  application: ["HTTP", "HTTPS"],
  network: ["TCP", "TLS", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC"],
  gateway: ["GENEVE"],
};

export const balancerProtocols: Rule = {
  name: "balancer-protocols",
  refuses:
    "a listener or target group with a protocol that its kind of balancer does not have, and a redirect in circles",
  source: apiReference("ELB", "CreateListener"),
  graph: (node, graph) => {
    const actions = { [listenerType]: "defaultActions", [listenerRuleType]: "actions" }[node.type];
    if (!actions) return [];
    const listeners = node.type === listenerType ? [node] : named(graph, node, "listenerArn", listenerType).nodes;
    return listeners.flatMap((listener) => [
      ...named(graph, listener, "loadBalancerArn", balancerType).nodes.flatMap((balancer) => [
        ...(listener === node ? protocolProblems(listener, balancer, "protocol") : []),
        ...groupsOf(node, actions, graph).flatMap((group) => protocolProblems(group, balancer, actions)),
      ]),
      ...objectsIn(node.inputs?.[actions]).flatMap(({ redirect }) =>
        objectsIn(redirect).flatMap((one) => (isCircle(one, listener) ? refuse(actions, circle) : [])),
      ),
    ]);
  },
};

const groupsOf = (node: ResourceNode, actions: string, graph: ResourceGraph): ResourceNode[] =>
  ["targetGroupArn", "forward.targetGroups.arn"].flatMap((at) => [
    ...named(graph, node, `${actions}.${at}`, groupType).nodes,
  ]);

function protocolProblems({ type, name, inputs }: ResourceNode, balancer: ResourceNode, property: string): Failure[] {
  const kind = String(balancer.inputs?.loadBalancerType ?? "application");
  const [allowed, protocol] = [protocolsOf[kind], textOf(inputs, "protocol")];
  return !allowed || !protocol || allowed.includes(protocol)
    ? []
    : refuse(
        property,
        `${type === groupType ? "target group" : "listener"} ${name} has protocol ${protocol}; ${kind} load balancer ${balancer.name} takes ${allowed.join(", ")}`,
      );
}

const circle = "the redirect leads back to its own listener: it changes neither protocol, port, host, path nor query";

/** Elastic Load Balancing API Reference, RedirectActionConfig: what is left out stays as it was. */
function isCircle(redirect: Properties, { inputs = {} }: ResourceNode): boolean {
  const { protocol = "HTTP", port } = inputs;
  const kept = { host: "#{host}", path: "/#{path}", query: "#{query}", protocol: "#{protocol}", port: "#{port}" };
  const own: Readonly<Record<string, Value | undefined>> = { protocol, port };
  return Object.entries(kept).every(([name, same]) => {
    const value = redirect[name];
    if (value === undefined || value === null || value === same) return true;
    return value !== unknown && isGiven(own[name]) && String(value) === String(own[name]);
  });
}
