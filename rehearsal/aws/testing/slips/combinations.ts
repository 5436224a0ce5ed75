import type { Properties } from "../../../protocol/wire";
import { refusedBy, type Mutation } from "./mutation";

const database = "aws:rds/instance:Instance";
const domain = "aws:opensearch/domain:Domain";
const record = "aws:route53/record:Record";

const given = (what: string, more: Properties, says?: RegExp) => ({
  what,
  type: database,
  ...(says ? { says } : {}),
  inputs: (inputs: Properties) => ({ ...inputs, ...more }),
});

const inDomain = (what: string, property: string, more: Properties) => ({
  what,
  type: domain,
  inputs: (inputs: Properties) => ({ ...inputs, [property]: { ...(inputs[property] as Properties), ...more } }),
});

const windows = (backupWindow: string, maintenanceWindow: string) => ({ backupWindow, maintenanceWindow });

/** Inputs that are right one by one and wrong together. */
export const combinationMutations: readonly Mutation[] = [
  ...refusedBy("alternatives", [
    {
      what: "an alias with a time to live",
      stack: "prod",
      type: record,
      says: /ttl/,
      inputs: (inputs) => ({
        ...inputs,
        ...(inputs.aliases ? { ttl: 300 } : { aliases: [{ name: "a", zoneId: "Z1" }] }),
      }),
    },
    {
      what: "a record of nothing",
      stack: "prod",
      type: record,
      says: /exactly one of aliases, records/,
      inputs: ({ aliases: _a, records: _r, ...inputs }) => inputs,
    },
    {
      what: "a time to live without records",
      stack: "prod",
      type: record,
      says: /ttl needs records/,
      inputs: ({ records: _, ...inputs }) => ({ ...inputs, ttl: 60 }),
    },
    {
      what: "two statistics of one alarm",
      stack: "prod",
      type: "aws:cloudwatch/metricAlarm:MetricAlarm",
      inputs: (inputs) => ({ ...inputs, statistic: "Average", extendedStatistic: "p95" }),
    },
    {
      what: "a balancer without subnets",
      type: "aws:lb/loadBalancer:LoadBalancer",
      inputs: ({ subnets: _, ...inputs }) => inputs,
    },
    given("a database with two master passwords", { password: "long-enough", manageMasterUserPassword: true }),
  ]),
  ...refusedBy("database-settings", [
    given("a master user of a reserved name", { username: "admin" }, /reserved/),
    given("a master user with a hyphen", { username: "om-admin" }, /letters, digits/),
    given("a database name that begins with a digit", { dbName: "1st" }, /letters, digits/),
    given("a master name too long for MySQL", { engine: "mysql", username: "a".repeat(17) }, /1 to 16/),
    given("enhanced monitoring without a role", { monitoringInterval: 60 }, /monitoringRoleArn/),
    given("a key without encryption", {
      kmsKeyId: "arn:aws:kms:eu-west-1:123456789012:key/a",
      storageEncrypted: false,
    }),
    given("a key of insights without insights", {
      performanceInsightsKmsKeyId: "arn:aws:kms:eu-west-1:123456789012:key/a",
      performanceInsightsEnabled: false,
    }),
    given("a zone of one's own in several zones", { availabilityZone: "eu-west-1a", multiAz: true }, /zones/),
    given("IOPS of a small gp3 volume", { storageType: "gp3", iops: 3000 }, /400 GiB/),
    given("io2 without IOPS", { storageType: "io2", allocatedStorage: 100, iops: null }, /needs iops/),
    given("the logs of another engine", { enabledCloudwatchLogsExports: ["slowquery"] }, /slowquery/),
    given("an expired certificate authority", { caCertIdentifier: "rds-ca-2019" }, /expired/),
    given("windows that overlap", windows("03:00-04:00", "mon:03:30-mon:04:30"), /overlap/),
    given("windows that overlap over midnight", windows("23:30-00:30", "sat:22:00-sun:00:15"), /overlap/),
    given("a window of a quarter of an hour", windows("03:00-03:15", "mon:05:00-mon:06:00"), /30 minutes/),
  ]),
  ...refusedBy("search-settings", [
    inDomain("two dedicated masters", "clusterConfig", {
      ...{ dedicatedMasterEnabled: true, dedicatedMasterType: "m7g.large.search", dedicatedMasterCount: 2 },
    }),
    inDomain("dedicated masters of no type", "clusterConfig", {
      dedicatedMasterEnabled: true,
      dedicatedMasterCount: 3,
    }),
    inDomain("dedicated masters of no number", "clusterConfig", {
      ...{ dedicatedMasterEnabled: true, dedicatedMasterType: "m7g.large.search" },
    }),
    inDomain("a volume without a size", "ebsOptions", { volumeSize: null }),
    {
      what: "a volume larger than the instance type takes",
      type: domain,
      says: /takes 200 GiB/,
      inputs: (inputs) => ({
        ...inputs,
        clusterConfig: { instanceType: "t3.medium.search" },
        ebsOptions: { ebsEnabled: true, volumeSize: 201 },
      }),
    },
    inDomain("Auto-Tune on a burstable instance", "autoTuneOptions", { desiredState: "ENABLED" }),
    inDomain("standby without masters", "clusterConfig", { multiAzWithStandbyEnabled: true, instanceCount: 3 }),
    inDomain("an option that the service does not have", "advancedOptions", { "indices.query.max_clauses": "1024" }),
    inDomain("a weak master password", "advancedSecurityOptions", {
      masterUserOptions: { masterUserName: "om", masterUserPassword: "onlyletters" },
    }),
    {
      ...inDomain("fewer nodes than zones", "clusterConfig", { instanceCount: 1 }),
      stack: "prod",
      says: /fewer than/,
    },
  ]),
];
