import { isIPv4 } from "node:net";
import { learned } from "../learned/learned";
import { followingFromInputs } from "../outputs";
import type { SimulatedCloud, Thing } from "../../protocol/cloud";
import type { ResourceNode } from "../../protocol/graph";
import type { Failure, ResourceCall } from "../../protocol/package";
import { isProperties, unknown, type Properties, type Value } from "../../protocol/wire";
import { refuse } from "../rule";

/** One of the inputs that together may stand only once. */
interface Key {
  /** Path of the input. */
  path: string;
  /** Other paths, where it may stand instead. */
  or?: readonly string[];
  /** Left out is a value too. */
  optional?: true;
  /** An input of what the path names, in place of the name itself. */
  of?: { type: string; input: string };
  /** The value as the service compares it. */
  as?: (value: string) => string;
}

const key = (path: string, more: Omit<Key, "path"> = {}): Key => ({ path, ...more });
const lower = (value: string) => value.toLowerCase();
const dnsName = (value: string) => lower(value).replace(/\.$/, "");

const protocols: Readonly<Record<string, string>> = { "1": "icmp", "6": "tcp", "17": "udp", "58": "icmpv6", all: "-1" };
const protocol = (value: string) => protocols[lower(value)] ?? lower(value);

/** EC2 keeps the network's address: 100.68.0.18/18 is 100.68.0.0/18 (API reference, AuthorizeSecurityGroupIngress). */
function cidr(value: string): string {
  const [address = "", bits = ""] = value.split("/");
  if (!isIPv4(address)) return lower(value);
  const kept = Number(bits);
  const whole = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  return `${Math.floor(whole / 2 ** (32 - kept)) * 2 ** (32 - kept)}/${kept}`;
}

/** InvalidPermission.Duplicate: a rule is the same whatever its description says. */
const groupRule: readonly Key[] = [
  key("securityGroupId"),
  key("ipProtocol", { as: protocol }),
  key("fromPort", { optional: true }),
  key("toPort", { optional: true }),
  key("cidrIpv4", { or: ["cidrIpv6", "prefixListId", "referencedSecurityGroupId"], as: cidr }),
];

/**
 * What may stand only once, besides names. Where AWS would take the second and let it overwrite the first (a policy of a
 * role), two resources of one program would undo each other in every run: that is refused too.
 */
export const uniqueBy: Readonly<Record<string, readonly (readonly Key[])[]>> = {
  "aws:servicediscovery/service:Service": [
    [key("dnsConfig.namespaceId", { or: ["namespaceId"] }), key("name", { as: lower })],
  ],
  // ConflictingDomainExists: one private zone of a name in a VPC.
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": [[key("vpc"), key("name", { as: dnsName })]],
  "aws:route53/record:Record": [
    [key("zoneId"), key("name", { as: dnsName }), key("type"), key("setIdentifier", { optional: true })],
  ],
  "aws:efs/fileSystem:FileSystem": [[key("creationToken")]],
  // One in each availability zone (EFS user guide, "Managing mount targets"): MountTargetConflict.
  "aws:efs/mountTarget:MountTarget": [
    [key("fileSystemId"), key("subnetId")],
    [key("fileSystemId"), key("subnetId", { of: { type: "aws:ec2/subnet:Subnet", input: "availabilityZone" } })],
  ],
  "aws:ec2/route:Route": [
    [
      key("routeTableId"),
      key("destinationCidrBlock", { or: ["destinationIpv6CidrBlock", "destinationPrefixListId"], as: cidr }),
    ],
  ],
  // Resource.AlreadyAssociated, all three.
  "aws:ec2/routeTableAssociation:RouteTableAssociation": [[key("subnetId", { or: ["gatewayId"] })]],
  "aws:ec2/internetGateway:InternetGateway": [[key("vpcId")]],
  "aws:ec2/natGateway:NatGateway": [[key("allocationId")]],
  "aws:ec2/securityGroup:SecurityGroup": [[key("vpcId"), key("name", { as: lower })]],
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": [groupRule],
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": [groupRule],
  "aws:iam/serviceLinkedRole:ServiceLinkedRole": [[key("awsServiceName"), key("customSuffix", { optional: true })]],
  "aws:iam/rolePolicy:RolePolicy": [[key("role"), key("name")]],
  "aws:ecs/service:Service": [[key("cluster"), key("name")]],
  "aws:lb/listener:Listener": [[key("loadBalancerArn"), key("port")]],
  "aws:lb/listenerRule:ListenerRule": [[key("listenerArn"), key("priority")]],
  // Stored as lower-case text (API reference, CreateDBInstance).
  "aws:rds/instance:Instance": [[key("identifier", { as: lower })]],
};

