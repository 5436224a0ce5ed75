import { test } from "node:test";
import { oneByOne, vpcRules } from "../../testing/vpc-program";
import { unknown } from "../../../protocol/wire";
import { givenProgram, type Program } from "../../testing/given";

const accepted: Readonly<Record<string, Program>> = {
  "a namespace in a VPC of the user's own": {
    names: ["namespace", { vpc: "vpc-0123456789abcdef0" }],
  },
  "a namespace in a VPC of which nothing is known": {
    vpc: ["vpc", { cidrBlock: unknown, enableDnsHostnames: unknown, enableDnsSupport: unknown }],
    names: ["namespace", { vpc: unknown }, { vpc: ["vpc"] }],
  },
  "a public zone": { vpc: ["vpc", {}], zone: ["zone", { name: "example.com" }] },
};

for (const [what, program] of Object.entries(accepted)) {
  test(`accepted: ${what}`, () => givenProgram(program, oneByOne).accepts(...vpcRules));
}

test("refused: a namespace in a VPC as AWS makes it", () =>
  givenProgram(
    {
      vpc: ["vpc", { cidrBlock: "10.0.0.0/16" }],
      names: ["namespace", { vpc: unknown }, { vpc: ["vpc"] }],
    },
    oneByOne,
  ).refuses("vpc-dns", /needs enableDnsHostnames/));
