import { test } from "node:test";
import { rds } from "@pulumi/aws/types/enums";
import { unknown, type Properties } from "../../../protocol/wire";
import { given } from "../../testing/given";

const database = "aws:rds/instance:Instance";

test("what RDS takes is refused by no rule", () => {
  const postgres = { engine: "postgres", engineVersion: "16", instanceClass: "db.t4g.small", allocatedStorage: 20 };
  for (const more of [
    { engineVersion: "16.4-R1" },
    { engineVersion: unknown, instanceClass: unknown, password: unknown, allocatedStorage: unknown },
    { engine: "mysql", engineVersion: "8.0.42" },
    { engine: "mysql", engineVersion: "5.7.44-rds.20240408" },
    { engine: "mariadb", engineVersion: "10" },
    { engine: "Postgres" },
    { engine: "aurora-postgresql", engineVersion: "16.8", storageType: "aurora-iopt1", instanceClass: "db.serverless" },
    { engine: "oracle-ee", instanceClass: "db.r5.large.tpc2.mem2x" },
    { instanceClass: "db.x2iedn.4xlarge" },
    { instanceClass: "db.t4g.small", performanceInsightsEnabled: true },
    { maxAllocatedStorage: 0 },
    { maxAllocatedStorage: 20 },
    { maxAllocatedStorage: 22 },
    { allocatedStorage: 5, storageType: "standard" },
    { password: "p!#$%^&*()_+-=[]{}|;:',.<>?`~\\" },
    { username: "postgres", dbName: "openmetadata_db" },
    { engine: "mysql", engineVersion: "8.4", username: "admin", enabledCloudwatchLogsExports: ["slowquery"] },
    { enabledCloudwatchLogsExports: ["postgresql", unknown] },
    {
      monitoringInterval: 60,
      monitoringRoleArn: unknown,
      kmsKeyId: "arn:aws:kms:x:1:key/a",
      storageEncrypted: unknown,
    },
    { storageType: "gp3", iops: 12_000, allocatedStorage: 400 },
    { availabilityZone: "eu-west-1a", multiAz: false, caCertIdentifier: "rds-ca-ecc384-g1" },
    { backupWindow: "03:00-04:00", maintenanceWindow: "mon:04:00-mon:05:00" },
    { backupWindow: "23:30-00:00", maintenanceWindow: "Sun:00:00-Sun:01:00" },
  ] as Properties[])
    given(database, { ...postgres, ...more }).accepts("database-settings");
  for (const instanceClass of Object.values(rds.InstanceType))
    given(database, { instanceClass }).accepts("database-settings");
  for (const family of [
    "mysql8.4",
    "mariadb11.8",
    "aurora-mysql8.0",
    "sqlserver-ee-15.0",
    "oracle-se2-cdb-21",
    "db2-ae",
  ])
    given("aws:rds/parameterGroup:ParameterGroup", { family }).accepts("database-settings");
});
