import assert from "node:assert/strict";
import { test } from "node:test";
import { allowedShards, memoryOf } from "./search-shards";
import { validateStackConfig } from "../../validate";

const problemKeys = (search: object, more: object = {}) =>
  validateStackConfig({ search, ...more, server: { allowedCidrs: ["203.0.113.0/24"] } }).problems.map(({ key }) => key);
const notesOf = (search: object) =>
  validateStackConfig({ search, server: { allowedCidrs: ["203.0.113.0/24"] } })
    .notes.filter(({ key }) => key === "search.instanceType")
    .map(({ text }) => text);

test("counts shards as AWS does: 1,000 for 16 GiB of heap from 2.17 on, 1,000 a node before", () => {
  assert.equal(allowedShards("2.19", 16), 1000);
  assert.equal(allowedShards("2.19", 2), 125);
  assert.equal(allowedShards("3.1", 32), 2000);
  assert.equal(allowedShards("2.15", 2), 1000);
});

test("knows the memory of a type, and says nothing of one that it does not know", () => {
  const known = ["t3.medium.search", "m7g.large.search", "r6g.2xlarge.search", "c7g.xlarge.search", "or1.large.search"];
  assert.deepEqual(known.map(memoryOf), [4, 8, 64, 8, undefined]);
  assert.deepEqual(problemKeys({ instanceType: "or1.large.search" }), []);
});

test("refuses a node that is full halfway through, and takes the next larger one", () => {
  assert.deepEqual(problemKeys({ instanceType: "t3.medium.search" }), ["search.instanceType"]);
  assert.deepEqual(problemKeys({ instanceType: "c7g.large.search", nodes: 2 }), ["search.instanceType"]);
  assert.deepEqual(problemKeys({ instanceType: "m7g.large.search" }), []);
  assert.deepEqual(notesOf({ instanceType: "m7g.large.search" }), []);
});

test("takes what an older OpenSearch allows, and says what AWS advises", () => {
  const { problems, notes } = validateStackConfig({
    version: "1.6.8",
    search: { instanceType: "t3.medium.search", version: "2.11" },
    server: { allowedCidrs: ["203.0.113.0/24"] },
  });
  assert.deepEqual(problems, []);
  assert.ok(notes.some(({ text }) => /75 shards, where AWS advises 50/.test(text)));
});

test("holds for every size's own domain", () => {
  for (const size of ["small", "medium", "large"]) assert.deepEqual(problemKeys({}, { size }), [], size);
});
