import assert from "node:assert/strict";
import { it } from "node:test";
import { databaseAlarms, loadBalancerAlarms, searchAlarms, serviceAlarms } from "./alarm-specs";

const all = [
  ...loadBalancerAlarms({ arnSuffix: "app/one/1", targetGroupArnSuffix: "targetgroup/one/1" }),
  ...serviceAlarms("server", { clusterName: "cluster", serviceName: "server" }),
  ...databaseAlarms({ identifier: "database", storageGiB: 20 }),
  ...searchAlarms({ domainName: "domain", accountId: "123456789012", storageGiB: 20 }),
];

it("watches what users notice and what fills up, each once", () => {
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

it("counts storage in the unit of its service: bytes for RDS, MiB for OpenSearch", () => {
  const threshold = (name: string) => all.find((alarm) => alarm.name === name)!.threshold;
  assert.equal(threshold("database-storage"), 2 * 1024 ** 3);
  assert.equal(threshold("search-storage"), 4 * 1024);
});

it("goes off when no server reports, and not when nobody asks", () => {
  const missing = Object.fromEntries(all.map(({ name, treatMissingData }) => [name, treatMissingData]));
  assert.equal(missing["server-unhealthy"], "breaching");
  assert.equal(missing["server-errors"], "notBreaching");
  assert.equal(missing["server-cpu"], "breaching");
  assert.equal(missing["server-memory"], "notBreaching");
});
