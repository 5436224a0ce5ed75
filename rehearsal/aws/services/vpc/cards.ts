import { key, plain, type Card, type ServiceCards } from "../../../cards/card";
import { cidr, protocol } from "../../../cards/compared";
import { ec2Identity } from "../ec2/identity";

const groupRule = {
  ...plain,
  // InvalidPermission.Duplicate: two rules that differ only in their description are the same.
  unique: [
    [
      key("securityGroupId"),
      key("ipProtocol", { as: protocol }),
      key("fromPort", { optional: true }),
      key("toPort", { optional: true }),
      key("cidrIpv4", { or: ["cidrIpv6", "prefixListId", "referencedSecurityGroupId"], as: cidr }),
    ],
  ],
  partOf: ["securityGroupId", "aws:ec2/securityGroup:SecurityGroup"],
  ...ec2Identity("security-group-rule", "sgr", (_facts, id) => ({ securityGroupRuleId: id })),
} satisfies Card;

export const vpc: ServiceCards = {
  others: { cost: "free" },
  cards: {
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": { ...groupRule, spoken: "ingress rule" },
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": { ...groupRule, spoken: "egress rule" },
  },
};
