import assert from "node:assert/strict";
import { test } from "node:test";
import { unknown, type Properties } from "../../../protocol/wire";
import { valueLimits } from "./value-limits";

const database = "aws:rds/instance:Instance";
const task = "aws:ecs/taskDefinition:TaskDefinition";
const domain = "aws:opensearch/domain:Domain";
const vpc = "aws:ec2/vpc:Vpc";
const groupRule = "aws:ec2/securityGroupRule:SecurityGroupRule";
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
  [vpc, { cidrBlock: "10.128.0.0/9" }],
  ["aws:cloudwatch/eventRule:EventRule", { eventBusName: "orders" }],
  ["aws:cloudwatch/eventRule:EventRule", { eventBusName: "arn:aws:events:eu-west-1:123456789012:event-bus/orders" }],
  ["aws:lb/targetGroup:TargetGroup", { slowStart: 0 }],
  ["aws:lb/targetGroup:TargetGroup", { slowStart: 30 }],
  ["aws:rds/cluster:Cluster", { engine: "custom-oracle-ee" }],
  ["aws:kms/grant:Grant", { granteePrincipal: "rds.amazonaws.com" }],
  [groupRule, { cidrBlocks: ["0.0.0.0/0", "255.255.255.255/32", unknown], ipv6CidrBlocks: ["2001:db8::/64"] }],
  ["aws:cloudwatch/metricAlarm:MetricAlarm", { period: 300 }],
  ["aws:cloudwatch/metricAlarm:MetricAlarm", { period: 10 }],
];

const refused: [type: string, inputs: Properties, reason: RegExp][] = [
  [database, { performanceInsightsRetentionPeriod: 8 }, /allowed: 7, 731 or multiples of 31/],
  [database, { backupRetentionPeriod: 36 }, /allowed: 0 to 35/],
  [database, { identifierPrefix: "Bad_Prefix!" }, /an upper-case letter is not allowed/],
  [task, efs("YES"), /volumes\.efsVolumeConfiguration\.transitEncryption is "YES"; allowed: ENABLED, DISABLED/],
  ["aws:ecs/cluster:Cluster", { settings: [{ name: "containerInsight" }] }, /allowed: containerInsights/],
  [domain, { logPublishingOptions: [{ logType: "SLOW" }] }, /allowed: INDEX_SLOW_LOGS/],
  ["aws:ecs/service:Service", { capacityProviderStrategies: [{ weight: 1001 }] }, /allowed: 0 to 1000/],
  ["aws:lb/targetGroup:TargetGroup", { slowStart: "abc" }, /allowed: 0/],
  ["aws:lb/targetGroup:TargetGroup", { slowStart: 5 }, /allowed: 0 or 30 to 900/],
  ["aws:rds/cluster:Cluster", { engine: "postgresql" }, /allowed: .*, postgres or custom-…/],
  ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", { cidrIpv4: "10.0.0.1/16" }, /10\.0\.0\.0\/16/],
  [
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    { rules: [{ transitions: [{ storageClass: "COLD" }] }] },
    /allowed: GLACIER, STANDARD_IA/,
  ],
  [vpc, { cidrBlock: "10.300.0.0/16" }, /cidrBlock is "10\.300\.0\.0\/16"; it must be a CIDR block/],
  [vpc, { cidrBlock: "10.0.0.1/16" }, /own address: 10\.0\.0\.0\/16/],
  [groupRule, { cidrBlocks: ["203.0.113.77/26"] }, /own address: 203\.0\.113\.64\/26/],
  [groupRule, { ipv6CidrBlocks: ["2001:db8::/129"] }, /it must be a CIDR block/],
  ["aws:cloudwatch/metricAlarm:MetricAlarm", { period: 45 }, /allowed: 10, 20, 30 or multiples of 60/],
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
