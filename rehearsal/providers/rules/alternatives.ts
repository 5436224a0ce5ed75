import type { Properties } from "../wire";
import type { Rule } from "./rule";

const peers = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"];

/** Inputs of which exactly one must be given, by type (the provider's own "exactly one of", which schemas do not export). */
const exactlyOne: Readonly<Record<string, readonly (readonly string[])[]>> = {
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": [peers],
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": [peers],
  "aws:ec2/route:Route": [
    ["destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"],
    [
      "carrierGatewayId",
      "coreNetworkArn",
      "egressOnlyGatewayId",
      "gatewayId",
      "localGatewayId",
      "natGatewayId",
      "networkInterfaceId",
      "odbNetworkArn",
      "transitGatewayId",
      "vpcEndpointId",
      "vpcPeeringConnectionId",
    ],
  ],
};

/** A security-group rule without a peer, or with two, is refused by the provider before it asks AWS. */
export const alternatives: Rule = {
  name: "alternatives",
  refuses: "none or several of inputs of which exactly one must be given",
  check: ({ type, inputs }) => (exactlyOne[type] ?? []).flatMap((names) => problem(names, inputs)),
};

function problem(names: readonly string[], inputs: Properties) {
  const given = names.filter((name) => inputs[name] !== undefined && inputs[name] !== null);
  if (given.length === 1) return [];
  const found = given.length === 0 ? "none is given" : `${given.join(" and ")} are given`;
  return [{ property: given[0] ?? names[0]!, reason: `exactly one of ${names.join(", ")} is allowed; ${found}` }];
}
