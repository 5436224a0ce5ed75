import { key, plain, type Card, type ServiceCards } from "../../../cards/card";
import { cidr, lower } from "../../../cards/compared";
import { type Facts, prefixed, vpcOf, zoneId } from "../../type-rule";
import { addressOfNat, natGateway, vpcEndpoint } from "./cost";
import { ec2Identity as identity } from "./identity";
import { groups, routeTables, subnets } from "./places";

const address = ({ hex }: Facts, first: string) =>
  `${first}.${Number.parseInt(hex(2), 16)}.${Number.parseInt(hex(2), 16)}.${1 + (Number.parseInt(hex(2), 16) % 254)}`;

const unpriced = { ...plain, cost: "not priced" } as const;

const networks: Readonly<Record<string, Card>> = {
  "aws:ec2/vpc:Vpc": {
    ...plain,
    // A VPC comes with these (Amazon VPC User Guide).
    madeAlong: ["mainRouteTableId", "defaultRouteTableId", "defaultNetworkAclId", "defaultSecurityGroupId"],
    spoken: "VPC",
    phrase: { rank: 9, of: (inputs) => ["VPC", ` ${String(inputs.cidrBlock)}`] },
    ...identity("vpc", "vpc", ({ account, hex }) => {
      const routeTable = `rtb-${hex(17)}`;
      return {
        ownerId: account,
        // A VPC comes with one route table, which is its main one until another is made so.
        mainRouteTableId: routeTable,
        defaultRouteTableId: routeTable,
        defaultNetworkAclId: `acl-${hex(17)}`,
        defaultSecurityGroupId: `sg-${hex(17)}`,
        dhcpOptionsId: `dopt-${hex(17)}`,
      };
    }),
  },
  "aws:ec2/subnet:Subnet": {
    ...plain,
    ...identity("subnet", "subnet", ({ account, text, region }) => ({
      ownerId: account,
      availabilityZone: text("availabilityZone") || `${region}a`,
      availabilityZoneId: text("availabilityZoneId") || zoneId(text("availabilityZone") || `${region}a`),
    })),
  },
  "aws:ec2/vpcDhcpOptions:VpcDhcpOptions": plain,
  "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation": plain,
  "aws:ec2/networkAcl:NetworkAcl": { ...unpriced, ...identity("network-acl", "acl") },
  "aws:ec2/networkInterface:NetworkInterface": { ...unpriced, ...identity("network-interface", "eni") },
  "aws:ec2/flowLog:FlowLog": {
    ...plain,
    guard: { kind: "logging", text: "what it recorded is not recorded any more" },
    // Amazon VPC User Guide, "IAM role for publishing flow logs to CloudWatch Logs".
    roles: { iamRoleArn: "vpc-flow-logs.amazonaws.com" },
    ...identity("vpc-flow-log", "fl"),
  },
};

// InternetGateway, NatGateway and RouteTableAssociation: Resource.AlreadyAssociated.
const waysOut: Readonly<Record<string, Card>> = {
  "aws:ec2/internetGateway:InternetGateway": {
    ...plain,
    unique: [[key("vpcId")]],
    ...identity("internet-gateway", "igw", ({ account }) => ({ ownerId: account })),
  },
  "aws:ec2/natGateway:NatGateway": {
    unique: [[key("allocationId")]],
    cost: natGateway,
    holds: "nothing",
    madeAlong: ["networkInterfaceId"],
    spoken: "NAT gateway",
    phrase: { rank: 10, of: () => ["NAT gateway", ""] },
    ...identity("natgateway", "nat", (facts) => ({
      networkInterfaceId: `eni-${facts.hex(17)}`,
      privateIp: address(facts, "10"),
      publicIp:
        facts.cloud.get("aws:ec2/eip:Eip", facts.text("allocationId"))?.outputs.publicIp ?? address(facts, "203"),
      vpcId: vpcOf(facts),
    })),
  },
  "aws:ec2/eip:Eip": {
    ...plain,
    cost: addressOfNat,
    spoken: "elastic IP",
    ...identity("elastic-ip", "eipalloc", (facts, id) => ({
      allocationId: id,
      publicIp: address(facts, "203"),
      domain: "vpc",
    })),
  },
  "aws:ec2/routeTable:RouteTable": {
    ...plain,
    ...identity("route-table", "rtb", ({ account }) => ({ ownerId: account })),
  },
  "aws:ec2/route:Route": {
    ...plain,
    unique: [
      [
        key("routeTableId"),
        key("destinationCidrBlock", { or: ["destinationIpv6CidrBlock", "destinationPrefixListId"], as: cidr }),
      ],
    ],
    partOf: ["routeTableId", "aws:ec2/routeTable:RouteTable"],
    id: ({ hex, text }) => `r-${text("routeTableId")}${hex(10)}`,
  },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": {
    ...plain,
    unique: [[key("subnetId", { or: ["gatewayId"] })]],
    partOf: ["subnetId", "aws:ec2/subnet:Subnet"],
    oneVpc: [subnets("subnetId"), routeTables("routeTableId")],
    id: prefixed("rtbassoc"),
  },
  "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation": { ...plain, id: prefixed("rtbassoc") },
};

const securityGroups: Readonly<Record<string, Card>> = {
  "aws:ec2/securityGroup:SecurityGroup": {
    ...plain,
    unique: [[key("vpcId"), key("name", { as: lower })]],
    ...identity("security-group", "sg", ({ account }) => ({ ownerId: account })),
  },
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
    ...plain,
    partOf: ["vpcId", "aws:ec2/vpc:Vpc"],
    ...identity("security-group", "sg", ({ account }) => ({
      ownerId: account,
      name: "default",
      description: "default VPC security group",
    })),
  },
  "aws:ec2/securityGroupAssociation:SecurityGroupAssociation": plain,
  "aws:ec2/securityGroupRule:SecurityGroupRule": { ...plain, id: prefixed("sgrule", 8) },
};

const endpoints: Readonly<Record<string, Card>> = {
  "aws:ec2/vpcEndpoint:VpcEndpoint": {
    ...plain,
    cost: vpcEndpoint,
    madeAlong: ["networkInterfaceIds", "prefixListId"],
    oneVpc: [subnets("subnetIds"), groups("securityGroupIds"), routeTables("routeTableIds")],
    policy: { document: "policy" },
    spoken: "VPC endpoint",
    spokenInAccess: "VPC endpoint",
    ...identity("vpc-endpoint", "vpce", ({ hex, account, text, region }, id) => ({
      ownerId: account,
      state: "available",
      ...(text("vpcEndpointType") === "Interface"
        ? {
            dnsEntries: [
              { dnsName: `${id}-${hex(8)}.${text("serviceName")}`, hostedZoneId: `Z${hex(12).toUpperCase()}` },
            ],
          }
        : { prefixListId: `pl-${region.length}${hex(7)}`, cidrBlocks: ["203.0.113.0/24"] }),
    })),
  },
  "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation": plain,
};

const machines: Readonly<Record<string, Card>> = {
  "aws:ec2/keyPair:KeyPair": { ...unpriced, unique: "name" },
  "aws:ec2/launchTemplate:LaunchTemplate": { ...unpriced, unique: "name" },
};

export const ec2: ServiceCards = {
  cards: { ...networks, ...waysOut, ...securityGroups, ...endpoints, ...machines },
};
