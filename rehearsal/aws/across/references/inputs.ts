import { remembered } from "../../remembered";

/** What the identifiers in an input look like, and what they are of. */
interface Kind {
  readonly form: RegExp;
  readonly what: string;
  /** Forms of which nobody here can tell whether they exist. */
  readonly unasked?: RegExp;
}

/** What is known of an input by its name, of any type. */
export interface Input {
  /** Path of the input, or the end of it. */
  readonly at: RegExp;
  /** What belongs there. */
  readonly kind?: Kind;
  /** Types of which {@link kind} is true; default: all. */
  readonly of?: RegExp;
  /** Types that hold on to what they name here: AWS refuses to delete that first. */
  readonly heldBy?: RegExp;
}

const arn = (service: string, rest: string): RegExp => new RegExp(`^arn:[^:]+:${service}:${rest}`);
const ends = (names: string): RegExp => new RegExp(`(^|\\.)(${names})$`);
const every = /^/;

const vpc: Kind = { form: /^vpc-/, what: "a VPC" };
const subnet: Kind = { form: /^subnet-/, what: "a subnet" };
const securityGroup: Kind = { form: /^sg-/, what: "a security group" };
const routeTable: Kind = { form: /^rtb-/, what: "a route table" };
const certificate: Kind = { form: arn("(acm|iam)", ""), what: "a certificate" };
const targetGroup: Kind = { form: arn("elasticloadbalancing", ".*:targetgroup/"), what: "a target group" };
/** EC2 takes other gateways here too and finds out what they are (note in the provider's documentation of routes). */
const gateway: Kind = {
  form: /^(igw|vgw|nat|eigw|vpce|tgw|lgw|cagw)-|^local$/,
  what: "a gateway",
  unasked: /^local$/,
};
/** Identifier or ARN of a key, name or ARN of an alias (AWS KMS Developer Guide, "Key identifiers"); some are AWS's own. */
const key: Kind = {
  form: /^(arn:[^:]+:kms:[^:]+:\d+:)?(key|alias)\/.|^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$|^mrk-[0-9a-f]+$/,
  what: "a KMS key",
  unasked: /(^|:)alias\/aws\//,
};
/** Alarms may start other things than a topic; those are not looked up. */
const alarmAction: Kind = {
  form: /^arn:/,
  what: "the ARN of something to be told",
  unasked: /^arn:[^:]+:(?!sns:)/,
};

