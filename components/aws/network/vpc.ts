import * as pulumi from "@pulumi/pulumi";
import * as aws from "@pulumi/aws/getAvailabilityZones";
import * as ec2 from "@pulumi/aws/ec2";
import { refusal } from "../../../problems/refusal";
import type { NetworkConfig } from "../../../config/schema";
import { everywhere, subnetRanges } from "./cidr";
import type { AwsLocation } from "../location";
import { type Tags, named } from "../tags";
import { VpcEndpoints } from "./vpc-endpoints";

export type CreatedNetworkConfig = Extract<NetworkConfig, { mode: "create" }>;

/** Arguments of {@link Vpc}. */
export interface VpcArgs {
  readonly config: CreatedNetworkConfig;
  readonly location: AwsLocation;
  /** Interface endpoints, such as `ecr.api`. */
  readonly interfaceEndpoints: readonly string[];
  readonly tags: Tags;
}

/** How many NAT gateways a network has. Where the way out is the user's own, there are none. */
export const natGateways = ({ egress, nat, zones }: Pick<CreatedNetworkConfig, "egress" | "nat" | "zones">): number =>
  egress === "existing" || nat === "none" ? 0 : nat === "one" ? 1 : zones;

/** The zones of a region that config names, or its first ones; an error when it has not those. */
export function chosenZones(
  names: string[],
  { zones, zoneNames = [] }: Pick<CreatedNetworkConfig, "zones" | "zoneNames">,
): string[] {
  const missing = zoneNames.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw refusal(
      `openmetadata:network.zoneNames has ${missing.join(", ")}, but the zones of this account are ${names.join(", ")}. ` +
        `Set it: pulumi config set --path 'openmetadata:network.zoneNames[${zoneNames.indexOf(missing[0]!)}]' ZONE-NAME`,
    );
  }
  if (zoneNames.length > 0) return [...zoneNames];
  if (names.length < zones) {
    throw refusal(
      `openmetadata:network.zones is ${zones}, but the region has ${names.length}. ` +
        `Set it: pulumi config set --path openmetadata:network.zones ${names.length}`,
    );
  }
  return names;
}

