import assert from "node:assert/strict";
import { test } from "node:test";
import { SimulatedCloud } from "../../../protocol/cloud";
import { ResourceGraph } from "../../../protocol/graph";
import { unknown, type Properties } from "../../../protocol/wire";
import { connectionsOpen } from "../connections-open";
import { routesBeforeService } from "../routes-before-service";

/** A resource: type, inputs, and for each input the names of the resources from which its unknown parts come. */
type Entry = readonly [type: string, inputs: Properties, from?: Readonly<Record<string, readonly string[]>>];

const types: Readonly<Record<string, string>> = {
  vpc: "aws:ec2/vpc:Vpc",
  subnet: "aws:ec2/subnet:Subnet",
  group: "aws:ec2/securityGroup:SecurityGroup",
  oldRule: "aws:ec2/securityGroupRule:SecurityGroupRule",
  table: "aws:ec2/routeTable:RouteTable",
  association: "aws:ec2/routeTableAssociation:RouteTableAssociation",
  mainAssociation: "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation",
  route: "aws:ec2/route:Route",
  gateway: "aws:ec2/internetGateway:InternetGateway",
  nat: "aws:ec2/natGateway:NatGateway",
  logs: "aws:cloudwatch/logGroup:LogGroup",
  database: "aws:rds/instance:Instance",
  task: "aws:ecs/taskDefinition:TaskDefinition",
  service: "aws:ecs/service:Service",
};

/** What both rules say of a service in a first preview, in which everything that AWS gives is unknown. */
function refused(entries: Readonly<Record<string, Entry>>): string[] {
  const graph = new ResourceGraph();
  for (const [name, [type, inputs, from = {}]] of Object.entries(entries)) {
    graph.add({
      ...{ urn: name, type: types[type]!, name, parent: "", provider: "", custom: true, inputs },
      propertyDependencies: Object.fromEntries(Object.entries(from).map(([property, names]) => [property, [...names]])),
      // The service comes after everything else.
      dependencies: type === "service" ? Object.keys(entries).filter((other) => other !== name) : [],
    });
  }
  const service = graph.get("service")!;
  return [connectionsOpen, routesBeforeService].flatMap((rule) =>
    rule.graph!(service, graph, new SimulatedCloud("test")).map(({ reason }) => reason),
  );
}

const anywhere = { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] };

/** A service with a log group behind a NAT gateway, in a group with rules inside. */
const base: Readonly<Record<string, Entry>> = {
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

/** The database in a group of its own, with what lets the tasks in. */
const withDatabase = (more: Readonly<Record<string, Entry>>): Readonly<Record<string, Entry>> => ({
  ...base,
  database: ["database", { engine: "mysql", vpcSecurityGroupIds: [unknown] }, { vpcSecurityGroupIds: ["vault"] }],
  vault: ["group", { vpcId: unknown }, { vpcId: ["vpc"] }],
  task: ["task", { containerDefinitions: unknown }, { containerDefinitions: ["logs", "database"] }],
  ...more,
});

const without = (name: string): Readonly<Record<string, Entry>> =>
  Object.fromEntries(Object.entries(base).filter(([one]) => one !== name));

const { toInside: _, ...onMainTable } = base;
const inPublic = (assignPublicIp: boolean): Readonly<Record<string, Entry>> => ({
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

const accepted: Readonly<Record<string, Readonly<Record<string, Entry>>>> = {
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
  "a database that a rule of the older kind opens, on the engine's own port": withDatabase({
    let: [
      "oldRule",
      {
        type: "ingress",
        protocol: "tcp",
        fromPort: 3306,
        toPort: 3306,
        securityGroupId: unknown,
        sourceSecurityGroupId: unknown,
      },
      { securityGroupId: ["vault"], sourceSecurityGroupId: ["group"] },
    ],
  }),
  "a database that its own group opens to the tasks' subnet": withDatabase({
    vault: [
      "group",
      { vpcId: unknown, ingress: [{ protocol: "tcp", fromPort: 3000, toPort: 4000, cidrBlocks: ["10.0.0.0/16"] }] },
      { vpcId: ["vpc"] },
    ],
  }),
  "a database in a group of the user's own": withDatabase({
    database: ["database", { engine: "mysql", vpcSecurityGroupIds: ["sg-0123456789abcdef0"] }],
  }),
  "tasks in a group of the user's own": withDatabase({
    service: [
      "service",
      {
        taskDefinition: unknown,
        networkConfiguration: { subnets: [unknown], securityGroups: ["sg-0123456789abcdef0"] },
      },
      { taskDefinition: ["task"], networkConfiguration: ["home"] },
    ],
  }),
  "a database beside the tasks, in a group that lets in its own members": withDatabase({
    database: ["database", { engine: "mysql", vpcSecurityGroupIds: [unknown] }, { vpcSecurityGroupIds: ["group"] }],
    group: [
      "group",
      { vpcId: unknown, egress: [anywhere], ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, self: true }] },
      { vpcId: ["vpc"] },
    ],
  }),
  "a configuration of which nothing is known": {
    ...base,
    service: ["service", { taskDefinition: unknown, networkConfiguration: unknown }, { taskDefinition: ["task"] }],
  },
};

for (const [what, entries] of Object.entries(accepted)) {
  test(`accepted: ${what}`, () => assert.deepEqual(refused(entries), []));
}

const refusedCases: readonly [what: string, entries: Readonly<Record<string, Entry>>, reason: RegExp][] = [
  ["a public subnet whose tasks have no address", inPublic(false), /assignPublicIp/],
  ["no route", without("out"), /subnet home has no default route yet/],
  ["a database that nothing opens", withDatabase({}), /no ingress rule of security group vault/],
  [
    "an older rule on another port",
    withDatabase({
      let: [
        "oldRule",
        {
          type: "ingress",
          protocol: "tcp",
          fromPort: 5432,
          toPort: 5432,
          securityGroupId: unknown,
          self: false,
          sourceSecurityGroupId: unknown,
        },
        { securityGroupId: ["vault"], sourceSecurityGroupId: ["group"] },
      ],
    }),
    /for service service to database database on port 3306/,
  ],
  [
    "a group that lets nothing out",
    { ...base, group: ["group", { vpcId: unknown }, { vpcId: ["vpc"] }] },
    /no egress rule of security group group to the public addresses of logs/,
  ],
];

for (const [what, entries, reason] of refusedCases) {
  test(`refused: ${what}`, () => assert.match(refused(entries).join("\n"), reason));
}
