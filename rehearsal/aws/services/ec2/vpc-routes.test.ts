import { test } from "node:test";
import { gateway, oneByOne, public_, subnet, vpc, vpcRules } from "../../testing/vpc-program";
import { unknown } from "../../../protocol/wire";
import { givenProgram, type Program } from "../../testing/given";

const accepted: Readonly<Record<string, Program>> = {
  "NAT gateways that are private, late, or of the user's own": {
    vpc,
    subnet: subnet(),
    private: ["nat", { subnetId: unknown, connectivityType: "private" }, { subnetId: ["subnet"] }],
    foreign: ["nat", { subnetId: "subnet-0123456789abcdef0" }],
    loose: ["gateway", {}],
    attachment: [
      "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment",
      { vpcId: unknown, internetGatewayId: unknown },
      { vpcId: ["vpc"], internetGatewayId: ["loose"] },
    ],
    late: ["nat", { subnetId: unknown }, { subnetId: ["subnet"] }],
  },
  "a route for a part of the VPC": {
    vpc,
    gateway,
    subnet: subnet(),
    ...public_,
    route: [
      "route",
      { routeTableId: unknown, destinationCidrBlock: "10.0.1.0/24", natGatewayId: "nat-0123456789abcdef0" },
      { routeTableId: ["table"] },
    ],
  },
};

for (const [what, program] of Object.entries(accepted)) {
  test(`accepted: ${what}`, () => givenProgram(program, oneByOne).accepts(...vpcRules));
}
