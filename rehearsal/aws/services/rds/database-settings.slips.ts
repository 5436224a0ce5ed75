import type { Properties } from "../../../protocol/wire";
import { type Slip, inputSlips } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";

const database = "aws:rds/instance:Instance";
const parameters = "aws:rds/parameterGroup:ParameterGroup";

const given = (what: string, more: Properties, says?: RegExp) => ({
  what,
  type: database,
  ...(says ? { says } : {}),
  inputs: (inputs: Properties) => ({ ...inputs, ...more }),
});

const windows = (backupWindow: string, maintenanceWindow: string) => ({ backupWindow, maintenanceWindow });

export const slips: readonly Slip[] = [
  ...inputSlips(database, [
    ["an engine that RDS does not have", { engine: "postgress" }],
    ["a class without such a size", { instanceClass: "db.t4g.smal" }],
    ["a class without its prefix", { instanceClass: "t4g.small" }],
    ["a storage type that RDS does not have", { storageType: "gp33" }],
    ["a major version that the engine does not have", { engineVersion: "99" }],
    ["less storage than the type has", { allocatedStorage: 10 }],
    ["a limit of storage below the storage", { maxAllocatedStorage: 15 }],
    ["a limit of storage just above the storage", { maxAllocatedStorage: 21 }],
    ["a master password with a slash", { password: "long/enough" }],
    ["a master password with an at sign", { password: "long@enough" }],
    ["a master password with a quotation mark", { password: 'long"enough' }],
    ["a master password with a space", { password: "long enough" }],
    ["a master password with an umlaut", { password: "längerals8" }],
    ["a short master password", { password: "short" }],
    ["a master password too long for MySQL", { engine: "mysql", engineVersion: "8.4", password: "x".repeat(42) }],
  ]),
  ...inputSlips(parameters, [
    ["a family of a major version that is not there", { family: "postgres99" }],
    ["a family of no engine", { family: "postgress16" }],
    ["a family without a version", { family: "postgres" }],
  ]),
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
  given(
    "insights of MySQL on a class without them",
    { engine: "mysql", engineVersion: "8.4", instanceClass: "db.t4g.small", performanceInsightsEnabled: true },
    /no Performance Insights/,
  ),
  given("a zone of one's own in several zones", { availabilityZone: "eu-west-1a", multiAz: true }, /zones/),
  given("IOPS of a small gp3 volume", { storageType: "gp3", iops: 3000 }, /400 GiB/),
  given("io2 without IOPS", { storageType: "io2", allocatedStorage: 100, iops: null }, /needs iops/),
  given("the logs of another engine", { enabledCloudwatchLogsExports: ["slowquery"] }, /slowquery/),
  given("an expired certificate authority", { caCertIdentifier: "rds-ca-2019" }, /expired/),
  given("windows that overlap", windows("03:00-04:00", "mon:03:30-mon:04:30"), /overlap/),
  given("windows that overlap over midnight", windows("23:30-00:30", "sat:22:00-sun:00:15"), /overlap/),
  given("a window of a quarter of an hour", windows("03:00-03:15", "mon:05:00-mon:06:00"), /30 minutes/),
];

export const engineSlip: EngineSlip = {
  what: "an engine that RDS does not have",
  type: database,
  props: (props) => ({ ...props, engine: "postgress" }),
};
