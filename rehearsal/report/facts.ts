import { isRecord, recordsInJson } from "./masking";
import { spokenType, type StateResource } from "./state";

type Inputs = Readonly<Record<string, unknown>>;

const vcpu = (cpu: unknown) => `${Number(cpu) / 1024} vCPU`;
const gib = (mebibytes: unknown) => `${Number(mebibytes) / 1024} GiB`;
const containerNames = (definitions: unknown): string => {
  const names = recordsInJson(definitions).map(({ name }) => String(name));
  return names.length > 0 ? ` (${names.join(", ")})` : "";
};
const cluster = (inputs: Inputs) => (isRecord(inputs.clusterConfig) ? inputs.clusterConfig : {});

/** What a reader wants to know of a kind of resource: one phrase. The kinds come first in a component's row, in this order. */
const phrases: Readonly<Record<string, (inputs: Inputs) => string>> = {
  "aws:ecs/service:Service": (inputs) => `service × ${String(inputs.desiredCount ?? 1)}`,
  "aws:ecs/taskDefinition:TaskDefinition": (inputs) =>
    `task ${vcpu(inputs.cpu)} / ${gib(inputs.memory)}${containerNames(inputs.containerDefinitions)}`,
  "aws:lb/loadBalancer:LoadBalancer": (inputs) =>
    `${inputs.internal === true ? "internal" : "internet-facing"} load balancer`,
  "aws:lb/listener:Listener": (inputs) => `${String(inputs.protocol ?? "HTTP")} listener :${String(inputs.port)}`,
  "aws:rds/instance:Instance": (inputs) =>
    `${String(inputs.engine)} ${String(inputs.engineVersion ?? "")} on ${String(inputs.instanceClass)}, ${String(inputs.allocatedStorage)} GiB${inputs.multiAz === true ? ", two zones" : ""}`,
  "aws:opensearch/domain:Domain": (inputs) =>
    `${String(inputs.engineVersion ?? "OpenSearch")} on ${String(cluster(inputs).instanceCount ?? 1)} × ${String(cluster(inputs).instanceType)}`,
  "aws:efs/fileSystem:FileSystem": (inputs) => `${inputs.encrypted === true ? "encrypted " : ""}file system`,
  "aws:ec2/vpc:Vpc": (inputs) => `vpc ${String(inputs.cidrBlock)}`,
  "aws:ec2/natGateway:NatGateway": () => "nat gateway",
  "aws:ecs/cluster:Cluster": () => "ECS cluster",
  "aws:secretsmanager/secret:Secret": () => "secret",
  "aws:cloudwatch/logGroup:LogGroup": (inputs) =>
    `log group (${String(inputs.retentionInDays ?? "never expires")} days)`,
  "aws:route53/record:Record": (inputs) => `DNS record ${String(inputs.type ?? "")}`,
  "aws:acm/certificate:Certificate": (inputs) => `certificate ${String(inputs.domainName ?? "")}`,
};

const order = Object.keys(phrases);

/** Words for the small things of which a stack has many. */
const spoken: Readonly<Record<string, string>> = {
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "ingress rule",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "egress rule",
  "aws:ec2/vpcEndpoint:VpcEndpoint": "VPC endpoint",
  "aws:ec2/eip:Eip": "elastic IP",
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": "private DNS namespace",
  "aws:servicediscovery/service:Service": "DNS name",
  "random:index/randomPassword:RandomPassword": "generated password",
  "random:index/randomBytes:RandomBytes": "generated key",
  "tls:index/privateKey:PrivateKey": "generated key pair",
  "aws:iam/role:Role": "IAM role",
  "aws:iam/rolePolicy:RolePolicy": "IAM policy",
  "aws:iam/policy:Policy": "IAM policy",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "policy attachment",
};

/** A resource in a phrase; equal phrases are counted together. */
export const phraseOf = (resource: StateResource): string =>
  phrases[resource.type]?.(resource.inputs ?? {})
    .replace(/ {2,}/g, " ")
    .trim() ?? spokenKind(resource.type);

/** The kind of a resource in words. */
export const spokenKind = (type: string): string => spoken[type] ?? spokenType(type);

/** Smaller is more telling; what has no phrase of its own comes last. */
export const rankOf = (type: string): number => {
  const rank = order.indexOf(type);
  return rank < 0 ? order.length : rank;
};
