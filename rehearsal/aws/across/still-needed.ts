import type { Thing } from "../../protocol/cloud";
import { leaves, refuse, type Rule } from "../rule";
import { isPartOf, namesOf } from "./deletions";

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
