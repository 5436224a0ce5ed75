import * as pulumi from "@pulumi/pulumi";
import * as ec2 from "@pulumi/aws/ec2";
import type { PlainStackConfig } from "../../../config/schema";
import { requiredPrivateEndpoints } from "../../../config/sections/network";
import { isParameterStore } from "../../../openmetadata/environment/secrets-manager";
import type { AwsLocation } from "../location";
import { autonamed } from "../naming";
import { type Tags, named } from "../tags";

/** Arguments of {@link VpcEndpoints}. */
export interface VpcEndpointsArgs {
  readonly vpcId: pulumi.Input<string>;
  readonly location: AwsLocation;
  /** Route tables whose traffic to S3 (image layers) stays inside AWS. */
  readonly routeTableIds: ReadonlyArray<pulumi.Input<string>>;
  /** Subnets that get an address of each interface endpoint. */
  readonly subnetIds: ReadonlyArray<pulumi.Input<string>>;
  /** Services by their last names, such as `ecr.api`; see {@link neededEndpoints}. */
  readonly services: readonly string[];
  readonly tags: Tags;
}

/**
 * Interface endpoints of a created network: those that config names, and those without which tasks that may not reach
 * the internet cannot start. Sorted, so that the order in a stack file means nothing.
 */
export function neededEndpoints({
  network,
  airflow,
  server,
}: Pick<PlainStackConfig, "network" | "airflow" | "server">): string[] {
  if (network.mode !== "create") {
    return [];
  }
  const airflowIsCreated = airflow.host === "create";
  const isolated = network.nat === "none" || (airflowIsCreated && airflow.egress === "none");
  const shell = server.execCommand || (airflowIsCreated && airflow.execCommand);
  return [
    ...new Set([
      ...network.interfaceEndpoints,
      ...(isolated ? requiredPrivateEndpoints : []),
      ...(isolated && shell ? ["ssmmessages"] : []),
      ...(isolated && server.secretsManager && isParameterStore(server.secretsManager) ? ["ssm"] : []),
    ]),
  ].sort();
}

/**
 * Ways from a VPC to AWS's own services that do not lead over the internet.
 *
 * Cost: the S3 gateway endpoint is free; an interface endpoint costs about 7 USD a month and zone, and traffic.
 */
export class VpcEndpoints extends pulumi.ComponentResource {
  /** Group of the interface endpoints, empty here; undefined when there are none. */
  readonly securityGroup?: ec2.SecurityGroup;
  readonly s3: ec2.VpcEndpoint;
  /** Addresses of S3 in this region, for rules that let traffic out to the gateway endpoint. */
  readonly s3PrefixListId: pulumi.Output<string>;
  readonly all: readonly ec2.VpcEndpoint[];

  constructor(name: string, args: VpcEndpointsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("openmetadata:aws:VpcEndpoints", name, {}, opts);
    const { vpcId, location, tags } = args;
    const child = { parent: this };
    const endpointTo = (service: string, how: Pick<ec2.VpcEndpointArgs, EndpointKind>): ec2.VpcEndpoint =>
      new ec2.VpcEndpoint(
        `${name}-${service}`,
        {
          vpcId,
          serviceName: `com.amazonaws.${location.region}.${service}`,
          ...how,
          tags: named(tags, `${name}-${service}`),
        },
        child,
      );

    this.s3 = endpointTo("s3", { vpcEndpointType: "Gateway", routeTableIds: [...args.routeTableIds] });
    this.s3PrefixListId = this.s3.prefixListId;

    if (args.services.length > 0) {
      this.securityGroup = new ec2.SecurityGroup(
        autonamed(name, 255),
        { vpcId, description: "Interface endpoints of AWS services", tags: named(tags, name) },
        child,
      );
    }
    const inSubnets = {
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      subnetIds: [...args.subnetIds],
      securityGroupIds: this.securityGroup ? [this.securityGroup.id] : [],
    };
    this.all = [this.s3, ...args.services.map((service) => endpointTo(service, inSubnets))];
    this.registerOutputs();
  }
}

/** What differs between the gateway to S3 and an interface with addresses in subnets. */
type EndpointKind = "vpcEndpointType" | "routeTableIds" | "privateDnsEnabled" | "subnetIds" | "securityGroupIds";
