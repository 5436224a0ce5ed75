import { runningServicesType, stepType } from "../protocol/steps";
import { isRecord, recordsInJson } from "./masking";
import { spokenType, type StateResource } from "./state";
import { counted } from "./text";

type Inputs = Readonly<Record<string, unknown>>;

const vcpu = (cpu: unknown) => `${Number(cpu) / 1024} vCPU`;
const gib = (mebibytes: unknown) => `${Number(mebibytes) / 1024} GiB`;
const containerNames = (definitions: unknown): string => {
  const names = recordsInJson(definitions).map(({ name }) => String(name));
  return names.length > 0 ? ` (${names.join(", ")})` : "";
};
const cluster = (inputs: Inputs) => (isRecord(inputs.clusterConfig) ? inputs.clusterConfig : {});

const engineNames: Readonly<Record<string, string>> = { postgres: "PostgreSQL", mysql: "MySQL" };

/** What a resource is called, and what tells it from others of its kind: `["log group", " (90 days)"]`. */
type Phrase = readonly [noun: string, detail: string];

/** What a reader wants to know of a kind of resource. The kinds come first in a component's row, in this order. */
const phrases: Readonly<Record<string, (inputs: Inputs) => Phrase>> = {
  "aws:ecs/service:Service": ({ desiredCount = 1 }) => [
    "service",
    ` of ${String(desiredCount)} task${desiredCount === 1 ? "" : "s"}`,
  ],
  "aws:ecs/taskDefinition:TaskDefinition": (inputs) => [
    "task",
    ` ${vcpu(inputs.cpu)} / ${gib(inputs.memory)}${containerNames(inputs.containerDefinitions)}`,
  ],
  [stepType]: (inputs) => ["step", ` ${String(inputs.step)}`],
  [runningServicesType]: (inputs) => ["wait for services", ` ${String(inputs.step)}`],
  "aws:lb/loadBalancer:LoadBalancer": (inputs) => [
    `${inputs.internal === true ? "internal" : "internet-facing"} load balancer`,
    "",
  ],
  "aws:lb/listener:Listener": (inputs) => [`${String(inputs.protocol ?? "HTTP")} listener`, ` :${String(inputs.port)}`],
  "aws:rds/instance:Instance": (inputs) => [
    "",
    `${engineName(inputs.engine)} ${String(inputs.engineVersion ?? "")} on ${String(inputs.instanceClass)}, ${String(inputs.allocatedStorage)} GiB${inputs.multiAz === true ? ", two zones" : ""}`,
  ],
  "aws:opensearch/domain:Domain": (inputs) => [
    "",
    `${String(inputs.engineVersion ?? "OpenSearch").replace("_", " ")} on ${String(cluster(inputs).instanceCount ?? 1)} × ${String(cluster(inputs).instanceType)}`,
  ],
  "aws:efs/fileSystem:FileSystem": (inputs) => [`${inputs.encrypted === true ? "encrypted " : ""}file system`, ""],
  "aws:ec2/vpc:Vpc": (inputs) => ["VPC", ` ${String(inputs.cidrBlock)}`],
  "aws:ec2/natGateway:NatGateway": () => ["NAT gateway", ""],
  "aws:ecs/cluster:Cluster": () => ["ECS cluster", ""],
  "aws:secretsmanager/secret:Secret": () => ["secret", ""],
  "aws:cloudwatch/logGroup:LogGroup": ({ retentionInDays }) => [
    "log group",
    retentionInDays ? ` (${String(retentionInDays)} days)` : " (never expires)",
  ],
  "aws:route53/record:Record": (inputs) => ["DNS record", ` ${String(inputs.type ?? "")}`],
  "aws:acm/certificate:Certificate": (inputs) => ["certificate", ` ${String(inputs.domainName ?? "")}`],
};

const engineName = (engine: unknown): string => engineNames[String(engine)] ?? String(engine);

const order = Object.keys(phrases);

/** Words for the small things of which a stack has many. */
const spoken: Readonly<Record<string, string>> = {
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "ingress rule",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "egress rule",
  "aws:ec2/vpcEndpoint:VpcEndpoint": "VPC endpoint",
  "aws:ec2/eip:Eip": "elastic IP",
  "aws:rds/instance:Instance": "database",
  "aws:opensearch/domain:Domain": "search domain",
  "aws:ec2/vpc:Vpc": "VPC",
  "aws:ec2/natGateway:NatGateway": "NAT gateway",
  "aws:ecs/cluster:Cluster": "ECS cluster",
  "aws:route53/record:Record": "DNS record",
  "aws:efs/fileSystem:FileSystem": "file system",
  "random:index/randomId:RandomId": "random id",
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

const phrase = (resource: StateResource): Phrase => {
  const [noun, detail] = phrases[resource.type]?.(resource.inputs ?? {}) ?? [kindByName(resource), ""];
  return [noun, detail.replace(/ {2,}/g, " ").trimEnd()];
};

/** A random number says nothing of what it is for; its name does. */
const kindByName = ({ type, urn }: StateResource): string =>
  type === "random:index/randomId:RandomId" && /-destroy-guard$/.test(urn)
    ? "destroy guard, which stops pulumi destroy while the stack is protected"
    : spokenKind(type);

/** One resource in a phrase. */
export const phraseOf = (resource: StateResource): string => phrase(resource).join("").trim();

/** Equal ones counted together, the telling kinds first, then the others by how many there are. */
export const summary = (resources: readonly StateResource[]): string => {
  const groups = new Map<string, { rank: number; count: number; phrase: Phrase }>();
  for (const resource of resources) {
    const own = phrase(resource);
    const group = groups.get(own.join("")) ?? { rank: rankOf(resource.type), count: 0, phrase: own };
    groups.set(own.join(""), { ...group, count: group.count + 1 });
  }
  return [...groups]
    .sort(([text, one], [other, two]) => one.rank - two.rank || two.count - one.count || (text < other ? -1 : 1))
    .map(
      ([
        text,
        {
          count,
          phrase: [noun, detail],
        },
      ]) => (noun === "" && count > 1 ? `${count} × ${text}` : `${counted(count, noun)}${detail}`),
    )
    .join(" · ");
};

/** The kind of a resource in words. */
export const spokenKind = (type: string): string => spoken[type] ?? spokenType(type);

/** Smaller is more telling; what has no phrase of its own comes last. */
export const rankOf = (type: string): number => {
  const rank = order.indexOf(type);
  return rank < 0 ? order.length : rank;
};