/** Types of which a region, or for IAM and S3 an account, has one of a name; which input is the name was learned. */
export const uniquelyNamed: readonly string[] = [
  ...["aws:cloudwatch/logGroup:LogGroup", "aws:cloudwatch/metricAlarm:MetricAlarm", "aws:ecr/repository:Repository"],
  ...["aws:ecs/cluster:Cluster", "aws:ec2/keyPair:KeyPair", "aws:ec2/launchTemplate:LaunchTemplate"],
  ...["aws:iam/role:Role", "aws:iam/policy:Policy", "aws:iam/user:User", "aws:iam/group:Group"],
  ...["aws:iam/instanceProfile:InstanceProfile", "aws:kms/alias:Alias", "aws:lb/loadBalancer:LoadBalancer"],
  ...["aws:lb/targetGroup:TargetGroup", "aws:opensearch/domain:Domain", "aws:rds/parameterGroup:ParameterGroup"],
  ...["aws:rds/subnetGroup:SubnetGroup", "aws:s3/bucket:Bucket", "aws:secretsmanager/secret:Secret"],
  ...["aws:sns/topic:Topic", "aws:ssm/parameter:Parameter"],
];

function keysOf(type: string): readonly (readonly Key[])[] {
  const rows = uniqueBy[type];
  if (rows) return rows;
  const name = uniquelyNamed.includes(type) ? learned(type)?.name : undefined;
  return name ? [[key(name.property, name.lower ? { as: lower } : {})]] : [];
}

/** A resource of the program or a thing in the account, as far as its uniqueness goes. */
interface Candidate {
  inputs: Properties;
  /** Where a property's value will come from; nowhere, for what is in the account already. */
  sources(property: string): readonly ResourceNode[];
}

export const inAccount = ({ inputs }: Thing): Candidate => ({ inputs, sources: () => [] });

export const planned = (
  { urn, inputs = {} }: Pick<ResourceNode, "urn" | "inputs">,
  { graph }: ResourceCall,
): Candidate => ({
  inputs,
  sources: (property) => graph.sources(urn, property),
});

const at = (inputs: Properties, path: string): Value | undefined =>
  path.split(".").reduce<Value | undefined>((value, name) => (isProperties(value) ? value[name] : undefined), inputs);

/** An input that holds the identifier of one other thing. */
const isReference = (path: string) => /(Id|Arn)$|(^|\.)(cluster|role|vpc)$/.test(path);

/** What stands for a key, to be compared as text; undefined when that is not known. */
function valueOf(candidate: Candidate, wanted: Key, cloud: SimulatedCloud): string | undefined {
  const path = [wanted.path, ...(wanted.or ?? [])].find((one) => (at(candidate.inputs, one) ?? null) !== null);
  if (path === undefined) return wanted.optional ? "" : undefined;
  const value = at(candidate.inputs, path)!;
  // Before anything is created, two references are known to be one by the resource from which they will come.
  const [source, ...others] = value === unknown && isReference(path) ? candidate.sources(path.split(".")[0]!) : [];
  if (value === unknown && (!source || others.length > 0)) return undefined;
  if (wanted.of) {
    const { type, input } = wanted.of;
    const inputs = source ? (source.type === type ? source.inputs : undefined) : cloud.get(type, String(value))?.inputs;
    const found = inputs?.[input];
    return typeof found === "string" ? found : undefined;
  }
  const prefix = path === wanted.path ? "" : `${path} `;
  return source ? `${prefix}of ${source.urn}` : `${prefix}${wanted.as?.(String(value)) ?? String(value)}`;
}

/** All keys of a row as one text; undefined when one of them is not known. */
function identityBy(row: readonly Key[], candidate: Candidate, cloud: SimulatedCloud): string | undefined {
  const values = row.map((one) => valueOf(candidate, one, cloud));
  return values.includes(undefined) ? undefined : JSON.stringify(values);
}

const kindOf = (type: string) => type.split(":").pop()!;
const shown = (row: readonly Key[], inputs: Properties) =>
  row
    .map(({ path, or = [] }) => [path, ...or].map((one) => at(inputs, one)).find((value) => (value ?? null) !== null))
    .map((value) => (value === unknown ? "(known later)" : value))
    .filter((value) => value !== undefined && value !== "")
    .map(String)
    .join(" ");

/** The first row by which something else is the same. */
export function clash<Other>(
  call: ResourceCall,
  others: readonly Other[],
  as: (other: Other) => Candidate,
): { row: readonly Key[]; other: Other } | undefined {
  if (call.type === "aws:route53/record:Record" && call.inputs.allowOverwrite === true) return undefined;
  for (const row of keysOf(call.type)) {
    const identity = identityBy(row, planned(call, call), call.cloud);
    const other = others.find((one) => identity !== undefined && identityBy(row, as(one), call.cloud) === identity);
    if (other) return { row, other };
  }
  return undefined;
}

export const report = (call: ResourceCall, row: readonly Key[], what: string): Failure[] =>
  refuse(row.at(-1)!.path, `${kindOf(call.type)} ${shown(row, call.inputs)} ${what}`);

/** Things of the type in the region where this one would be; those of a global service have none. */
export function neighbours(call: ResourceCall, things: readonly Thing[]): Thing[] {
  const { region } = followingFromInputs(call);
  return things.filter(({ type, outputs }) => type === call.type && outputs.region === region);
}
