import type { SimulatedCloud, Thing } from "../cloud";
import { learned } from "../aws/learned/learned";
import type { ResourceCall } from "../package";
import { unknown } from "../wire";
import { leaves } from "./rule";

/** Names that are unique although the provider does not make them up. */
const uniqueBy: Readonly<Record<string, string[]>> = {
  "aws:servicediscovery/service:Service": ["namespaceId", "name"],
  "aws:route53/record:Record": ["zoneId", "name", "type", "setIdentifier"],
  "aws:efs/mountTarget:MountTarget": ["fileSystemId", "subnetId"],
  "aws:ec2/route:Route": ["routeTableId", "destinationCidrBlock"],
  "aws:iam/serviceLinkedRole:ServiceLinkedRole": ["awsServiceName"],
  "aws:ecs/service:Service": ["cluster", "name"],
  "aws:lb/listener:Listener": ["loadBalancerArn", "port"],
  "aws:iam/rolePolicy:RolePolicy": ["role", "name"],
};

/** Types of which a second one of the same name is no collision: a new revision or version. */
const versioned = new Set(["aws:ecs/taskDefinition:TaskDefinition", "aws:secretsmanager/secretVersion:SecretVersion"]);
const putting = new Set(["aws:route53/record:Record"]);

/** Refuses a second thing of the same name in the account. */
export function creationProblems(call: ResourceCall): string[] {
  const { type, inputs, cloud, preview, urn } = call;
  if (versioned.has(type) || (putting.has(type) && inputs.allowOverwrite === true)) return [];
  const named = learned(type)?.name?.property;
  const keys = uniqueBy[type] ?? (named ? [named] : []);
  if (
    keys.length === 0 ||
    keys.every((key) => inputs[key] === undefined) ||
    keys.some((key) => inputs[key] === unknown)
  )
    return [];
  const same = (thing: Thing) => keys.every((key) => thing.inputs[key] === inputs[key]) && sameRegion(thing, call);
  // Whether a replacement deletes first is not known in a preview.
  const twin = cloud.all(type).find((thing) => same(thing) && !(preview && thing.urn === urn));
  const name = keys.map((key) => String(inputs[key])).join(" ");
  if (twin) return [`${type.split(":").pop()} ${name} already exists`];
  return cloud.remains.some((thing) => thing.type === type && same(thing))
    ? [
        `${type.split(":").pop()} ${name} is still there: it is scheduled for deletion, or a snapshot of that name exists`,
      ]
    : [];
}

const sameRegion = (thing: Thing, { inputs }: ResourceCall) => thing.inputs.region === inputs.region;

/** Inputs by which something holds on to what it names: AWS refuses to delete that first. */
const holding: readonly [RegExp, RegExp?][] = [
  [/(^|\.)(vpcId|subnetId|subnetIds|subnets|dbSubnetGroupName|parameterGroupName|namespaceId|allocationId)$/],
  [/(^|\.)(securityGroups|securityGroupIds|vpcSecurityGroupIds|referencedSecurityGroupId)$/],
  [/(^|\.)(cluster|role)$/, /^aws:(ecs|iam)\//],
  [/(^|\.)fileSystemId$/, /^aws:efs\/(mountTarget|accessPoint):/],
  [/(^|\.)(defaultActions|actions)\.(.*\.)?targetGroupArn$|(^|\.)certificateArn$/, /^aws:lb\/listener/],
  [/(^|\.)routeTableId$/, /^aws:ec2\/(routeTableAssociation|mainRouteTableAssociation):/],
];

/** Type → the input that names what it is part of, and that one's type: it goes when that goes. */
const partOf: Readonly<Record<string, readonly [property: string, of: string]>> = {
  "aws:secretsmanager/secretVersion:SecretVersion": ["secretId", "aws:secretsmanager/secret:Secret"],
  "aws:secretsmanager/secretPolicy:SecretPolicy": ["secretArn", "aws:secretsmanager/secret:Secret"],
  "aws:efs/fileSystemPolicy:FileSystemPolicy": ["fileSystemId", "aws:efs/fileSystem:FileSystem"],
  "aws:efs/backupPolicy:BackupPolicy": ["fileSystemId", "aws:efs/fileSystem:FileSystem"],
  "aws:opensearch/domainPolicy:DomainPolicy": ["domainName", "aws:opensearch/domain:Domain"],
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": ["repository", "aws:ecr/repository:Repository"],
  "aws:ec2/route:Route": ["routeTableId", "aws:ec2/routeTable:RouteTable"],
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ["vpcId", "aws:ec2/vpc:Vpc"],
  "aws:lb/listener:Listener": ["loadBalancerArn", "aws:lb/loadBalancer:LoadBalancer"],
  "aws:lb/listenerRule:ListenerRule": ["listenerArn", "aws:lb/listener:Listener"],
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": [
    "securityGroupId",
    "aws:ec2/securityGroup:SecurityGroup",
  ],
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ["securityGroupId", "aws:ec2/securityGroup:SecurityGroup"],
  "aws:efs/accessPoint:AccessPoint": ["fileSystemId", "aws:efs/fileSystem:FileSystem"],
};

