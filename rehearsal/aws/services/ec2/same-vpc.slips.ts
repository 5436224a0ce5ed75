import * as ec2 from "@pulumi/aws/ec2";
import type { Properties } from "../../../protocol/wire";
import type { Slip } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";

const targetGroup = "aws:lb/targetGroup:TargetGroup";
const subnet = "aws:ec2/subnet:Subnet";

const otherVpc = (inputs: Properties): Properties => ({ ...inputs, vpcId: "vpc-0123456789abcdef0" });

export const slips: readonly Slip[] = [
  ...(
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
    ] satisfies Slip[]
  ).map((slip) => ({ ...slip, inputs: otherVpc })),
];

export const engineSlip: EngineSlip = {
  what: "a target group in another VPC than its listener",
  type: "aws:lb/targetGroup:TargetGroup",
  props: (props) => ({ ...props, vpcId: new ec2.Vpc("other", { cidrBlock: "10.9.0.0/16" }).id }),
};