/** A VPC over two or three zones, each with a public and a private subnet. */
export class Vpc extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly publicSubnetIds: pulumi.Output<string>[];
  readonly privateSubnetIds: pulumi.Output<string>[];
  readonly privateRouteTableIds: pulumi.Output<string>[];
  readonly endpoints: VpcEndpoints;
  /** What anything with a public address needs before AWS makes it: the way to and from the internet. */
  readonly publicReady: pulumi.Resource[];
  /** What a task in a private subnet needs before it can pull. */
  readonly egressReady: pulumi.Resource[];

  private readonly name: string;
  private readonly args: VpcArgs;
  private readonly child: pulumi.CustomResourceOptions;

  constructor(name: string, args: VpcArgs, opts?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:Vpc", name, {}, opts);
    this.name = name;
    this.args = args;
    const { config, tags } = args;
    this.child = { parent: this };
    const ranges = subnetRanges(config.cidr, config.zones);

    const vpc = new ec2.Vpc(
      name,
      { cidrBlock: config.cidr, enableDnsSupport: true, enableDnsHostnames: true, tags: named(tags, name) },
      this.child,
    );
    this.vpcId = vpc.id;
    this.emptyDefaultGroup();

    const zoneNames = this.zoneNames();
    const publicSubnets = ranges.public.map((range, zone) => this.subnet("public", range, zone, zoneNames));
    const privateSubnets = ranges.private.map((range, zone) => this.subnet("private", range, zone, zoneNames));
    const publicRoutes = this.publicRoutes(publicSubnets);
    this.publicReady = publicRoutes;
    const gateways = this.natGateways(publicSubnets, publicRoutes);
    const { tables, routes } = this.privateRoutes(privateSubnets, gateways);

    this.publicSubnetIds = publicSubnets.map((subnet) => subnet.id);
    this.privateSubnetIds = privateSubnets.map((subnet) => subnet.id);
    this.privateRouteTableIds = tables.map((table) => table.id);
    this.endpoints = new VpcEndpoints(
      `${name}-endpoints`,
      {
        vpcId: vpc.id,
        location: args.location,
        routeTableIds: this.privateRouteTableIds,
        subnetIds: this.privateSubnetIds,
        services: args.interfaceEndpoints,
        tags,
      },
      this.child,
    );
    this.egressReady = [...publicRoutes, ...routes, ...this.endpoints.all];
    this.registerOutputs();
  }

  /** Taken over without rules: what is put into a VPC without naming a group reaches nothing. */
  private emptyDefaultGroup(): void {
    const groupName = `${this.name}-default`;
    const tags = named(this.args.tags, groupName);
    new ec2.DefaultSecurityGroup(groupName, { vpcId: this.vpcId, ingress: [], egress: [], tags }, this.child);
  }

  /** Zones that every account of the region has, in the order of their names, unless config names them. */
  private zoneNames(): pulumi.Output<string[]> {
    return aws
      .getAvailabilityZonesOutput(
        { state: "available", filters: [{ name: "opt-in-status", values: ["opt-in-not-required"] }] },
        { parent: this },
      )
      .names.apply((names) => chosenZones(names, this.args.config));
  }

  private subnet(
    kind: "public" | "private",
    cidrBlock: string,
    zone: number,
    zoneNames: pulumi.Output<string[]>,
  ): ec2.Subnet {
    const subnetName = `${this.name}-${kind}-${zone + 1}`;
    return new ec2.Subnet(
      subnetName,
      {
        vpcId: this.vpcId,
        cidrBlock,
        availabilityZone: zoneNames.apply((names) => names[zone]!),
        mapPublicIpOnLaunch: false,
        tags: named(this.args.tags, subnetName),
      },
      // A region that gets another zone must not move what is there.
      { ...this.child, ignoreChanges: ["availabilityZone"] },
    );
  }

  /** The way of the public subnets to and from the internet. */
  private publicRoutes(subnets: readonly ec2.Subnet[]): pulumi.Resource[] {
    const { name, child } = this;
    const gateway = new ec2.InternetGateway(name, { vpcId: this.vpcId, tags: named(this.args.tags, name) }, child);
    const table = new ec2.RouteTable(
      `${name}-public`,
      { vpcId: this.vpcId, tags: named(this.args.tags, `${name}-public`) },
      child,
    );
    const route = new ec2.Route(
      `${name}-public`,
      { routeTableId: table.id, destinationCidrBlock: everywhere, gatewayId: gateway.id },
      child,
    );
    const associations = subnets.map(
      (subnet, zone) =>
        new ec2.RouteTableAssociation(
          `${name}-public-${zone + 1}`,
          { routeTableId: table.id, subnetId: subnet.id },
          child,
        ),
    );
    return [route, ...associations];
  }

  /** NAT gateways with an address each, in the public subnets of the first zones; they work once the public routes are there. */
  private natGateways(subnets: readonly ec2.Subnet[], publicRoutes: pulumi.Resource[]): ec2.NatGateway[] {
    return subnets.slice(0, natGateways(this.args.config)).map((subnet, zone) => {
      const gatewayName = `${this.name}-nat-${zone + 1}`;
      const tags = named(this.args.tags, gatewayName);
      const address = new ec2.Eip(gatewayName, { domain: "vpc", tags }, { ...this.child, dependsOn: publicRoutes });
      return new ec2.NatGateway(
        gatewayName,
        { allocationId: address.id, subnetId: subnet.id, tags },
        { ...this.child, dependsOn: publicRoutes },
      );
    });
  }

  /** A route table for each private subnet, so that the number of NAT gateways can change without moving a subnet. */
  private privateRoutes(subnets: readonly ec2.Subnet[], gateways: readonly ec2.NatGateway[]) {
    const { child } = this;
    const tables: ec2.RouteTable[] = [];
    const routes: pulumi.Resource[] = [];
    subnets.forEach((subnet, zone) => {
      const tableName = `${this.name}-private-${zone + 1}`;
      const table = new ec2.RouteTable(tableName, { vpcId: this.vpcId, tags: named(this.args.tags, tableName) }, child);
      tables.push(table);
      routes.push(new ec2.RouteTableAssociation(tableName, { routeTableId: table.id, subnetId: subnet.id }, child));
      const gateway = gateways[zone] ?? gateways[0];
      if (gateway) {
        routes.push(
          new ec2.Route(
            tableName,
            { routeTableId: table.id, destinationCidrBlock: everywhere, natGatewayId: gateway.id },
            child,
          ),
        );
      }
    });
    return { tables, routes };
  }
}
