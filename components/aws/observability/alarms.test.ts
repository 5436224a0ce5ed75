import assert from "node:assert/strict";
import { test } from "node:test";
import { recommendedDatabaseAlarms } from "./database-alarms";
import { recommendedSearchAlarms } from "./search-alarms";
import { databaseAlarms, loadBalancerAlarms, searchAlarms, serviceAlarms } from "./alarm-specs";

const domain = { domainName: "domain", accountId: "123456789012" };
const all = [
  ...loadBalancerAlarms({ arnSuffix: "app/one/1", targetGroupArnSuffix: "targetgroup/one/1" }),
  ...serviceAlarms("server", { clusterName: "cluster", serviceName: "server" }),
  ...databaseAlarms({ identifier: "database", storageGiB: 20 }),
  ...searchAlarms({ domainName: "domain", accountId: "123456789012", storageGiB: 20 }),
  ...recommendedDatabaseAlarms({ identifier: "database", engine: "postgres" }),
  ...recommendedSearchAlarms({ ...domain, nodes: 3, managers: 3, hasOwnKey: true }),
];

test("watches what users notice and what fills up, each once", () => {
  const names = all.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
  for (const metric of [
    "HTTPCode_Target_5XX_Count",
    "HealthyHostCount",
    "FreeStorageSpace",
    "ClusterStatus.red",
    "MemoryUtilization",
  ]) {
    assert.ok(
      all.some(({ metricName }) => metricName === metric),
      metric,
    );
  }
});

test("counts storage in the unit of its service: bytes for RDS, MiB for OpenSearch", () => {
  const threshold = (name: string) => all.find((alarm) => alarm.name === name)!.threshold;
  assert.equal(threshold("database-storage"), 2 * 1024 ** 3);
  assert.equal(threshold("search-storage"), 5 * 1024);
});

test("goes off when no server reports, and not when nobody asks", () => {
  const missing = Object.fromEntries(all.map(({ name, treatMissingData }) => [name, treatMissingData]));
  assert.equal(missing["server-unhealthy"], "breaching");
  assert.equal(missing["server-errors"], "notBreaching");
  assert.equal(missing["server-cpu"], "breaching");
  assert.equal(missing["server-memory"], "notBreaching");
});

/** AWS's page "Recommended CloudWatch alarms for Amazon OpenSearch Service": metric, statistic, threshold, seconds, times. */
const awsRecommends = [
  ["ClusterStatus.yellow", "Maximum", 1, 60, 5],
  ["ClusterIndexWritesBlocked", "Maximum", 1, 300, 1],
  ["AutomatedSnapshotFailure", "Maximum", 1, 60, 1],
  ["CPUUtilization", "Maximum", 80, 900, 3],
  ["JVMMemoryPressure", "Maximum", 95, 60, 3],
  ["OldGenJVMMemoryPressure", "Maximum", 80, 60, 3],
  ["MasterCPUUtilization", "Maximum", 50, 900, 3],
  ["MasterJVMMemoryPressure", "Maximum", 95, 60, 3],
  ["KMSKeyError", "Maximum", 1, 60, 1],
  ["KMSKeyInaccessible", "Maximum", 1, 60, 1],
  ["ThreadpoolWriteQueue", "Average", 100, 60, 1],
  ["ThreadpoolSearchQueue", "Average", 500, 60, 1],
] as const;

test("watches of a domain what AWS recommends, with AWS's thresholds", () => {
  const found = recommendedSearchAlarms({ ...domain, nodes: 3, managers: 3, hasOwnKey: true });
  for (const [metric, statistic, threshold, period, times] of awsRecommends) {
    const alarm = found.find(({ metricName }) => metricName === metric);
    assert.deepEqual(
      [alarm?.statistic, alarm?.threshold, alarm?.period, alarm?.evaluationPeriods],
      [statistic, threshold, period, times],
      metric,
    );
  }
  const nodes = found.find(({ metricName }) => metricName === "Nodes");
  assert.deepEqual([nodes?.comparisonOperator, nodes?.threshold], ["LessThanThreshold", 6]);
});

test("asks nothing of one node that only a second could give", () => {
  const names = recommendedSearchAlarms({ ...domain, nodes: 1, managers: 0, hasOwnKey: false }).map(({ name }) => name);
  for (const name of ["search-yellow", "search-nodes", "search-manager-cpu", "search-key-gone"])
    assert.ok(!names.includes(name), name);
});
