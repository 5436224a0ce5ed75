import { test } from "node:test";
import { gateway, oneByOne, placed, public_, subnet, table, vpc, vpcRules } from "../../testing/vpc-program";
import { unknown } from "../../../protocol/wire";
import { givenProgram, type Program } from "../../testing/given";

const accepted: Readonly<Record<string, Program>> = {
  "a balancer that some of the internet gets to": { vpc, gateway, subnet: subnet(), ...public_, balancer: placed() },
  "a balancer behind a firewall of the user's own": {
    vpc,
    subnet: subnet(),
    balancer: placed(),
    ...table({ cidrBlock: "0.0.0.0/0", vpcEndpointId: "vpce-0123456789abcdef0" }),
  },
  "a balancer behind a gateway of the user's own": {
    vpc,
    subnet: subnet(),
    balancer: placed(),
    ...table({ cidrBlock: "0.0.0.0/0", gatewayId: "igw-0123456789abcdef0" }),
  },
  "an internal balancer": { vpc, subnet: subnet(), balancer: placed({ internal: true }) },
  "a balancer of which that is not known": { vpc, subnet: subnet(), balancer: placed({ internal: unknown }) },
  "a balancer in subnets of the user's own": {
    balancer: ["balancer", { subnets: ["subnet-0123456789abcdef0"], ipAddressType: "dualstack" }],
  },
};

for (const [what, program] of Object.entries(accepted)) {
  test(`accepted: ${what}`, () => givenProgram(program, oneByOne).accepts(...vpcRules));
}

test("refused: a balancer without a route", () =>
  givenProgram({ vpc, subnet: subnet(), balancer: placed() }, oneByOne).refuses(
    "public-subnets",
    /no route to an internet gateway/,
  ));
