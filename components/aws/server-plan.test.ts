import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { stackConfigSchema } from "../../config/schema";
import type { StackConfig } from "../../config/stack-config";
import { airflowClient } from "./airflow-plan";
import { heapMegabytes, securityResetAllowed } from "./server-plan";

test("the heap is three quarters of a large task, and leaves a gigabyte where it can", () => {
  assert.deepEqual([2048, 4096, 8192, 16384].map(heapMegabytes), [1024, 3072, 6144, 12288]);
});

test("the heap fits into the task and never has less than half of it", () => {
  fc.assert(
    fc.property(fc.integer({ min: 512, max: 122_880 }), (memory) => {
      const heap = heapMegabytes(memory);
      assert.ok(
        Number.isInteger(heap) && heap >= Math.floor(memory / 2) && heap <= memory * 0.76,
        `${memory}: ${heap}`,
      );
    }),
  );
});

const existing = {
  host: "existing",
  username: "admin",
  angles: ["managed-apis"],
  endpoint: "https://airflow.example.com/",
  verifySsl: "no-ssl",
};
const clientOf = (airflow: object): unknown =>
  airflowClient({ airflow } as unknown as StackConfig, "http://airflow.stack.internal:8081");

test("the server calls a created Airflow at its private name", () => {
  const client = { username: "admin", endpoint: "http://airflow.stack.internal:8081" };
  assert.deepEqual(clientOf({ host: "create", username: "admin" }), client);
});

test("the server calls an Airflow of the user's own only for the managed APIs", () => {
  const client = { username: "admin", endpoint: "https://airflow.example.com", verifySsl: "no-ssl" };
  assert.deepEqual(clientOf(existing), client);
  assert.equal(clientOf({ ...existing, angles: ["lineage-backend", "connectors"] }), undefined);
});

test("stored security settings are removed unasked only from a database that the stack made", () => {
  const allowed = (database: object, auth: object = {}) => {
    const config = stackConfigSchema("small").parse({ database, auth });
    return securityResetAllowed(config);
  };
  const existing = { mode: "existing", host: "db.example.com", username: "login" };
  const restored = { mode: "create", snapshotIdentifier: "before-upgrade" };
  assert.equal(allowed({ mode: "create" }), true);
  for (const database of [existing, restored]) {
    assert.equal(allowed(database), false);
    assert.equal(allowed(database, { resetStored: true }), true);
  }
});
