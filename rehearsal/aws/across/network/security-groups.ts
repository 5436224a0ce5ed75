import type { ResourceGraph, ResourceNode } from "../../../protocol/graph";
import { unknown, type Properties, type Value } from "../../../protocol/wire";
import { objectsIn, ofType } from "../../rule";
import { groupTypes, isSeen, named, valuesAt, vpcOf, type Named } from "./named";
import { contains, rangeOf } from "./ranges";

export type Direction = "ingress" | "egress";

/** One end of a connection. */
export interface End {
  /** Its name in a message. */
  readonly name: string;
  /** Its security groups. */
  readonly groups: Named;
  /** Address ranges in which it is; undefined where they are not known. */
  readonly ranges: readonly string[] | undefined;
}

const ruleTypes = {
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "ingress",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "egress",
} as const;
const oldRuleType = "aws:ec2/securityGroupRule:SecurityGroupRule";

/** What a security group lets through in one direction. */
interface Permission {
  readonly protocol: Value | undefined;
  readonly fromPort: Value | undefined;
  readonly toPort: Value | undefined;
  readonly ranges: readonly Value[];
  readonly groups: Named;
  /** Prefix lists: of an AWS service, which has nothing else in it, or any other. */
  readonly prefixLists: "none" | "of a service" | "others";
}

/** Security-group rules that are resources of their own, and where to look up what they name. */
export interface GroupRules {
  readonly graph: ResourceGraph;
  readonly rules: readonly ResourceNode[];
}

/** The groups of something; the VPC's default group where none is named. */
export function groupsOf(graph: ResourceGraph, node: ResourceNode, path: string, vpc: string | undefined): Named {
  const groups = named(graph, node, path, ...groupTypes);
  if (!groups.none) return groups;
  const defaults = graph.ofType(groupTypes[1]!).filter((group) => vpc && vpcOf(graph, group) === vpc);
  return { nodes: defaults, foreign: false, unclear: defaults.length === 0, none: true };
}

/** Whether the groups of one end let a TCP port through to or from the other end, by the rules that are there. */
export function opens(
  direction: Direction,
  { groups: holders }: End,
  peer: End,
  port: number,
  among: GroupRules,
): boolean {
  if (!isSeen(holders) || !isSeen(peer.groups)) return true;
  return permissionsOn(port, direction, holders, among).some((permission) => admits(permission, peer));
}

/** Ranges in which no public address is (RFC 1918, RFC 6598). */
const privateRanges = ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"].flatMap(
  (cidr) => rangeOf(cidr) ?? [],
);

/** Whether groups let a TCP port out to public addresses; those of one AWS service, such as S3, will do or not. */
export function letsOut({ groups: holders }: End, port: number, ofServiceWillDo: boolean, among: GroupRules): boolean {
  const isPublic = (cidr: Value) => {
    const range = rangeOf(cidr);
    return cidr === unknown || (range !== undefined && !privateRanges.some((own) => contains(own, range)));
  };
  return (
    !isSeen(holders) ||
    permissionsOn(port, "egress", holders, among).some(
      ({ prefixLists, ranges }) =>
        prefixLists === "others" || (ofServiceWillDo && prefixLists === "of a service") || ranges.some(isPublic),
    )
  );
}

/** Whether groups let a TCP port in from anybody at all. */
export const letsIn = ({ groups }: End, port: number, among: GroupRules): boolean =>
  !isSeen(groups) || permissionsOn(port, "ingress", groups, among).length > 0;

const permissionsOn = (port: number, direction: Direction, holders: Named, among: GroupRules): Permission[] =>
  holders.nodes
    .flatMap((holder) => permissionsOf(holder, direction, among))
    .filter((permission) => hasPort(permission, port));

const permissionsOf = (holder: ResourceNode, direction: Direction, among: GroupRules): Permission[] =>
  among.graph.concluded(among.rules, `${direction} ${holder.urn}`, () => permissionsBy(holder, direction, among));

