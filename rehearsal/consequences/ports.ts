import { isRecord } from "../../problems/record";
import { shortName, type StateResource } from "../report/state";
import type { AccessChange, StateChange } from "./consequences";

/** One thing that a security group lets through. */
interface Opening {
  readonly group: string;
  readonly inward: boolean;
  /** `tcp`, `udp`, …; `-1` for all. */
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
  /** A range of addresses, `group X` or a prefix list. */
  readonly peer: string;
}

const groupTypes = new Set([
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
]);
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Security groups by what names them: identifier in the account, URN. */
class Groups {
  readonly #names = new Map<string, string>();
  constructor(resources: readonly StateResource[], prefix: string) {
    for (const resource of resources.filter(({ type }) => groupTypes.has(type)))
      for (const key of [resource.id, resource.urn]) if (key) this.#names.set(key, shortName(resource.urn, prefix));
  }

  nameOf(resource: StateResource, property: string): string {
    const value = resource.inputs?.[property];
    if (value === undefined || value === null || value === "") return "";
    const named = typeof value === "string" ? this.#names.get(value) : undefined;
    const [source] = resource.propertyDependencies?.[property] ?? [];
    return named ?? (source && this.#names.get(source)) ?? String(value);
  }

  named(value: unknown): string {
    return this.#names.get(String(value)) ?? String(value);
  }
}

const port = (value: unknown, otherwise: number): number =>
  value === undefined || value === null || Number(value) < 0 ? otherwise : Number(value);

const rangeOf = (protocol: string, rule: Readonly<Record<string, unknown>>) =>
  protocol === "-1" ? { from: 0, to: 65535 } : { from: port(rule.fromPort, 0), to: port(rule.toPort, 65535) };

const protocolOf = (value: unknown): string =>
  ({ all: "-1", "6": "tcp", "17": "udp" })[String(value)] ?? String(value ?? "-1");

/** The rules that are resources of their own, and those written in the group. */
export const openingsOf = (resources: readonly StateResource[], prefix: string): Opening[] => {
  const groups = new Groups(resources, prefix);
  return resources.flatMap((resource) => {
    const inputs = resource.inputs ?? {};
    if (/^aws:vpc\/securityGroup(In|E)gressRule:/.test(resource.type)) {
      const protocol = protocolOf(inputs.ipProtocol);
      const referenced = groups.nameOf(resource, "referencedSecurityGroupId");
      const peers = [inputs.cidrIpv4, inputs.cidrIpv6, inputs.prefixListId].filter(Boolean).map(String);
      return [...peers, ...(referenced ? [`group ${referenced}`] : [])].map((peer) => ({
        group: groups.nameOf(resource, "securityGroupId"),
        inward: resource.type.includes("Ingress"),
        protocol,
        ...rangeOf(protocol, inputs),
        peer,
      }));
    }
    if (resource.type === "aws:ec2/securityGroupRule:SecurityGroupRule")
      return inlineOpenings(inputs, groups.nameOf(resource, "securityGroupId"), inputs.type === "ingress", groups);
    if (!groupTypes.has(resource.type)) return [];
    const group = shortName(resource.urn, prefix);
    return (["ingress", "egress"] as const).flatMap((side) =>
      list(inputs[side])
        .filter(isRecord)
        .flatMap((rule) => inlineOpenings(rule, group, side === "ingress", groups)),
    );
  });
};

const inlineOpenings = (
  rule: Readonly<Record<string, unknown>>,
  group: string,
  inward: boolean,
  groups: Groups,
): Opening[] => {
  const protocol = protocolOf(rule.protocol);
  const peers = [
    ...[...list(rule.cidrBlocks), ...list(rule.ipv6CidrBlocks), ...list(rule.prefixListIds)].map(String),
    ...[...list(rule.securityGroups), rule.sourceSecurityGroupId]
      .filter(Boolean)
      .map((id) => `group ${groups.named(id)}`),
    ...(rule.self === true ? [`group ${group}`] : []),
  ];
  return peers.map((peer) => ({ group, inward, protocol, ...rangeOf(protocol, rule), peer }));
};

/** `10.0.0.0/8` as its first address and the number of fixed bits. */
const ipv4 = (range: string): readonly [address: number, bits: number] | undefined => {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)(?:\/(\d+))?$/.exec(range);
  if (!match) return undefined;
  const [first, second, third, fourth] = match.slice(1, 5).map(Number) as [number, number, number, number];
  return [((first * 256 + second) * 256 + third) * 256 + fourth, Number(match[5] ?? 32)];
};

const peerCovers = (outer: string, inner: string): boolean => {
  if (outer === inner) return true;
  const [one, other] = [ipv4(outer), ipv4(inner)];
  if (!one || !other) return outer === "::/0" && inner.includes(":") && inner.includes("/");
  const size = 2 ** (32 - one[1]);
  return one[1] <= other[1] && Math.floor(one[0] / size) === Math.floor(other[0] / size);
};

const covers = (outer: Opening, inner: Opening): boolean =>
  outer.group === inner.group &&
  outer.inward === inner.inward &&
  (outer.protocol === "-1" || outer.protocol === inner.protocol) &&
  outer.from <= inner.from &&
  outer.to >= inner.to &&
  peerCovers(outer.peer, inner.peer);

const privateRanges = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
];

/** Whether a peer is a range with addresses of the internet in it. */
export const isPublicRange = (peer: string): boolean => {
  if (peer.includes(":") && peer.includes("/")) return !/^f[cd]/i.test(peer);
  return ipv4(peer) !== undefined && !privateRanges.some((range) => peerCovers(range, peer));
};
export const isEveryone = (peer: string): boolean => peer === "0.0.0.0/0" || peer === "::/0";

export const portText = ({ protocol, from, to }: Pick<Opening, "protocol" | "from" | "to">): string => {
  if (protocol === "-1") return "every port";
  const name = protocol === "tcp" ? "" : `${protocol} `;
  return from === 0 && to === 65535
    ? `${name}every port`
    : from === to
      ? `${name}port ${from}`
      : `${name}ports ${from}–${to}`;
};

const openingText = (opening: Opening): string =>
  `${portText(opening)} ${opening.inward ? "from" : "to"} ${isEveryone(opening.peer) ? `everywhere (${opening.peer})` : opening.peer}`;

/** What security groups let through now and did not before, and the reverse. */
export const portChanges = ({ base, head, prefix }: StateChange): AccessChange[] => {
  const [before, after] = [openingsOf(base, prefix), openingsOf(head, prefix)];
  const change = (direction: "widened" | "narrowed", opening: Opening): AccessChange => {
    const openToAll = direction === "widened" && opening.inward && isEveryone(opening.peer);
    return {
      kind: "port",
      direction,
      who: `security group ${opening.group}`,
      text: openingText(opening),
      ...(openToAll && { warning: "open to everyone" }),
    };
  };
  return [
    ...after.filter((one) => !before.some((other) => covers(other, one))).map((one) => change("widened", one)),
    ...before.filter((one) => !after.some((other) => covers(other, one))).map((one) => change("narrowed", one)),
  ];
};
