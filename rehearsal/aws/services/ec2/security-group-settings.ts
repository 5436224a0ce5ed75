import { apiReference } from "../../source";
import type { Failure } from "../../../protocol/package";
import { unknown, type Properties } from "../../../protocol/wire";
import { objectsIn, quoted, refuse, type Rule } from "../../rule";

const groups = /^aws:(ec2\/(securityGroup|defaultSecurityGroup|securityGroupRule)|vpc\/securityGroup(In|E)gressRule):/;
/** API reference, CreateSecurityGroup and IpRange. */
const groupText = /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]*$/;
const longestText = 255;

export const securityGroupSettings: Rule = {
  name: "security-group-settings",
  refuses: "a security group with a text, protocol or port range that EC2 does not take",
  source: apiReference("EC2", "IpPermission"),
  check: ({ type, inputs }) =>
    groups.test(type)
      ? [inputs, ...objectsIn(inputs.ingress), ...objectsIn(inputs.egress)].flatMap((rule) => [
          ...textFailures(rule),
          ...protocolFailures(rule),
        ])
      : [],
};

const textFailures = (rule: Properties): Failure[] =>
  ["name", "description"].flatMap((property) => {
    const value = rule[property];
    if (typeof value !== "string") return [];
    if (value.length > longestText)
      return refuse(property, `${property} has ${value.length} characters; at most ${longestText} are allowed`);
    return groupText.test(value)
      ? []
      : refuse(property, `${property} is ${quoted(value)}; allowed: a-z, A-Z, 0-9, spaces and ._-:/()#,@[]+=&;{}!$*`);
  });

/** API reference, IpPermission: a name, a number, or -1 for all; a port range with the first three. */
const withPorts = ["tcp", "udp", "icmp", "6", "17", "1"];
const withoutPorts = ["icmpv6", "-1", "all"];

function protocolFailures(rule: Properties): Failure[] {
  const [property, value] = Object.entries(rule).find(([name]) => name === "ipProtocol" || name === "protocol") ?? [];
  if (property === undefined || (typeof value !== "string" && typeof value !== "number")) return [];
  const protocol = String(value).toLowerCase();
  if (
    !withPorts.includes(protocol) &&
    !withoutPorts.includes(protocol) &&
    !(/^\d{1,3}$/.test(protocol) && Number(protocol) <= 255)
  )
    return refuse(
      property,
      `${property} is ${quoted(value)}; allowed: tcp, udp, icmp, icmpv6, -1 and protocol numbers`,
    );
  const { fromPort: from, toPort: to } = rule;
  if (!withPorts.includes(protocol) || from === unknown || to === unknown) return [];
  if (from === undefined || from === null || to === undefined || to === null)
    return refuse("fromPort", `${protocol} needs fromPort and toPort`);
  // Of ICMP these are a type and a code.
  return !/^(icmp|1)$/.test(protocol) && Number(from) > Number(to)
    ? refuse("fromPort", `fromPort ${String(from)} is above toPort ${String(to)}`)
    : [];
}
