import type { Rule } from "./rule";

/** Inputs of which exactly one must be given, by type (the provider's own "exactly one of", which schemas do not export). */
const exactlyOne: Readonly<Record<string, readonly string[]>> = {
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": [
    "cidrIpv4",
    "cidrIpv6",
    "prefixListId",
    "referencedSecurityGroupId",
  ],
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": [
    "cidrIpv4",
    "cidrIpv6",
    "prefixListId",
    "referencedSecurityGroupId",
  ],
};

/** A security-group rule without a peer, or with two, is refused by the provider before it asks AWS. */
export const alternatives: Rule = {
  name: "alternatives",
  refuses: "none or several of inputs of which exactly one must be given",
  check: ({ type, inputs }) => {
    const names = exactlyOne[type];
    if (!names) return [];
    const given = names.filter((name) => inputs[name] !== undefined && inputs[name] !== null);
    if (given.length === 1) return [];
    const found = given.length === 0 ? "none is given" : `${given.join(" and ")} are given`;
    return [{ property: given[0] ?? names[0]!, reason: `exactly one of ${names.join(", ")} is allowed; ${found}` }];
  },
};
