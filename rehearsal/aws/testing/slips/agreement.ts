import type { Properties, Value } from "../../../protocol/wire";
import { refusedBy, type Mutation } from "./mutation";

const balancer = "aws:lb/loadBalancer:LoadBalancer";
const targetGroup = "aws:lb/targetGroup:TargetGroup";
const subnetGroup = "aws:rds/subnetGroup:SubnetGroup";
const domain = "aws:opensearch/domain:Domain";
const subnet = "aws:ec2/subnet:Subnet";
const vpc = "aws:ec2/vpc:Vpc";

const inside = (value: Value | undefined): Properties => value as Properties;
const firstOf = (list: Value | undefined): Value[] => (list as Value[]).slice(0, 1);
const twiceTheFirst = (list: Value | undefined): Value[] => [...firstOf(list), ...firstOf(list)];
const otherVpc = (inputs: Properties): Properties => ({ ...inputs, vpcId: "vpc-0123456789abcdef0" });

const cluster = (change: Properties) => (inputs: Properties) => ({
  ...inputs,
  clusterConfig: { ...inside(inputs.clusterConfig), ...change },
});
const zones = refusedBy("zones-covered", [
  {
    type: balancer,
    what: "one subnet",
    inputs: (inputs: Properties) => ({ ...inputs, subnets: firstOf(inputs.subnets) }),
  },
  {
    type: subnetGroup,
    what: "one subnet for the database",
    inputs: (inputs: Properties) => ({ ...inputs, subnetIds: firstOf(inputs.subnetIds) }),
  },
  {
    type: balancer,
    what: "the same subnet twice",
    phases: ["after up"] as const,
    inputs: (inputs: Properties) => ({ ...inputs, subnets: twiceTheFirst(inputs.subnets) }),
  },
  {
    type: subnet,
    what: "subnets that are all in one zone",
    inputs: (inputs: Properties) => ({ ...inputs, availabilityZone: "eu-west-1a" }),
  },
  {
    type: subnet,
    name: /public-[12]/,
    stack: "prod" as const,
    what: "two of three subnets in one zone",
    inputs: (inputs: Properties) => ({ ...inputs, availabilityZone: "eu-west-1a" }),
  },
]);

const search = refusedBy(
  "search-zones",
  (
    [
      { what: "two zones for one node", inputs: cluster({ zoneAwarenessEnabled: true }) },
      { what: "more subnets than zones", stack: "prod" as const, inputs: cluster({ zoneAwarenessEnabled: false }) },
      {
        what: "more zones than subnets",
        stack: "prod" as const,
        inputs: (inputs: Properties) => ({
          ...inputs,
          vpcOptions: { ...inside(inputs.vpcOptions), subnetIds: firstOf(inside(inputs.vpcOptions).subnetIds) },
        }),
      },
      { what: "three zones for two nodes", stack: "prod" as const, inputs: cluster({ instanceCount: 2 }) },
      {
        what: "an odd number of nodes in two zones",
        stack: "prod" as const,
        inputs: cluster({ zoneAwarenessConfig: { availabilityZoneCount: 2 } }),
      },
    ] satisfies Omit<Mutation, "rule" | "type">[]
  ).map((slip) => ({ ...slip, type: domain })),
);

const cidr = (cidrBlock: string) => (inputs: Properties) => ({ ...inputs, cidrBlock });
const ranges = refusedBy("address-ranges", [
  { type: vpc, what: "a VPC that is too large", inputs: cidr("10.0.0.0/8") },
  { type: vpc, what: "a VPC that is too small", inputs: cidr("10.20.0.0/29") },
  { type: vpc, what: "a VPC whose range its subnets are not in", inputs: cidr("10.30.0.0/16") },
  { type: subnet, name: /public-1/, what: "a subnet outside its VPC", inputs: cidr("10.21.0.0/20") },
  { type: subnet, name: /public-1/, what: "a subnet that is too small", inputs: cidr("10.20.240.0/29") },
  { type: subnet, name: /private-2/, what: "a subnet that overlaps another", inputs: cidr("10.20.0.0/20") },
  { type: subnet, name: /private/, stack: "prod" as const, what: "subnets of one range", inputs: cidr("10.40.0.0/18") },
]);

const vpcs = refusedBy(
  "same-vpc",
  (
    [
      ...["server", "load-balancer", "database", "search", "storage"].map((name) => ({
        type: "aws:ec2/securityGroup:SecurityGroup",
        name: new RegExp(`-${name}$`),
        what: `the group of ${name} in another VPC`,
      })),
      { type: subnet, name: /private-2/, what: "a private subnet in another VPC" },
      { type: subnet, name: /public-1/, what: "a public subnet in another VPC" },
      { type: targetGroup, what: "a target group in another VPC" },
      { type: "aws:ec2/routeTable:RouteTable", name: /private-1/, what: "a route table in another VPC" },
      { type: "aws:ec2/vpcEndpoint:VpcEndpoint", what: "endpoints in another VPC", stack: "isolated" as const },
    ] satisfies Omit<Mutation, "rule">[]
  ).map((slip) => ({ ...slip, inputs: otherVpc })),
);

export const agreementMutations: readonly Mutation[] = [...zones, ...search, ...ranges, ...vpcs];