function permissionsBy(holder: ResourceNode, direction: Direction, { graph, rules }: GroupRules): Permission[] {
  const own = rules.filter((rule) => {
    if (rule.type === oldRuleType ? rule.inputs?.type !== direction : directionOf(rule) !== direction) return false;
    const { nodes, unclear } = named(graph, rule, "securityGroupId", ...groupTypes);
    return unclear || nodes.includes(holder);
  });
  return [
    ...own.map((rule) => (rule.type === oldRuleType ? oldPermission(rule, graph) : permission(rule, graph))),
    ...objectsIn(holder.inputs?.[direction]).map((inline) => inlinePermission(holder, direction, inline, graph)),
    ...(holder.inputs?.[direction] === unknown ? [everything] : []),
  ];
}

const directionOf = ({ type }: ResourceNode): Direction | undefined => ruleTypes[type as keyof typeof ruleTypes];

/** Those of some resources that are rules of security groups. */
export const groupRulesIn = (nodes: readonly ResourceNode[]): readonly ResourceNode[] =>
  ofType(nodes, ...Object.keys(ruleTypes), oldRuleType);

const nobody: Named = { nodes: [], foreign: false, unclear: false, none: true };
const everything: Permission = {
  protocol: "-1",
  fromPort: unknown,
  toPort: unknown,
  ranges: [unknown],
  groups: nobody,
  prefixLists: "none",
};

const permission = (rule: ResourceNode, graph: ResourceGraph): Permission => ({
  protocol: rule.inputs?.ipProtocol,
  fromPort: rule.inputs?.fromPort,
  toPort: rule.inputs?.toPort,
  ranges: valuesAt(rule.inputs, "cidrIpv4"),
  groups: named(graph, rule, "referencedSecurityGroupId", ...groupTypes),
  prefixLists: prefixListsOf(rule, "prefixListId", graph),
});

const oldPermission = (rule: ResourceNode, graph: ResourceGraph): Permission => ({
  protocol: rule.inputs?.protocol,
  fromPort: rule.inputs?.fromPort,
  toPort: rule.inputs?.toPort,
  ranges: valuesAt(rule.inputs, "cidrBlocks"),
  groups: named(graph, rule, rule.inputs?.self === true ? "securityGroupId" : "sourceSecurityGroupId", ...groupTypes),
  prefixLists: prefixListsOf(rule, "prefixListIds", graph),
});

function inlinePermission(
  holder: ResourceNode,
  direction: Direction,
  inline: Properties,
  graph: ResourceGraph,
): Permission {
  // The same rules, looked at one by one: what they name still comes from the whole input.
  const alone = { ...holder, inputs: { [direction]: inline } };
  const groups = named(graph, alone, `${direction}.securityGroups`, ...groupTypes);
  return {
    protocol: inline.protocol,
    fromPort: inline.fromPort,
    toPort: inline.toPort,
    ranges: valuesAt(inline, "cidrBlocks"),
    groups: inline.self === true ? { ...groups, nodes: [...groups.nodes, holder] } : groups,
    prefixLists: prefixListsOf(alone, `${direction}.prefixListIds`, graph),
  };
}

function prefixListsOf(rule: ResourceNode, path: string, graph: ResourceGraph): Permission["prefixLists"] {
  if (valuesAt(rule.inputs, path).length === 0) return "none";
  const services = ofType(graph.sources(rule.urn, path.split(".")[0]!), "aws:ec2/vpcEndpoint:VpcEndpoint");
  return services.length > 0 ? "of a service" : "others";
}

function hasPort({ protocol, fromPort, toPort }: Permission, port: number): boolean {
  if (protocol === unknown || ["-1", "all"].includes(String(protocol))) return true;
  if (!["tcp", "6"].includes(String(protocol).toLowerCase())) return false;
  const atMost = (low: Value | undefined, high: Value | undefined) =>
    low === unknown || high === unknown || (low !== undefined && high !== undefined && Number(low) <= Number(high));
  return atMost(fromPort, port) && atMost(port, toPort);
}

function admits({ ranges, groups, prefixLists }: Permission, peer: End): boolean {
  if (prefixLists === "others" || groups.unclear || groups.nodes.some((group) => peer.groups.nodes.includes(group)))
    return true;
  return ranges.some((cidr) => cidr === unknown || covers(cidr, peer.ranges));
}

/** Ranges that are not known may be covered by any. */
function covers(cidr: Value, ranges: readonly string[] | undefined): boolean {
  const outer = rangeOf(cidr);
  if (!outer) return false;
  return (ranges ?? []).every((inner) => {
    const range = rangeOf(inner);
    return !range || contains(outer, range);
  });
}
