import type { SimulatedCloud, Thing } from "../../protocol/cloud";
import { isTrue, leaves, refuse, type Rule } from "../rule";

/** An input by which something holds on to what it names: AWS refuses to delete that first. */
export interface Hold {
  /** Path of the input, or the end of it. */
  by: RegExp;
  /** Types that hold by it; default: every one. */
  holders?: RegExp;
}

const ends = (name: string) => new RegExp(`(^|\\.)${name}$`);

export const holding: readonly Hold[] = [
  // DependencyViolation, of EC2. A target group has no part in the VPC that it names.
  { by: ends("vpcId"), holders: /^aws:ec2\// },
  { by: ends("subnetId"), holders: /^aws:(efs\/mountTarget|ec2\/(?!routeTableAssociation))/ },
  { by: ends("subnetIds") },
  { by: ends("subnets"), holders: /^aws:(ecs|lb)\// },
  { by: ends("securityGroups"), holders: /^aws:(ec2|ecs|efs|lb)\// },
  { by: ends("securityGroupIds") },
  { by: ends("vpcSecurityGroupIds") },
  { by: ends("referencedSecurityGroupId") },
  { by: ends("allocationId"), holders: /^aws:ec2\// },
  { by: ends("routeTableId"), holders: /^aws:ec2\/(routeTableAssociation|mainRouteTableAssociation):/ },
  // InvalidDBSubnetGroupState, InvalidDBParameterGroupState.
  { by: ends("dbSubnetGroupName"), holders: /^aws:rds\// },
  { by: ends("parameterGroupName"), holders: /^aws:rds\// },
  // ResourceInUse, of Cloud Map and of load balancers; ClusterContainsServices; DeleteConflict, of IAM.
  { by: ends("namespaceId"), holders: /^aws:servicediscovery\// },
  { by: /(^|\.)(defaultActions|actions)\.(targetGroupArn|forward\.targetGroups\.arn)$/, holders: /^aws:lb\/listener/ },
  { by: ends("certificateArn"), holders: /^aws:lb\/listener/ },
  { by: ends("cluster"), holders: /^aws:ecs\// },
  { by: ends("role"), holders: /^aws:iam\// },
  // FileSystemInUse: mount targets only.
  { by: ends("fileSystemId"), holders: /^aws:efs\/mountTarget:/ },
];

/** Type → the input that names what it is part of, and that one's type: it goes when that goes. */
export const partOf: Readonly<Record<string, readonly [property: string, of: string]>> = {
  "aws:secretsmanager/secretVersion:SecretVersion": ["secretId", "aws:secretsmanager/secret:Secret"],
  "aws:secretsmanager/secretPolicy:SecretPolicy": ["secretArn", "aws:secretsmanager/secret:Secret"],
  "aws:efs/fileSystemPolicy:FileSystemPolicy": ["fileSystemId", "aws:efs/fileSystem:FileSystem"],
  "aws:efs/backupPolicy:BackupPolicy": ["fileSystemId", "aws:efs/fileSystem:FileSystem"],
  "aws:efs/accessPoint:AccessPoint": ["fileSystemId", "aws:efs/fileSystem:FileSystem"],
  "aws:opensearch/domainPolicy:DomainPolicy": ["domainName", "aws:opensearch/domain:Domain"],
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": ["repository", "aws:ecr/repository:Repository"],
  "aws:ec2/route:Route": ["routeTableId", "aws:ec2/routeTable:RouteTable"],
  "aws:ec2/routeTableAssociation:RouteTableAssociation": ["subnetId", "aws:ec2/subnet:Subnet"],
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ["vpcId", "aws:ec2/vpc:Vpc"],
  "aws:lb/listener:Listener": ["loadBalancerArn", "aws:lb/loadBalancer:LoadBalancer"],
  "aws:lb/listenerRule:ListenerRule": ["listenerArn", "aws:lb/listener:Listener"],
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": [
    "securityGroupId",
    "aws:ec2/securityGroup:SecurityGroup",
  ],
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ["securityGroupId", "aws:ec2/securityGroup:SecurityGroup"],
};

const namesOf = ({ id, outputs }: Thing): unknown[] =>
  [id, outputs.arn, outputs.name, outputs.domainName].filter((name) => name !== undefined && name !== "");

const isPartOf = (part: Thing, whole: Thing): boolean => {
  const [property, of] = partOf[part.type] ?? [];
  return property !== undefined && of === whole.type && namesOf(whole).includes(part.inputs[property]);
};

export const stillNeeded: Rule = {
  name: "still-needed",
  refuses: "deleting something while something that stays needs it",
  remove: (thing, cloud) => {
    const holders = cloud.all().filter((other) => other !== thing && !isPartOf(other, thing) && holds(other, thing));
    const names = holders.map((holder) => `${holder.type.split(":").pop()} ${holder.id}`).join(", ");
    return holders.length === 0 ? [] : refuse("", `${thing.id} cannot be deleted: ${names} still needs it`);
  },
};

function holds(holder: Thing, thing: Thing): boolean {
  const names = namesOf(thing);
  const kind = thing.type.split(":")[1]!.split("/")[0];
  return [...leaves(holder.inputs)].some(({ at, value }) => {
    if (!names.includes(value) || value === "") return false;
    // A bare name refers to something of the same service only.
    if (value === thing.outputs.name && value !== thing.id && !holder.type.includes(`:${kind}/`)) return false;
    return holding.some(({ by, holders }) => by.test(at) && (holders?.test(holder.type) ?? true));
  });
}

export const deletionProtection: Rule = {
  name: "deletion-protection",
  refuses: "deleting what has deletion protection",
  remove: ({ id, inputs }) =>
    isTrue(inputs.deletionProtection) || isTrue(inputs.enableDeletionProtection)
      ? refuse("", `${id} has deletion protection`)
      : [],
};

/** What leaves a final snapshot behind, unless it is told not to. */
const leavingSnapshots = new Set(["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"]);
const snapshot = "aws:rds/snapshot:Snapshot";

export const finalSnapshot: Rule = {
  name: "final-snapshot",
  refuses: "deleting a database whose final snapshot has no name, or one that is taken",
  remove: ({ type, inputs }, cloud) => {
    if (!leavingSnapshots.has(type) || isTrue(inputs.skipFinalSnapshot)) return [];
    const { finalSnapshotIdentifier: name } = inputs;
    if (typeof name !== "string" || name === "")
      return refuse(
        "finalSnapshotIdentifier",
        "finalSnapshotIdentifier is required when skipFinalSnapshot is not true",
      );
    return [...cloud.all(snapshot), ...cloud.remains].some((taken) => taken.type === snapshot && taken.id === name)
      ? refuse("finalSnapshotIdentifier", `snapshot ${name} already exists`)
      : [];
  },
};

/** Service of a role that AWS itself uses → what it uses it for; from each service's "Using service-linked roles". */
const linkedTo: Readonly<Record<string, (thing: Thing) => boolean>> = {
  "opensearchservice.amazonaws.com": ({ type, inputs }) =>
    type === "aws:opensearch/domain:Domain" && isGiven(inputs.vpcOptions),
  "es.amazonaws.com": ({ type, inputs }) =>
    /^aws:(opensearch|elasticsearch)\/domain:/.test(type) && isGiven(inputs.vpcOptions),
  "ecs.amazonaws.com": ({ type }) => type === "aws:ecs/cluster:Cluster",
  "elasticloadbalancing.amazonaws.com": ({ type }) => type === "aws:lb/loadBalancer:LoadBalancer",
  "rds.amazonaws.com": ({ type }) => /^aws:rds\/(instance|cluster):/.test(type),
};

const isGiven = (value: unknown) => value !== undefined && value !== null;

export const serviceLinkedRoleInUse: Rule = {
  name: "service-linked-role-in-use",
  refuses: "deleting a service-linked role while the service uses it",
  remove: ({ type, id, inputs }, cloud) => {
    if (type !== "aws:iam/serviceLinkedRole:ServiceLinkedRole") return [];
    const users = cloud.all().filter(linkedTo[String(inputs.awsServiceName)] ?? (() => false));
    const names = users.map((user) => user.id).join(", ");
    return users.length === 0
      ? []
      : refuse(
          "",
          `${id} cannot be deleted: ${names} still uses it. Leave it in the stack, or remove it from the state`,
        );
  },
};

/** What goes with it, and what stays behind: a final snapshot, a secret in its recovery window. */
export function afterDeletion(thing: Thing, cloud: SimulatedCloud): void {
  removeParts(thing, cloud);
  const { type, inputs } = thing;
  if (leavingSnapshots.has(type) && !isTrue(inputs.skipFinalSnapshot))
    cloud.remains.push({ ...thing, type: snapshot, id: String(inputs.finalSnapshotIdentifier) });
  if (type === "aws:secretsmanager/secret:Secret" && Number(inputs.recoveryWindowInDays ?? 30) !== 0)
    cloud.remains.push(thing);
}

function removeParts(whole: Thing, cloud: SimulatedCloud): void {
  for (const part of cloud.all().filter((thing) => isPartOf(thing, whole))) {
    removeParts(part, cloud);
    cloud.remove(part.type, part.id);
  }
}
