import { arnAsId, lastPart, namedBy, prefixed, vpcOf, type Facts, type TypeRule, zoneId } from "./type-rule";
import { isProperties } from "../../protocol/wire";

const ports: Record<string, number> = { postgres: 5432, mysql: 3306, mariadb: 3306, "aurora-postgresql": 5432 };

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

/** Databases, search and file systems. */
export const dataStores: Readonly<Record<string, TypeRule>> = {
  "aws:rds/instance:Instance": {
    arn: ({ arn, text }) => arn("rds", `db:${text("identifier")}`),
    id: ({ hex }) => `db-${hex(26).toUpperCase()}`,
    outputs: ({ text, hex, region, inputs, arn }, id) => {
      const address = `${text("identifier")}.${hex(12)}.${region}.rds.amazonaws.com`;
      const port = inputs.port ?? ports[text("engine")] ?? 5432;
      return {
        address,
        port,
        endpoint: `${address}:${String(port)}`,
        resourceId: id,
        hostedZoneId: `Z${hex(13).toUpperCase()}`,
        status: "available",
        engineVersionActual: text("engineVersion"),
        caCertIdentifier: inputs.caCertIdentifier ?? "rds-ca-rsa2048-g1",
        ...(inputs.manageMasterUserPassword === true && {
          masterUserSecrets: [
            {
              secretArn: arn("secretsmanager", `secret:rds!${id.toLowerCase()}-${hex(6)}`),
              secretStatus: "active",
              kmsKeyId: text("masterUserSecretKmsKeyId") || arn("kms", `key/${hex(8)}`),
            },
          ],
        }),
      };
    },
  },
  "aws:rds/parameterGroup:ParameterGroup": {
    arn: ({ arn, text }) => arn("rds", `pg:${text("name")}`),
    id: namedBy("name"),
  },
  "aws:rds/subnetGroup:SubnetGroup": {
    arn: ({ arn, text }) => arn("rds", `subgrp:${text("name")}`),
    id: namedBy("name"),
    outputs: (facts) => ({ supportedNetworkTypes: ["IPV4"], vpcId: vpcOf(facts) }),
  },
  "aws:opensearch/domain:Domain": {
    arn: ({ arn, text }) => arn("es", `domain/${text("domainName")}`),
    id: arnAsId,
    outputs: ({ account, text, region, hex, inputs }) => {
      const endpoint = `${inputs.vpcOptions ? "vpc" : "search"}-${text("domainName")}-${hex(26)}.${region}.es.amazonaws.com`;
      return { domainId: `${account}/${text("domainName")}`, endpoint, dashboardEndpoint: `${endpoint}/_dashboards` };
    },
  },
  "aws:opensearch/domainPolicy:DomainPolicy": { id: ({ text }) => `esd-policy-${text("domainName")}` },
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
