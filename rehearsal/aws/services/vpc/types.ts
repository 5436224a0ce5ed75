import type { TypeRule, TypeRules } from "../../type-rule";
import { ec2 } from "../ec2/types";

const securityGroupRule: TypeRule = {
  ...ec2("security-group-rule", "sgr", (_facts, id) => ({ securityGroupRuleId: id })),
};

export const types: TypeRules = {
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": securityGroupRule,
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": securityGroupRule,
};
