import { key, plain, type Card, type ServiceCards } from "../../../cards/card";
import { days, deletionProtection, encryptedAtRest, type Guard, isOn, keptLogs, ownKey } from "../../../cards/guards";
import { lower } from "../../../cards/compared";
import { namedBy, vpcOf } from "../../type-rule";
import { groups, subnets } from "../ec2/places";
import { databaseInstance } from "./cost";
import { keepsGrownStorage } from "./grown-storage";

const ports: Record<string, number> = { postgres: 5432, mysql: 3306, mariadb: 3306, "aurora-postgresql": 5432 };
const engineNames: Readonly<Record<string, string>> = { postgres: "PostgreSQL", mysql: "MySQL" };
const engineName = (engine: unknown): string => engineNames[String(engine)] ?? String(engine);

const groupType = "aws:rds/subnetGroup:SubnetGroup";

const guards: readonly Guard[] = [
  deletionProtection("deletionProtection"),
  {
    input: "backupRetentionPeriod",
    kind: "protection",
    strength: (kept) => Number(kept ?? 0),
    lost: (before, after) => `backups are kept ${days(after)} instead of ${days(before)}`,
  },
  {
    input: "skipFinalSnapshot",
    kind: "protection",
    strength: (skipped) => 1 - isOn(skipped),
    lost: () => "no final snapshot when it is deleted",
  },
  encryptedAtRest("storageEncrypted"),
  ownKey("kmsKeyId"),
  keptLogs("enabledCloudwatchLogsExports"),
];

/** Of an instance and of a cluster. */
const database = {
  guards,
  holds: "the catalog's database",
  madeAlong: ["masterUserSecrets"],
  ownRegion: ["kmsKeyId", "masterUserSecretKmsKeyId", "performanceInsightsKmsKeyId"],
  oneVpc: [{ at: "dbSubnetGroupName", types: [groupType] }, groups("vpcSecurityGroupIds")],
} satisfies Partial<Card>;

export const rds: ServiceCards = {
  readFirst: "data",
  cards: {
    "aws:rds/instance:Instance": {
      ...database,
      guards: [
        ...guards,
        {
          input: "multiAz",
          kind: "protection",
          strength: isOn,
          lost: () => "no standby in a second zone any more",
        },
      ],
      // Stored as lower-case text (API reference, CreateDBInstance).
      unique: [[key("identifier", { as: lower })]],
      // provider/resources.go of pulumi-aws: the logical name and 7 digits.
      name: { property: "identifier", lower: false, separator: "" },
      cost: databaseInstance,
      namedReferences: [
        { property: "dbSubnetGroupName", target: groupType, names: ["name"], always: /^default$/ },
        {
          property: "parameterGroupName",
          target: "aws:rds/parameterGroup:ParameterGroup",
          names: ["name"],
          always: /^default\./,
        },
      ],
      publicAddress: "publiclyAccessible",
      // Amazon RDS User Guide, "Setting up and enabling Enhanced Monitoring".
      roles: { monitoringRoleArn: "monitoring.rds.amazonaws.com" },
      box: {
        kind: "database",
        texts: ({ engine, engineVersion, instanceClass, multiAz }) => [
          `${engineName(engine)} ${String(engineVersion ?? "")}`.trim(),
          `RDS ${String(instanceClass)}`,
          multiAz === true ? "two zones" : "one zone",
        ],
      },
      spoken: "database",
      spokenInAccess: "database",
      phrase: {
        rank: 6,
        of: (inputs) => [
          "",
          `${engineName(inputs.engine)} ${String(inputs.engineVersion ?? "")} on ${String(inputs.instanceClass)}, ${String(inputs.allocatedStorage)} GiB${inputs.multiAz === true ? ", two zones" : ""}`,
        ],
      },
      learning: { circumstances: { engine: "mysql" } },
      ignoredChanges: { allocatedStorage: keepsGrownStorage },
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
    "aws:rds/cluster:Cluster": {
      ...database,
      unique: "not judged",
      cost: "not priced",
      spoken: "database cluster",
    },
    "aws:rds/parameterGroup:ParameterGroup": {
      ...plain,
      unique: "name",
      arn: ({ arn, text }) => arn("rds", `pg:${text("name")}`),
      id: namedBy("name"),
    },
    [groupType]: {
      ...plain,
      unique: "name",
      oneVpc: [subnets("subnetIds")],
      vpcOfSubnets: "subnetIds",
      privateSubnets: "subnetIds",
      arn: ({ arn, text }) => arn("rds", `subgrp:${text("name")}`),
      id: namedBy("name"),
      outputs: (facts) => ({ supportedNetworkTypes: ["IPV4"], vpcId: vpcOf(facts) }),
    },
  },
};