const namesOf = ({ id, outputs }: Thing): unknown[] =>
  [id, outputs.arn, outputs.name, outputs.domainName].filter((name) => name !== undefined && name !== "");

const isPartOf = (part: Thing, whole: Thing): boolean => {
  const [property, of] = partOf[part.type] ?? [];
  return property !== undefined && of === whole.type && namesOf(whole).includes(part.inputs[property]);
};

/** Why the account refuses to delete something. */
export function deletionProblems(call: ResourceCall & { id: string }): string[] {
  const { type, id, cloud } = call;
  const thing = cloud.get(type, id);
  if (!thing) return [];
  const { inputs } = thing;
  if (inputs.deletionProtection === true || inputs.enableDeletionProtection === true)
    return [`${id} has deletion protection`];
  if (type === "aws:rds/instance:Instance" && inputs.skipFinalSnapshot !== true) {
    if (typeof inputs.finalSnapshotIdentifier !== "string")
      return ["finalSnapshotIdentifier is required when skipFinalSnapshot is not true"];
    if (cloud.remains.some(({ id: snapshot }) => snapshot === inputs.finalSnapshotIdentifier))
      return [`snapshot ${inputs.finalSnapshotIdentifier} already exists`];
  }
  const holders = cloud.all().filter((other) => other !== thing && !isPartOf(other, thing) && holds(other, thing));
  return holders.length === 0
    ? []
    : [
        `${id} cannot be deleted: ${holders.map((holder) => `${holder.type.split(":").pop()} ${holder.id}`).join(", ")} still needs it`,
      ];
}

function holds(holder: Thing, thing: Thing): boolean {
  const names = namesOf(thing);
  const kind = thing.type.split(":")[1]!.split("/")[0];
  return [...leaves(holder.inputs)].some(({ at, value }) => {
    if (!names.includes(value) || value === "") return false;
    // A bare name refers to something of the same service only.
    if (value === thing.outputs.name && value !== thing.id && !holder.type.includes(`:${kind}/`)) return false;
    return holding.some(([property, types]) => property.test(at) && (types?.test(holder.type) ?? true));
  });
}

/** What goes with it, and what stays behind: a final snapshot, a secret in its recovery window. */
export function afterDeletion(call: ResourceCall & { id: string }): void {
  const { type, id, cloud } = call;
  const thing = cloud.get(type, id);
  if (!thing) return;
  removeParts(thing, cloud);
  if (type === "aws:rds/instance:Instance" && thing.inputs.skipFinalSnapshot !== true) {
    cloud.remains.push({
      ...thing,
      type: "aws:rds/snapshot:Snapshot",
      id: String(thing.inputs.finalSnapshotIdentifier),
    });
  }
  if (type === "aws:secretsmanager/secret:Secret" && thing.inputs.recoveryWindowInDays !== 0) cloud.remains.push(thing);
}

function removeParts(whole: Thing, cloud: SimulatedCloud): void {
  for (const part of cloud.all().filter((thing) => isPartOf(thing, whole))) {
    removeParts(part, cloud);
    cloud.remove(part.type, part.id);
  }
}
