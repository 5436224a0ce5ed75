import { isProperties } from "../../../protocol/wire";
import { type Facts, lastPart, namedBy, prefixed, type TypeRule, type TypeRules, zoneId } from "../../type-rule";

const efs = (kind: string, prefix: string, outputs?: TypeRule["outputs"]): TypeRule => ({
  arn: (facts) => facts.arn("elasticfilesystem", `${kind}/${prefixed(prefix)(facts)}`),
  id: (_facts, arn) => lastPart(arn),
  ...(outputs && { outputs }),
});

const fileSystemHost = ({ region }: Facts, id: string) => `${id}.efs.${region}.amazonaws.com`;

/** Zone of the subnet in which something stands; the first one for a subnet of the user's own. */
const zoneOf = ({ region, text, cloud }: Facts): string => {
  const zone = cloud.get("aws:ec2/subnet:Subnet", text("subnetId"))?.outputs.availabilityZone;
  return typeof zone === "string" && zone !== "" ? zone : `${region}a`;
};

export const types: TypeRules = {
  "aws:efs/fileSystem:FileSystem": efs("file-system", "fs", (facts, id) => ({
    dnsName: fileSystemHost(facts, id),
    ownerId: facts.account,
    numberOfMountTargets: 0,
    name: isProperties(facts.inputs.tags) ? (facts.inputs.tags.Name ?? "") : "",
  })),
  "aws:efs/accessPoint:AccessPoint": efs("access-point", "fsap", ({ account, arn, text }) => ({
    ownerId: account,
    fileSystemArn: arn("elasticfilesystem", `file-system/${text("fileSystemId")}`),
  })),
  "aws:efs/mountTarget:MountTarget": {
    id: prefixed("fsmt"),
    outputs: (facts, id) => ({
      dnsName: fileSystemHost(facts, facts.text("fileSystemId")),
      mountTargetDnsName: `${zoneOf(facts)}.${fileSystemHost(facts, facts.text("fileSystemId"))}`,
      fileSystemArn: facts.arn("elasticfilesystem", `file-system/${facts.text("fileSystemId")}`),
      networkInterfaceId: id.replace("fsmt", "eni"),
      availabilityZoneName: zoneOf(facts),
      availabilityZoneId: zoneId(zoneOf(facts)),
      ownerId: facts.account,
    }),
  },
  "aws:efs/fileSystemPolicy:FileSystemPolicy": { id: namedBy("fileSystemId") },
  "aws:efs/backupPolicy:BackupPolicy": { id: namedBy("fileSystemId") },
};
