import assert from "node:assert/strict";
import { test } from "node:test";
import { OpenSearchPartitionInstanceType } from "@aws-sdk/client-opensearch";
import { rds } from "@pulumi/aws/types/enums";
import { SimulatedCloud } from "../../protocol/cloud";
import { ResourceGraph } from "../../protocol/graph";
import { unknown, type Properties } from "../../protocol/wire";
import { alternatives } from "./alternatives";
import { databaseChanges } from "../services/rds/database-changes";
import { databaseSettings } from "../services/rds/database-settings";
import { parameterGroupFamily } from "../services/rds/parameter-group-family";
import type { Rule } from "../rule";
import { searchSettings } from "../services/opensearch/search-settings";
import { alarmSettings } from "../services/cloudwatch/alarm-settings";
import { secretSize } from "../services/secretsmanager/secret-size";
import { securityGroupSettings } from "../services/ec2/security-group-settings";
import { tags } from "./tags";

const call = (type: string, inputs: Properties) => ({
  ...{ urn: `urn:pulumi:s::p::${type}::x`, type, name: "x", inputs, preview: true, configuration: {} },
  ...{ cloud: new SimulatedCloud(""), graph: new ResourceGraph() },
});
const passes = (rule: Rule, type: string, inputs: Properties) =>
  assert.deepEqual(rule.check!(call(type, inputs)), [], JSON.stringify(inputs));

const database = "aws:rds/instance:Instance";
const domain = "aws:opensearch/domain:Domain";
const rule = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

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
    passes(databaseSettings, database, { ...postgres, ...more });
  for (const instanceClass of Object.values(rds.InstanceType)) passes(databaseSettings, database, { instanceClass });
  for (const family of [
    "mysql8.4",
    "mariadb11.8",
    "aurora-mysql8.0",
    "sqlserver-ee-15.0",
    "oracle-se2-cdb-21",
    "db2-ae",
  ])
    passes(databaseSettings, "aws:rds/parameterGroup:ParameterGroup", { family });
  passes(parameterGroupFamily, database, { ...postgres, parameterGroupName: "default.postgres16" });
});

test("what RDS changes is refused by no rule", () => {
  const before = { engine: "postgres", engineVersion: "16.4", allocatedStorage: 100 };
  for (const after of [
    { engineVersion: "16" },
    { engineVersion: "16.6" },
    { engineVersion: "17", allowMajorVersionUpgrade: true },
    { engineVersion: unknown, allocatedStorage: unknown },
    { allocatedStorage: 200 },
    { allocatedStorage: 50, maxAllocatedStorage: 500 },
    { allocatedStorage: 50, blueGreenUpdate: { enabled: true } },
  ] as Properties[])
    assert.deepEqual(
      databaseChanges.change!({ ...call(database, { ...before, ...after }), oldInputs: before }),
      [],
      JSON.stringify(after),
    );
});

