import { test } from "node:test";
import { unknown } from "../../../protocol/wire";
import { given } from "../../testing/given";

const rule = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

test("what EC2 takes of a group's rule is refused by no rule", () => {
  for (const ipProtocol of ["-1", "all", "50", "icmpv6"])
    given(rule, { ipProtocol }).accepts("security-group-settings");
  given(rule, { ipProtocol: "TCP", fromPort: unknown, toPort: 80 }).accepts("security-group-settings");
  given(rule, {
    ipProtocol: "icmp",
    fromPort: 8,
    toPort: -1,
    description: "a._-:/()#,@[]+=&;{}!$*",
  }).accepts("security-group-settings");
});
