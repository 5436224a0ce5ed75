import { key, plain, type ServiceCards } from "../../../cards/card";
import { usageOnly } from "../../../cost/cost";
import { encryptedAtRest, ownKey, part } from "../../../cards/guards";
import { isProperties } from "../../../protocol/wire";
import { type Facts, lastPart, namedBy, prefixed, type TypeRule, zoneId } from "../../type-rule";
import { groups, subnets } from "../ec2/places";

const identity = (kind: string, prefix: string, outputs?: TypeRule["outputs"]): TypeRule => ({
  arn: (facts) => facts.arn("elasticfilesystem", `${kind}/${prefixed(prefix)(facts)}`),
  id: (_facts, arn) => lastPart(arn),
  ...(outputs && { outputs }),
});

const fileSystemHost = ({ region }: Facts, id: string) => `${id}.efs.${region}.amazonaws.com`;

/** Zone of the subnet that something is in; the first one for a subnet of the user's own. */
const zoneOf = ({ region, text, cloud }: Facts): string => {
  const zone = cloud.get("aws:ec2/subnet:Subnet", text("subnetId"))?.outputs.availabilityZone;
  return typeof zone === "string" && zone !== "" ? zone : `${region}a`;
};

const files = "Airflow's files: DAGs, their configurations and logs";
const noBackups = "no automatic backups any more";
const ofFileSystem = ["fileSystemId", "aws:efs/fileSystem:FileSystem"] as const;

export const efs: ServiceCards = {
  cards: {
    "aws:efs/fileSystem:FileSystem": {
      unique: [[key("creationToken")]],
      cost: usageOnly(({ efs: { gibMonth, source } }) => [
        { item: "EFS storage", price: gibMonth, unit: "GB-month", source },
      ]),
      holds: files,
      readFirst: "data",
      ownRegion: ["kmsKeyId"],
      guards: [encryptedAtRest("encrypted"), ownKey("kmsKeyId")],
      box: { kind: "storage" },
      spoken: "file system",
      phrase: { rank: 8, of: (inputs) => [`${inputs.encrypted === true ? "encrypted " : ""}file system`, ""] },
      ...identity("file-system", "fs", (facts, id) => ({
        dnsName: fileSystemHost(facts, id),
        ownerId: facts.account,
        numberOfMountTargets: 0,
        name: isProperties(facts.inputs.tags) ? (facts.inputs.tags.Name ?? "") : "",
      })),
    },
    "aws:efs/accessPoint:AccessPoint": {
      ...plain,
      holds: files,
      readFirst: "data",
      partOf: ofFileSystem,
      ...identity("access-point", "fsap", ({ account, arn, text }) => ({
        ownerId: account,
        fileSystemArn: arn("elasticfilesystem", `file-system/${text("fileSystemId")}`),
      })),
    },
    "aws:efs/mountTarget:MountTarget": {
      ...plain,
      // One in each availability zone (EFS user guide, "Managing mount targets"): MountTargetConflict.
      unique: [
        [key("fileSystemId"), key("subnetId")],
        [key("fileSystemId"), key("subnetId", { of: { type: "aws:ec2/subnet:Subnet", input: "availabilityZone" } })],
      ],
      madeAlong: ["networkInterfaceId"],
      oneVpc: [subnets("subnetId"), groups("securityGroups")],
      privateSubnets: "subnetId",
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
    "aws:efs/fileSystemPolicy:FileSystemPolicy": {
      ...plain,
      partOf: ofFileSystem,
      policy: { document: "policy", of: "fileSystemId" },
      id: namedBy("fileSystemId"),
    },
    "aws:efs/backupPolicy:BackupPolicy": {
      ...plain,
      partOf: ofFileSystem,
      guard: { kind: "protection", text: noBackups },
      guards: [
        {
          input: "backupPolicy",
          kind: "protection",
          strength: (policy) => (part(policy).status === "ENABLED" ? 1 : 0),
          lost: () => noBackups,
        },
      ],
      id: namedBy("fileSystemId"),
    },
  },
};
