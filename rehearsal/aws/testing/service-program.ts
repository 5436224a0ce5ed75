import { unknown } from "../../protocol/wire";
import type { Circumstances, Program } from "./given";

export const anywhere = { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] };

/** A service with a log group behind a NAT gateway, in a group with rules inside. */
export const base: Program = {
  vpc: ["vpc", { cidrBlock: "10.0.0.0/16" }],
  home: ["subnet", { vpcId: unknown, cidrBlock: "10.0.0.0/24" }, { vpcId: ["vpc"] }],
  street: ["subnet", { vpcId: unknown, cidrBlock: "10.0.1.0/24" }, { vpcId: ["vpc"] }],
  gateway: ["gateway", { vpcId: unknown }, { vpcId: ["vpc"] }],
  outside: [
    "table",
    { vpcId: unknown, routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: unknown }] },
    { routes: ["gateway"] },
  ],
  toOutside: [
    "association",
    { subnetId: unknown, routeTableId: unknown },
    { subnetId: ["street"], routeTableId: ["outside"] },
  ],
  nat: ["nat", { subnetId: unknown, allocationId: unknown }, { subnetId: ["street"] }],
  inside: ["table", { vpcId: unknown }, { vpcId: ["vpc"] }],
  toInside: [
    "association",
    { subnetId: unknown, routeTableId: unknown },
    { subnetId: ["home"], routeTableId: ["inside"] },
  ],
  out: [
    "route",
    { destinationCidrBlock: "0.0.0.0/0", routeTableId: unknown, natGatewayId: unknown },
    { routeTableId: ["inside"], natGatewayId: ["nat"] },
  ],
  group: ["group", { vpcId: unknown, egress: [anywhere] }, { vpcId: ["vpc"] }],
  logs: ["logs", {}],
  task: ["task", { containerDefinitions: unknown }, { containerDefinitions: ["logs"] }],
  service: [
    "service",
    { taskDefinition: unknown, networkConfiguration: { subnets: [unknown], securityGroups: [unknown] } },
    { taskDefinition: ["task"], networkConfiguration: ["home", "group"] },
  ],
};

export const inPublic = (assignPublicIp: boolean): Program => ({
  ...base,
  service: [
    "service",
    {
      taskDefinition: unknown,
      networkConfiguration: { subnets: [unknown], securityGroups: [unknown], assignPublicIp },
    },
    { taskDefinition: ["task"], networkConfiguration: ["street", "group"] },
  ],
});

/** For givenProgram: the service comes after everything else. */
export const serviceLast: Circumstances = {
  after: (type, _earlier, all) => (type === "aws:ecs/service:Service" ? all : []),
};
