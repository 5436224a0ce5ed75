import type { SimulatedCloud, Thing } from "../../protocol/cloud";
import { isTrue } from "../rule";

/** Type → the input that names what it is part of, and that one's type: it goes when that goes. */
export const partOf: Readonly<Record<string, readonly [property: string, of: string]>> = {
  "aws:secretsmanager/secretVersion:SecretVersion": ["secretId", "aws:secretsmanager/secret:Secret"],
  "aws:secretsmanager/secretPolicy:SecretPolicy": ["secretArn", "aws:secretsmanager/secret:Secret"],
  "aws:efs/fileSystemPolicy:FileSystemPolicy": ["fileSystemId", "aws:efs/fileSystem:FileSystem"],
  "aws:efs/backupPolicy:BackupPolicy": ["fileSystemId", "aws:efs/fileSystem:FileSystem"],
  "aws:efs/accessPoint:AccessPoint": ["fileSystemId", "aws:efs/fileSystem:FileSystem"],
  "aws:opensearch/domainPolicy:DomainPolicy": ["domainName", "aws:opensearch/domain:Domain"],
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": ["repository", "aws:ecr/repository:Repository"],
  ...Object.fromEntries(
    ["LifecycleConfiguration", "Policy", "PublicAccessBlock", "ServerSideEncryptionConfiguration"].map((setting) => [
      `aws:s3/bucket${setting}:Bucket${setting}`,
      ["bucket", "aws:s3/bucket:Bucket"],
    ]),
  ),
  "aws:sns/topicSubscription:TopicSubscription": ["topic", "aws:sns/topic:Topic"],
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

export const namesOf = ({ id, outputs }: Thing): unknown[] =>
  [id, outputs.arn, outputs.name, outputs.domainName].filter((name) => name !== undefined && name !== "");

export const isPartOf = (part: Thing, whole: Thing): boolean => {
  const [property, of] = partOf[part.type] ?? [];
  return property !== undefined && of === whole.type && namesOf(whole).includes(part.inputs[property]);
};

/** What leaves a final snapshot behind, unless it is told not to. */
export const leavingSnapshots = new Set(["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"]);
export const snapshot = "aws:rds/snapshot:Snapshot";

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
