import assert from "node:assert/strict";
import { test } from "node:test";
import { unknown, type Properties } from "../../../protocol/wire";
import { valueLimits } from "./value-limits";

const database = "aws:rds/instance:Instance";
const task = "aws:ecs/taskDefinition:TaskDefinition";
const domain = "aws:opensearch/domain:Domain";
const efs = (transitEncryption: string | typeof unknown) => ({
  volumes: [{ name: "dags", efsVolumeConfiguration: { transitEncryption } }],
});

const allowed: [type: string, inputs: Properties][] = [
  [database, { performanceInsightsRetentionPeriod: 7 }],
  [database, { performanceInsightsRetentionPeriod: 31 }],
  [database, { performanceInsightsRetentionPeriod: 93 }],
  [database, { performanceInsightsRetentionPeriod: 731 }],
  [database, { monitoringInterval: 60, backupRetentionPeriod: 0, identifierPrefix: "openmetadata-dev-" }],
  [task, efs("ENABLED")],
  [task, efs(unknown)],
  [
    "aws:rds/parameterGroup:ParameterGroup",
    { parameters: [{ name: "work_mem", value: "1", applyMethod: "immediate" }] },
  ],
  [domain, { logPublishingOptions: [{ logType: "INDEX_SLOW_LOGS" }], encryptAtRest: { enabled: true } }],
];

const refused: [type: string, inputs: Properties, reason: RegExp][] = [
  [database, { performanceInsightsRetentionPeriod: 8 }, /allowed: 7, 731 or multiples of 31/],
  [database, { backupRetentionPeriod: 36 }, /allowed: 0 to 35/],
  [database, { identifierPrefix: "Bad_Prefix!" }, /an upper-case letter is not allowed/],
  [task, efs("YES"), /volumes\.efsVolumeConfiguration\.transitEncryption is "YES"; allowed: ENABLED, DISABLED/],
  ["aws:ecs/cluster:Cluster", { settings: [{ name: "containerInsight" }] }, /allowed: containerInsights/],
  [domain, { logPublishingOptions: [{ logType: "SLOW" }] }, /allowed: INDEX_SLOW_LOGS/],
  ["aws:ecs/service:Service", { capacityProviderStrategies: [{ weight: 1001 }] }, /allowed: 0 to 1000/],
];

const problems = (type: string, inputs: Properties) => valueLimits.check!({ type, inputs }).map(({ reason }) => reason);

for (const [type, inputs] of allowed)
  test(`${type} may have ${JSON.stringify(inputs)}`, () => assert.deepEqual(problems(type, inputs), []));
for (const [type, inputs, reason] of refused)
  test(`${type} may not have ${JSON.stringify(inputs)}`, () => {
    const found = problems(type, inputs);
    assert.equal(found.length, 1);
    assert.match(found[0]!, reason);
  });
