import assert from "node:assert/strict";
import { test } from "node:test";
import { changes } from "../protocol/diff";
import type { Properties } from "../protocol/wire";
import { awsPackage } from "./package";

const found = (type: string, before: Properties, after: Properties) =>
  changes(before, after, awsPackage.diffRules(type, before, after)).map(({ path, replaces }) => [path, replaces]);

test("a search domain of a lower engine version is another domain; one of a higher version is upgraded", () => {
  const to = (before: string, after: string) =>
    found("aws:opensearch/domain:Domain", { engineVersion: before }, { engineVersion: after });
  assert.deepEqual(to("OpenSearch_2.19", "OpenSearch_2.9"), [["engineVersion", true]]);
  assert.deepEqual(to("OpenSearch_1.3", "Elasticsearch_7.10"), [["engineVersion", true]]);
  assert.deepEqual(to("OpenSearch_2.19", "OpenSearch_3.1"), [["engineVersion", false]]);
  assert.deepEqual(to("Elasticsearch_7.10", "OpenSearch_1.3"), [["engineVersion", false]]);
});

test("a database that may grow by itself is not made smaller, nor is that a change", () => {
  const to = (after: Properties) => found("aws:rds/instance:Instance", { allocatedStorage: 100 }, after);
  assert.deepEqual(to({ allocatedStorage: 50, maxAllocatedStorage: 60 }), [["maxAllocatedStorage", false]]);
  assert.deepEqual(to({ allocatedStorage: 50 }), [["allocatedStorage", false]]);
});
