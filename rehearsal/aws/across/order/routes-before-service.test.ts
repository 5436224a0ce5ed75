import { test } from "node:test";
import { base, inPublic, serviceLast } from "../../testing/service-program";
import { unknown } from "../../../protocol/wire";
import { givenProgram, type Program } from "../../testing/given";

const { toInside: _, ...onMainTable } = base;
const { out: _out, ...withoutRoute } = base;

const accepted: Readonly<Record<string, Program>> = {
  "a NAT gateway, routes and rules inside tables and groups": base,
  "a public subnet whose tasks have addresses": inPublic(true),
  "a way of the user's own": {
    ...base,
    out: [
      "route",
      { destinationCidrBlock: "0.0.0.0/0", routeTableId: unknown, transitGatewayId: "tgw-0123456789abcdef0" },
      { routeTableId: ["inside"] },
    ],
  },
  "a NAT gateway of the user's own": {
    ...base,
    out: [
      "route",
      { destinationCidrBlock: "0.0.0.0/0", routeTableId: unknown, natGatewayId: "nat-0123456789abcdef0" },
      { routeTableId: ["inside"] },
    ],
  },
  "a NAT gateway named as a gateway": {
    ...base,
    out: [
      "route",
      { destinationCidrBlock: "0.0.0.0/0", routeTableId: unknown, gatewayId: unknown },
      { routeTableId: ["inside"], gatewayId: ["nat"] },
    ],
  },
  "a main route table made by the stack": {
    ...onMainTable,
    main: ["mainAssociation", { vpcId: unknown, routeTableId: unknown }, { vpcId: ["vpc"], routeTableId: ["inside"] }],
  },
  "routes in the VPC's own main route table": {
    ...onMainTable,
    out: [
      "route",
      { destinationCidrBlock: "0.0.0.0/0", routeTableId: unknown, natGatewayId: unknown },
      { routeTableId: ["vpc"], natGatewayId: ["nat"] },
    ],
  },
  "a configuration of which nothing is known": {
    ...base,
    service: ["service", { taskDefinition: unknown, networkConfiguration: unknown }, { taskDefinition: ["task"] }],
  },
};

for (const [what, program] of Object.entries(accepted)) {
  test(`accepted: ${what}`, () =>
    givenProgram(program, serviceLast).accepts("connections-open", "routes-before-service"));
}

test("refused: a public subnet whose tasks have no address", () =>
  givenProgram(inPublic(false), serviceLast).refuses("routes-before-service", /assignPublicIp/));

test("refused: no route", () =>
  givenProgram(withoutRoute, serviceLast).refuses("routes-before-service", /subnet home has no default route yet/));
