import { test } from "node:test";
import { endpoint, oneByOne, subnet, vpc, vpcRules } from "../../testing/vpc-program";
import { unknown } from "../../../protocol/wire";
import { givenProgram, type Program } from "../../testing/given";

const accepted: Readonly<Record<string, Program>> = {
  "endpoints of both kinds for S3": {
    vpc,
    subnet: subnet(),
    gateway: endpoint({ routeTableIds: ["rtb-0123456789abcdef0"], privateDnsEnabled: false, subnetIds: [] }),
    interface: endpoint({ vpcEndpointType: "Interface", subnetIds: [unknown], privateDnsEnabled: true }),
    more: endpoint({ vpcEndpointType: "Interface", subnetIds: [unknown], privateDnsEnabled: false }),
  },
};

for (const [what, program] of Object.entries(accepted)) {
  test(`accepted: ${what}`, () => givenProgram(program, oneByOne).accepts(...vpcRules));
}
