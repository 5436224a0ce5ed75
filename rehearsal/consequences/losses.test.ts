import assert from "node:assert/strict";
import { test } from "node:test";
import type { StateResource } from "../report/state";
import { lossesOf as lossesOfChange } from "./losses";
import { changeBetween, resource } from "./testing/state-builder";

type Inputs = Readonly<Record<string, unknown>>;

/** A guard lost: type, inputs before and after, kind of the loss. The reverse must be no loss. */
const lossCases: readonly [type: string, before: Inputs, after: Inputs, kind: string][] = [
  ["aws:rds/instance:Instance", { deletionProtection: true }, { deletionProtection: false }, "protection"],
  ["aws:rds/instance:Instance", { backupRetentionPeriod: 14 }, { backupRetentionPeriod: 1 }, "protection"],
  ["aws:rds/instance:Instance", {}, { skipFinalSnapshot: true }, "protection"],
  ["aws:rds/instance:Instance", { multiAz: true }, { multiAz: false }, "protection"],
  ["aws:rds/instance:Instance", { storageEncrypted: true }, {}, "encryption"],
  [
    "aws:rds/instance:Instance",
    { enabledCloudwatchLogsExports: ["postgresql"] },
    { enabledCloudwatchLogsExports: [] },
    "logging",
  ],
  ["aws:lb/loadBalancer:LoadBalancer", { accessLogs: { enabled: true } }, {}, "logging"],
  ["aws:lb/listener:Listener", { protocol: "HTTPS" }, { protocol: "HTTP" }, "encryption"],
  [
    "aws:lb/listener:Listener",
    { sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" },
    { sslPolicy: "ELBSecurityPolicy-2016-08" },
    "encryption",
  ],
  [
    "aws:opensearch/domain:Domain",
    { encryptAtRest: { enabled: true } },
    { encryptAtRest: { enabled: false } },
    "encryption",
  ],
  [
    "aws:opensearch/domain:Domain",
    { domainEndpointOptions: { enforceHttps: true } },
    { domainEndpointOptions: {} },
    "encryption",
  ],
  ["aws:efs/fileSystem:FileSystem", { encrypted: true }, { encrypted: false }, "encryption"],
  [
    "aws:efs/backupPolicy:BackupPolicy",
    { backupPolicy: { status: "ENABLED" } },
    { backupPolicy: { status: "DISABLED" } },
    "protection",
  ],
  ["aws:cloudwatch/logGroup:LogGroup", { kmsKeyId: "arn:aws:kms:x" }, {}, "encryption"],
  ["aws:cloudwatch/logGroup:LogGroup", {}, { retentionInDays: 1 }, "logging"],
  ["aws:cloudwatch/metricAlarm:MetricAlarm", { alarmActions: ["arn:aws:sns:x"] }, { alarmActions: [] }, "alarm"],
  ["aws:cloudwatch/metricAlarm:MetricAlarm", {}, { actionsEnabled: false }, "alarm"],
  ["aws:secretsmanager/secret:Secret", { recoveryWindowInDays: 30 }, { recoveryWindowInDays: 0 }, "protection"],
];

const lossesOf = (base: readonly StateResource[], head: readonly StateResource[]) =>
  lossesOfChange(changeBetween(base, head));

for (const [type, before, after, kind] of lossCases)
  test(`guards that are lost: ${type} ${JSON.stringify(before)} → ${JSON.stringify(after)}`, () => {
    const [one, other] = [[resource(type, "thing", before)], [resource(type, "thing", after)]];
    assert.deepEqual(
      lossesOf(one, other).map((loss) => loss.kind),
      [kind],
    );
    assert.deepEqual(lossesOf(other, one), [], "the reverse loses nothing");
  });

test("guards that are lost: pulumi's own protection, and an alarm that goes", () => {
  const alarm = resource("aws:cloudwatch/metricAlarm:MetricAlarm", "cpu");
  const guarded = { ...resource("aws:rds/instance:Instance", "database"), protect: true };
  const losses = lossesOf([alarm, guarded], [{ ...guarded, protect: false }]);
  assert.deepEqual(losses.map(({ kind }) => kind).sort(), ["alarm", "protection"]);
});

test("guards that are lost: a container's log and its walls", () => {
  const task = (container: Inputs) =>
    resource("aws:ecs/taskDefinition:TaskDefinition", "server", {
      containerDefinitions: JSON.stringify([{ name: "server", ...container }]),
    });
  const losses = lossesOf(
    [task({ logConfiguration: { logDriver: "awslogs" }, readonlyRootFilesystem: true })],
    [task({ privileged: true })],
  );
  assert.deepEqual(losses.map(({ kind }) => kind).sort(), ["logging", "protection", "protection"]);
});