test("what the search service takes is refused by no rule", () => {
  for (const engineVersion of ["OpenSearch_3.7", "OpenSearch_1.3", "Elasticsearch_7.10", unknown])
    passes(searchSettings, domain, { engineVersion });
  for (const instanceType of [
    ...Object.values(OpenSearchPartitionInstanceType),
    "om2.8xlarge.search",
    "m7g.large.search",
  ])
    passes(searchSettings, domain, { clusterConfig: { instanceType } });
  passes(searchSettings, domain, {
    vpcOptions: { subnetIds: ["a"] },
    ebsOptions: { ebsEnabled: true, volumeSize: 10 },
  });
  passes(searchSettings, domain, {
    clusterConfig: { zoneAwarenessEnabled: true },
    vpcOptions: { subnetIds: [unknown, unknown] },
  });
  for (const clusterConfig of [
    { dedicatedMasterEnabled: true, dedicatedMasterType: "m7g.large.search", dedicatedMasterCount: 5 },
    { dedicatedMasterEnabled: unknown, dedicatedMasterCount: 1 },
    { dedicatedMasterEnabled: false, dedicatedMasterCount: 1 },
  ] as Properties[])
    passes(searchSettings, domain, { clusterConfig });
  passes(searchSettings, domain, {
    clusterConfig: {
      ...{ multiAzWithStandbyEnabled: true, instanceCount: 6, zoneAwarenessEnabled: true },
      ...{ zoneAwarenessConfig: { availabilityZoneCount: 3 }, dedicatedMasterEnabled: true },
      ...{ dedicatedMasterCount: 3, dedicatedMasterType: "m7g.large.search", instanceType: "m7g.large.search" },
    },
    autoTuneOptions: { desiredState: "ENABLED" },
    advancedOptions: { "indices.query.bool.max_clause_count": "2048" },
  });
  const on = { enabled: true };
  const secured = { encryptAtRest: on, nodeToNodeEncryption: on, domainEndpointOptions: { tlsSecurityPolicy: "x" } };
  for (const master of [
    { masterUserOptions: { masterUserArn: unknown } },
    { internalUserDatabaseEnabled: true, masterUserOptions: { masterUserName: "a", masterUserPassword: unknown } },
    { masterUserOptions: unknown },
  ] as Properties[])
    passes(searchSettings, domain, { ...secured, advancedSecurityOptions: { ...on, ...master } });
  passes(searchSettings, domain, { advancedSecurityOptions: { enabled: false } });
  passes(searchSettings, domain, { advancedSecurityOptions: unknown, encryptAtRest: unknown });
});

test("what the smaller services take is refused by no rule", () => {
  for (const period of [10, 20, 30, 60, 86_400])
    passes(alarmSettings, "aws:cloudwatch/metricAlarm:MetricAlarm", { period, evaluationPeriods: 1 });
  passes(alarmSettings, "aws:cloudwatch/metricAlarm:MetricAlarm", {
    period: unknown,
    dimensions: { A: unknown, B: "c d" },
  });
  passes(secretSize, "aws:secretsmanager/secretVersion:SecretVersion", { secretString: "x".repeat(65_536) });
  for (const ipProtocol of ["-1", "all", "50", "icmpv6"]) passes(securityGroupSettings, rule, { ipProtocol });
  passes(securityGroupSettings, rule, { ipProtocol: "TCP", fromPort: unknown, toPort: 80 });
  passes(securityGroupSettings, rule, {
    ipProtocol: "icmp",
    fromPort: 8,
    toPort: -1,
    description: "a._-:/()#,@[]+=&;{}!$*",
  });
  passes(tags, "aws:ec2/vpc:Vpc", { tags: { "any?": "data & more", later: unknown } });
  passes(tags, "aws:iam/role:Role", { tags: { "a b_.:/=+-@": "größe" } });
  passes(tags, "aws:iam/role:Role", { tags: unknown });
});

test("inputs that suit one another are refused by no rule", () => {
  const record = "aws:route53/record:Record";
  passes(alternatives, record, { aliases: [{ name: "a", zoneId: "Z1" }], ttl: null });
  passes(alternatives, record, { records: ["192.0.2.1"], ttl: 60 });
  passes(alternatives, record, { records: unknown, ttl: unknown });
  passes(alternatives, database, { password: unknown, manageMasterUserPassword: unknown });
  passes(alternatives, "aws:ec2/route:Route", {
    destinationCidrBlock: "0.0.0.0/0",
    odbNetworkArn: "arn:aws:odb:x:1:a",
  });
});

test("of inputs of which at least one is needed, one is needed", () => {
  const type = "aws:iam/policyAttachment:PolicyAttachment";
  passes(alternatives, type, { roles: ["a"] });
  assert.deepEqual(
    alternatives.check!(call(type, { policyArn: "a" })).map(({ reason }) => reason),
    ["one of groups, roles, users is needed"],
  );
});
