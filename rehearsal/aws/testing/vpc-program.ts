import { unknown, type Properties } from "../../protocol/wire";
import type { Circumstances, Entry, Program } from "./given";

export const vpc: Entry = ["aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true }];
export const subnet = (more: Properties = {}): Entry => [
  "aws:ec2/subnet:Subnet",
  { vpcId: unknown, cidrBlock: "10.0.0.0/24", ...more },
  { vpcId: ["vpc"] },
];
export const gateway: Entry = ["aws:ec2/internetGateway:InternetGateway", { vpcId: unknown }, { vpcId: ["vpc"] }];
/** A table of the subnet with routes inside. */
export const table = (routes: Properties, from: readonly string[] = []): Program => ({
  table: ["aws:ec2/routeTable:RouteTable", { vpcId: unknown, routes: [routes] }, { vpcId: ["vpc"], routes: from }],
  association: [
    "aws:ec2/routeTableAssociation:RouteTableAssociation",
    { subnetId: unknown, routeTableId: unknown },
    { subnetId: ["subnet"], routeTableId: ["table"] },
  ],
});
export const placed = (more: Properties = {}): Entry => [
  "balancer",
  { subnets: [unknown], ...more },
  { subnets: ["subnet"] },
];
export const public_ = table({ cidrBlock: "203.0.113.0/24", gatewayId: unknown }, ["gateway"]);
export const listening = (inputs: Properties): Entry => [
  "listener",
  { loadBalancerArn: unknown, ...inputs },
  { loadBalancerArn: ["balancer"], defaultActions: ["group"] },
];
export const endpoint = (more: Properties): Entry => [
  "aws:ec2/vpcEndpoint:VpcEndpoint",
  { vpcId: unknown, serviceName: "com.amazonaws.eu-west-1.s3", ...more },
  { vpcId: ["vpc"], subnetIds: ["subnet"] },
];
export const redirect = (to: Properties) =>
  listening({ port: 80, defaultActions: [{ type: "redirect", redirect: to }] });

/** Every rule that a program of these parts may meet. */
// prettier-ignore
export const vpcRules = [
  "balancer-protocols", "public-subnets", "ipv6-subnets", "vpc-dns", "vpc-routes", "endpoint-settings",
];

/** For givenProgram: each resource comes after those before it. */
export const oneByOne: Circumstances = { after: (_type, earlier) => earlier };
