import { stepType } from "../../../protocol/steps";
import type { Slip } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";

const endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";
const route = "aws:ec2/route:Route";
const nat = "aws:ec2/natGateway:NatGateway";
const association = "aws:ec2/routeTableAssociation:RouteTableAssociation";

const endpointSlips: readonly Omit<Slip, "stack">[] = [
  { what: "no dependency on the endpoints", type: stepType, without: /^aws:ec2\/vpcEndpoint:/ },
  { what: "an endpoint in no subnet", type: endpoint, name: /ecr/, inputs: ({ subnetIds: _, ...inputs }) => inputs },
  {
    what: "an empty list of subnets",
    type: endpoint,
    name: /logs/,
    inputs: (inputs) => ({ ...inputs, subnetIds: [] }),
  },
  {
    what: "an endpoint without private DNS",
    type: endpoint,
    name: /secretsmanager/,
    inputs: (inputs) => ({ ...inputs, privateDnsEnabled: false }),
  },
  {
    what: "an endpoint that says nothing of private DNS",
    type: endpoint,
    name: /logs/,
    inputs: ({ privateDnsEnabled: _, ...inputs }) => inputs,
  },
  {
    what: "an endpoint in another VPC",
    type: endpoint,
    name: /ecr/,
    inputs: (inputs) => ({ ...inputs, vpcId: "vpc-0123456789abcdef0" }),
  },
  {
    what: "a misspelt service",
    type: endpoint,
    name: /ecr\.api/,
    inputs: (inputs) => ({ ...inputs, serviceName: "com.amazonaws.eu-west-1.ecr.apis" }),
  },
  {
    what: "another service whose name ends alike",
    type: endpoint,
    name: /ecr\.api/,
    inputs: (inputs) => ({ ...inputs, serviceName: "com.amazonaws.eu-west-1.x.ecr.api" }),
  },
  { what: "no endpoint for S3", type: endpoint, name: /-s3$/, absent: true },
  {
    what: "an endpoint for S3 in no route table",
    type: endpoint,
    name: /-s3$/,
    inputs: ({ routeTableIds: _, ...inputs }) => inputs,
  },
  {
    what: "an empty list of route tables",
    type: endpoint,
    name: /-s3$/,
    inputs: (inputs) => ({ ...inputs, routeTableIds: [] }),
  },
  {
    what: "an endpoint for S3 in the route table of one subnet only",
    type: endpoint,
    name: /-s3$/,
    phases: ["after up"],
    inputs: (inputs) => ({ ...inputs, routeTableIds: [inputs.routeTableIds].flat().slice(0, 1) as string[] }),
  },
];

const routeSlips: readonly Omit<Slip, "stack">[] = [
  { what: "no dependency on the routes", type: stepType, without: /^aws:ec2\/route/ },
  { what: "private subnets without a route", type: route, name: /private/, absent: true },
  { what: "a private subnet with the main route table", type: association, name: /private-1/, absent: true },
  {
    what: "a route to a part of the internet",
    type: route,
    name: /private-2/,
    inputs: (inputs) => ({ ...inputs, destinationCidrBlock: "203.0.113.0/24" }),
  },
  {
    what: "a route that leads nowhere",
    type: route,
    name: /private-1/,
    inputs: ({ natGatewayId: _, ...inputs }) => inputs,
  },
  {
    what: "a private subnet whose tasks have no address for its internet gateway",
    type: route,
    name: /private-1/,
    inputs: ({ natGatewayId: _, ...inputs }) => ({ ...inputs, gatewayId: "igw-0123456789abcdef0" }),
  },
  {
    what: "an IPv4 route to an egress-only gateway",
    type: route,
    name: /private-1/,
    inputs: ({ natGatewayId: _, ...inputs }) => ({ ...inputs, egressOnlyGatewayId: "eigw-0123456789abcdef0" }),
  },
  { what: "a private NAT gateway", type: nat, inputs: (inputs) => ({ ...inputs, connectivityType: "private" }) },
  { what: "a NAT gateway without an address", type: nat, inputs: ({ allocationId: _, ...inputs }) => inputs },
  { what: "a NAT gateway in a subnet without a route", type: route, name: /public/, absent: true },
  { what: "a NAT gateway in a subnet with the main route table", type: association, name: /public-1/, absent: true },
  {
    what: "an internet gateway that is attached to no VPC",
    type: "aws:ec2/internetGateway:InternetGateway",
    inputs: ({ vpcId: _, ...inputs }) => inputs,
  },
  {
    what: "a NAT gateway whose subnet leads to another NAT gateway",
    type: route,
    name: /public/,
    inputs: ({ gatewayId: _, ...inputs }) => ({ ...inputs, natGatewayId: "nat-0123456789abcdef0" }),
  },
];

export const slips: readonly Slip[] = [
  ...endpointSlips.map((slip) => ({ ...slip, stack: "isolated" as const })),
  ...routeSlips,
  ...routeSlips.map((slip) => ({ ...slip, stack: "prod" as const })),
  {
    what: "a shell without the endpoint of Session Manager",
    says: /shell/,
    stack: "isolated",
    type: endpoint,
    name: /-ssmmessages$/,
    absent: true,
  },
];

export const engineSlip: EngineSlip = { what: "no dependency on the routes", type: stepType, without: /^aws:ec2\// };