// prettier-ignore
export const inputs: readonly Input[] = [
  // DependencyViolation, of EC2. A target group has no part in the VPC that it names.
  { at: ends("vpcId"), kind: vpc, heldBy: /^aws:ec2\// },
  { at: /^vpc$/, kind: vpc, of: /^aws:servicediscovery\/privateDnsNamespace:/ },
  { at: ends("subnetId"), kind: subnet, heldBy: /^aws:(efs\/mountTarget|ec2\/(?!routeTableAssociation))/ },
  { at: ends("subnetIds"), kind: subnet, heldBy: every },
  { at: ends("subnets"), kind: subnet, heldBy: /^aws:(ecs|lb)\// },
  { at: ends("securityGroups"), kind: securityGroup, heldBy: /^aws:(ec2|ecs|efs|lb)\// },
  { at: ends("securityGroupIds|vpcSecurityGroupIds|referencedSecurityGroupId"), kind: securityGroup, heldBy: every },
  { at: ends("securityGroupId|sourceSecurityGroupId"), kind: securityGroup },
  // FileSystemInUse: mount targets only.
  { at: ends("fileSystemId"), kind: { form: /^fs-/, what: "a file system" }, heldBy: /^aws:efs\/mountTarget:/ },
  { at: ends("accessPointId"), kind: { form: /^fsap-/, what: "an access point" } },
  { at: ends("routeTableId"), kind: routeTable, heldBy: /^aws:ec2\/(routeTableAssociation|mainRouteTableAssociation):/ },
  { at: ends("routeTableIds"), kind: routeTable },
  { at: ends("natGatewayId"), kind: { form: /^nat-/, what: "a NAT gateway" } },
  { at: ends("gatewayId"), kind: gateway, of: /^aws:ec2\/(route|routeTable|defaultRouteTable|routeTableAssociation):/ },
  { at: ends("transitGatewayId"), kind: { form: /^tgw-/, what: "a transit gateway" } },
  { at: ends("vpcPeeringConnectionId"), kind: { form: /^pcx-/, what: "a VPC peering connection" } },
  { at: ends("networkInterfaceId"), kind: { form: /^eni-/, what: "a network interface" } },
  { at: ends("vpcEndpointId"), kind: { form: /^vpce-/, what: "a VPC endpoint" } },
  { at: ends("egressOnlyGatewayId"), kind: { form: /^eigw-/, what: "an egress-only internet gateway" } },
  { at: ends("prefixListId|prefixListIds|destinationPrefixListId"), kind: { form: /^pl-/, what: "a prefix list" } },
  { at: ends("allocationId"), kind: { form: /^eipalloc-/, what: "an elastic address" }, heldBy: /^aws:ec2\// },
  { at: ends("executionRoleArn|taskRoleArn"), kind: { form: arn("iam", ":\\d+:role/"), what: "a role" } },
  { at: /^(policyArn|permissionsBoundary)$/, kind: { form: arn("iam", ":(aws|\\d+):policy/"), what: "a managed policy" }, of: /^aws:iam\// },
  // ResourceInUse, of load balancers: by what a listener forwards to.
  { at: /(^|\.)(defaultActions|actions)\.(targetGroupArn|forward\.targetGroups\.arn)$/, heldBy: /^aws:lb\/listener/ },
  { at: ends("targetGroupArn"), kind: targetGroup },
  { at: ends("loadBalancerArn"), kind: { form: arn("elasticloadbalancing", ".*:loadbalancer/"), what: "a load balancer" } },
  { at: ends("listenerArn"), kind: { form: arn("elasticloadbalancing", ".*:listener/"), what: "a listener" } },
  { at: ends("certificateArn"), kind: certificate, heldBy: /^aws:lb\/listener/ },
  { at: ends("registryArn"), kind: { form: arn("servicediscovery", ".*:service/"), what: "a Cloud Map service" } },
  { at: ends("secretId"), kind: { form: arn("secretsmanager", ".*:secret:"), what: "a secret" } },
  // ResourceInUse, of Cloud Map.
  { at: ends("namespaceId"), kind: { form: /^ns-/, what: "a Cloud Map namespace" }, heldBy: /^aws:servicediscovery\// },
  { at: ends("kms(Master)?Key(Id|Arn)"), kind: key },
  // The balancer's or distribution's own zone, which an alias names, is none of the account's.
  { at: /^zoneId$/, kind: { form: /^(\/hostedzone\/)?Z[A-Z0-9]+$/, what: "a hosted zone" }, of: /^aws:route53\// },
  { at: /^(alarmActions|okActions|insufficientDataActions)$/, kind: alarmAction, of: /^aws:cloudwatch\// },
  // InvalidDBSubnetGroupState, InvalidDBParameterGroupState.
  { at: ends("dbSubnetGroupName"), heldBy: /^aws:rds\// },
  { at: ends("parameterGroupName"), heldBy: /^aws:rds\// },
  // ClusterContainsServices; DeleteConflict, of IAM.
  { at: ends("cluster"), heldBy: /^aws:ecs\// },
  { at: ends("role"), heldBy: /^aws:iam\// },
];

const kindsOf = remembered((type) =>
  remembered((at) => inputs.find((one) => one.kind && one.at.test(at) && (one.of?.test(type) ?? true))?.kind),
);

/** What belongs into an input of a type; undefined where nobody said. */
export const kindAt = (type: string, at: string): Kind | undefined => kindsOf(type)(at);

/** Whether a type holds on to what it names in an input. */
export const isHeldBy = (type: string, at: string): boolean =>
  inputs.some((one) => one.heldBy?.test(type) && one.at.test(at));
