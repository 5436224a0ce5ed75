import { test } from "node:test";
import { gateway, oneByOne, placed, public_, subnet, vpc, vpcRules } from "../../testing/vpc-program";
import { unknown } from "../../../protocol/wire";
import { givenProgram, type Program } from "../../testing/given";

const accepted: Readonly<Record<string, Program>> = {
  "a balancer with IPv6": {
    vpc,
    gateway,
    subnet: subnet({ ipv6CidrBlock: unknown }),
    ...public_,
    balancer: placed({ ipAddressType: "dualstack" }),
  },
};

for (const [what, program] of Object.entries(accepted)) {
  test(`accepted: ${what}`, () => givenProgram(program, oneByOne).accepts(...vpcRules));
}
