import { type Facts, lastPart, prefixed, type TypeRule, type TypeRules, vpcOf, zoneId } from "../../type-rule";

/** A type of EC2, whose identifier ends its ARN. */
export const ec2 = (kind: string, prefix: string, outputs?: TypeRule["outputs"]): TypeRule => ({
  arn: (facts) => facts.arn("ec2", `${kind}/${prefixed(prefix)(facts)}`),
  id: (_facts, arn) => lastPart(arn),
  ...(outputs && { outputs }),
});

const address = ({ hex }: Facts, first: string) =>
  `${first}.${Number.parseInt(hex(2), 16)}.${Number.parseInt(hex(2), 16)}.${1 + (Number.parseInt(hex(2), 16) % 254)}`;

export const types: TypeRules = {
  "aws:ec2/vpc:Vpc": ec2("vpc", "vpc", ({ account, hex }) => {
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
  "aws:ec2/subnet:Subnet": ec2("subnet", "subnet", ({ account, text, region }) => ({
    ownerId: account,
    availabilityZone: text("availabilityZone") || `${region}a`,
    availabilityZoneId: text("availabilityZoneId") || zoneId(text("availabilityZone") || `${region}a`),
  })),
  "aws:ec2/internetGateway:InternetGateway": ec2("internet-gateway", "igw", ({ account }) => ({ ownerId: account })),
  "aws:ec2/natGateway:NatGateway": ec2("natgateway", "nat", (facts) => ({
    networkInterfaceId: `eni-${facts.hex(17)}`,
    privateIp: address(facts, "10"),
    publicIp: facts.cloud.get("aws:ec2/eip:Eip", facts.text("allocationId"))?.outputs.publicIp ?? address(facts, "203"),
    vpcId: vpcOf(facts),
  })),
  "aws:ec2/eip:Eip": ec2("elastic-ip", "eipalloc", (facts, id) => ({
    allocationId: id,
    publicIp: address(facts, "203"),
    domain: "vpc",
  })),
  "aws:ec2/routeTable:RouteTable": ec2("route-table", "rtb", ({ account }) => ({ ownerId: account })),
  "aws:ec2/route:Route": { id: ({ hex, text }) => `r-${text("routeTableId")}${hex(10)}` },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": { id: prefixed("rtbassoc") },
  "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation": { id: prefixed("rtbassoc") },
  "aws:ec2/securityGroup:SecurityGroup": ec2("security-group", "sg", ({ account }) => ({ ownerId: account })),
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ec2("security-group", "sg", ({ account }) => ({
    ownerId: account,
    name: "default",
    description: "default VPC security group",
  })),
  "aws:ec2/securityGroupRule:SecurityGroupRule": { id: prefixed("sgrule", 8) },
  "aws:ec2/vpcEndpoint:VpcEndpoint": ec2("vpc-endpoint", "vpce", ({ hex, account, text, region }, id) => ({
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
  "aws:ec2/networkAcl:NetworkAcl": ec2("network-acl", "acl"),
  "aws:ec2/networkInterface:NetworkInterface": ec2("network-interface", "eni"),
  "aws:ec2/flowLog:FlowLog": ec2("vpc-flow-log", "fl"),
};
