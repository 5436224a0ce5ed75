import type { SimulatedCloud } from "../../protocol/cloud";
import { knows } from "../known";
import { leaves, quoted, type Rule } from "../rule";
import { stepType } from "../../protocol/steps";

/** What belongs into an input; the name of an input says what it refers to. */
interface Expected {
  /** Path of the input. */
  readonly at: RegExp;
  /** The form of the identifiers that belong there. */
  readonly form: RegExp;
  readonly what: string;
  /** Types of which this is true; default: all. */
  readonly of?: RegExp;
  /** Forms of which nobody here can tell whether they exist. */
  readonly unasked?: RegExp;
}

const arn = (service: string, rest: string): RegExp => new RegExp(`^arn:[^:]+:${service}:${rest}`);

const expected: readonly Expected[] = [
  { at: /(^|\.)vpcId$/, form: /^vpc-/, what: "a VPC" },
  { at: /^vpc$/, form: /^vpc-/, what: "a VPC", of: /^aws:servicediscovery\/privateDnsNamespace:/ },
  { at: /(^|\.)(subnetId|subnetIds|subnets)$/, form: /^subnet-/, what: "a subnet" },
  {
    at: /(^|\.)(securityGroupId|securityGroupIds|securityGroups|vpcSecurityGroupIds|referencedSecurityGroupId|sourceSecurityGroupId)$/,
    form: /^sg-/,
    what: "a security group",
  },
  { at: /(^|\.)fileSystemId$/, form: /^fs-/, what: "a file system" },
  { at: /(^|\.)accessPointId$/, form: /^fsap-/, what: "an access point" },
  { at: /(^|\.)routeTableIds?$/, form: /^rtb-/, what: "a route table" },
  { at: /(^|\.)natGatewayId$/, form: /^nat-/, what: "a NAT gateway" },
  // EC2 takes other gateways here too and finds out what they are (note in the provider's documentation of routes).
  {
    at: /(^|\.)gatewayId$/,
    form: /^(igw|vgw|nat|eigw|vpce|tgw|lgw|cagw)-|^local$/,
    what: "a gateway",
    of: /^aws:ec2\/(route|routeTable|defaultRouteTable|routeTableAssociation):/,
    unasked: /^local$/,
  },
  { at: /(^|\.)transitGatewayId$/, form: /^tgw-/, what: "a transit gateway" },
  { at: /(^|\.)vpcPeeringConnectionId$/, form: /^pcx-/, what: "a VPC peering connection" },
  { at: /(^|\.)networkInterfaceId$/, form: /^eni-/, what: "a network interface" },
  { at: /(^|\.)vpcEndpointId$/, form: /^vpce-/, what: "a VPC endpoint" },
  { at: /(^|\.)egressOnlyGatewayId$/, form: /^eigw-/, what: "an egress-only internet gateway" },
  { at: /(^|\.)(prefixListId|prefixListIds|destinationPrefixListId)$/, form: /^pl-/, what: "a prefix list" },
  { at: /(^|\.)allocationId$/, form: /^eipalloc-/, what: "an elastic address" },
  { at: /(^|\.)(executionRoleArn|taskRoleArn)$/, form: arn("iam", ":\\d+:role/"), what: "a role" },
  {
    at: /^(policyArn|permissionsBoundary)$/,
    form: arn("iam", ":(aws|\\d+):policy/"),
    what: "a managed policy",
    of: /^aws:iam\//,
  },
  { at: /(^|\.)targetGroupArn$/, form: arn("elasticloadbalancing", ".*:targetgroup/"), what: "a target group" },
  { at: /(^|\.)loadBalancerArn$/, form: arn("elasticloadbalancing", ".*:loadbalancer/"), what: "a load balancer" },
  { at: /(^|\.)listenerArn$/, form: arn("elasticloadbalancing", ".*:listener/"), what: "a listener" },
  { at: /(^|\.)certificateArn$/, form: arn("(acm|iam)", ""), what: "a certificate" },
  { at: /(^|\.)registryArn$/, form: arn("servicediscovery", ".*:service/"), what: "a Cloud Map service" },
  { at: /(^|\.)secretId$/, form: arn("secretsmanager", ".*:secret:"), what: "a secret" },
  { at: /(^|\.)namespaceId$/, form: /^ns-/, what: "a Cloud Map namespace" },
  // Identifier or ARN of a key, name or ARN of an alias (AWS KMS Developer Guide, "Key identifiers"); AWS keeps aliases of its own.
  {
    at: /(^|\.)kms(Master)?Key(Id|Arn)$/,
    form: /^(arn:[^:]+:kms:[^:]+:\d+:)?(key|alias)\/.|^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$|^mrk-[0-9a-f]+$/,
    what: "a KMS key",
    unasked: /(^|:)alias\/aws\//,
  },
  // The balancer's or distribution's own zone, which an alias names, is none of the account's.
  { at: /^zoneId$/, form: /^(\/hostedzone\/)?Z[A-Z0-9]+$/, what: "a hosted zone", of: /^aws:route53\// },
  // Alarms may start other things than a topic; those are not looked up.
  {
    at: /^(alarmActions|okActions|insufficientDataActions)$/,
    form: /^arn:/,
    what: "the ARN of something to be told",
    of: /^aws:cloudwatch\//,
    unasked: /^arn:[^:]+:(?!sns:)/,
  },
];

/** What the account itself brings, or AWS. */
const ownedByAws = /^arn:[^:]+:iam::aws:/;

export const references: Rule = {
  name: "references",
  refuses: "a reference to something of the wrong kind, or to something that does not exist",
  check: ({ type, inputs, cloud }) =>
    type.startsWith("aws:") || type === stepType
      ? [...leaves(inputs)].flatMap(({ at, value }) => {
          const kind = expected.find((one) => one.at.test(at) && (one.of?.test(type) ?? true));
          if (!kind || typeof value !== "string" || value === "") return [];
          if (!kind.form.test(value))
            return [{ property: at, reason: `${at} is ${quoted(value)}, which is not ${kind.what}` }];
          return kind.unasked?.test(value) || exists(value, cloud)
            ? []
            : [{ property: at, reason: `${at}: ${value} does not exist` }];
        })
      : [],
};

const exists = (reference: string, cloud: SimulatedCloud): boolean =>
  ownedByAws.test(reference) || cloud.isGiven(reference) || knows(cloud, reference);
