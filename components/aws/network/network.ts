import * as pulumi from "@pulumi/pulumi";
import * as ec2 from "@pulumi/aws/ec2";
import type { NetworkConfig } from "../../../config/schema";
import type { AwsLocation } from "../location";
import { type PrivateNames, privateNames } from "./private-names";
import type { Tags } from "../tags";
import { Vpc } from "./vpc";

/** Arguments of {@link Network}. */
export interface NetworkArgs {
  /** Some task may reach AWS's services alone, although the subnets reach the internet; default: false. */
  readonly hasIsolatedTasks?: boolean;
  /** Section `network` of stack config: create a VPC or use one. */
  readonly config: NetworkConfig;
  readonly location: AwsLocation;
  /** Interface endpoints of a created VPC; see `neededEndpoints`. */
  readonly interfaceEndpoints: readonly string[];
  readonly tags: Tags;
}

/**
 * Where everything runs: a VPC with public and private subnets, made here or yours, and the private DNS zone in which
 * server and Airflow find each other.
 *
 * Cost: a NAT gateway costs about 32 USD a month and traffic, its address 3.60; `openmetadata:network.nat` says how many there are.
 */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  /** Address range of the VPC. */
  readonly vpcCidr: pulumi.Output<string>;
  /** Subnets of an internet-facing load balancer; empty when an existing network has none. */
  readonly publicSubnetIds: pulumi.Output<string>[];
  /** Subnets of tasks, database, search and shared storage. */
  readonly privateSubnetIds: pulumi.Output<string>[];
  /** Where server and Airflow find each other: a private DNS zone of this stack's own, or yours. */
  readonly names: PrivateNames;
  /** Routes that must be there before something gets a public address; none of an existing network. */
  readonly publicReady: pulumi.Resource[];
  /** Routes and endpoints that must be there before a task can pull its image or read its secrets. */
  readonly egressReady: pulumi.Resource[];
  /** Whether the private subnets reach the internet. */
  readonly reachesInternet: boolean;
  /** Group of the interface endpoints of a created VPC, empty here. */
  readonly endpointSecurityGroupId?: pulumi.Output<string>;
  /** Addresses of S3, for rules of tasks that do not reach the internet. */
  readonly s3PrefixListId?: pulumi.Output<string>;
  /** Route tables of a created VPC's private subnets, to which you attach a way of your own. */
  readonly privateRouteTableIds: pulumi.Output<string>[];

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:Network", name, {}, opts);
    const { config, location, tags } = args;

    if (config.mode === "create") {
      const vpc = new Vpc(
        `${name}-vpc`,
        { config, location, interfaceEndpoints: args.interfaceEndpoints, tags },
        { parent: this },
      );
      this.vpcId = vpc.vpcId;
      this.vpcCidr = pulumi.output(config.cidr);
      this.publicSubnetIds = vpc.publicSubnetIds;
      this.privateSubnetIds = vpc.privateSubnetIds;
      this.privateRouteTableIds = vpc.privateRouteTableIds;
      this.publicReady = vpc.publicReady;
      this.egressReady = vpc.egressReady;
      this.reachesInternet = config.egress === "existing" || config.nat !== "none";
      this.endpointSecurityGroupId = vpc.endpoints.securityGroup?.id;
      this.s3PrefixListId = vpc.endpoints.s3PrefixListId;
    } else {
      this.vpcId = pulumi.output(config.vpcId);
      this.vpcCidr = ec2.getVpcOutput({ id: config.vpcId }, { parent: this }).cidrBlock;
      this.publicSubnetIds = (config.publicSubnetIds ?? []).map((id) => pulumi.output(id));
      this.privateSubnetIds = config.privateSubnetIds.map((id) => pulumi.output(id));
      this.privateRouteTableIds = [];
      this.publicReady = [];
      this.egressReady = [];
      this.reachesInternet = config.egress === "existing";
      if (!this.reachesInternet || args.hasIsolatedTasks) {
        this.s3PrefixListId = ec2.getPrefixListOutput(
          { name: `com.amazonaws.${location.region}.s3` },
          { parent: this },
        ).id;
      }
    }

    this.names = privateNames(name, { config, vpcId: this.vpcId, tags }, { parent: this });
    this.registerOutputs();
  }
}
