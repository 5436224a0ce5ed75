import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import type { AirflowConfig } from "./schema";
import { airflowClient, heapMegabytes } from "./server-settings";

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
  airflowClient(airflow as AirflowConfig, "http://airflow.stack.internal:8081");

test("the server calls a created Airflow at its private name", () => {
  const client = { username: "admin", endpoint: "http://airflow.stack.internal:8081" };
  assert.deepEqual(clientOf({ host: "create", username: "admin" }), client);
});

test("the server calls an Airflow of the user's own only for the managed APIs", () => {
  const client = { username: "admin", endpoint: "https://airflow.example.com", verifySsl: "no-ssl" };
  assert.deepEqual(clientOf(existing), client);
  assert.equal(clientOf({ ...existing, angles: ["lineage-backend", "connectors"] }), undefined);
});
