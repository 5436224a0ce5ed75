import assert from "node:assert/strict";
import { test } from "node:test";
import { stackType, type StateResource } from "../rehearsal/report/state";
import { outputChanges } from "./outputs";

const stackWith = (outputs?: Record<string, unknown>): StateResource[] => [
  { urn: "urn:pulumi:dev::openmetadata::other::x", type: "other", outputs: { url: "not the stack's" } },
  { urn: "urn:pulumi:dev::openmetadata::pulumi:pulumi:Stack::x", type: stackType, ...(outputs && { outputs }) },
];

test("what comes, goes and differs, by path; lists as one value", () => {
  const before = { url: "http://a", release: { version: "1.13.6", line: "1.11–1.13" }, steps: ["one"], old: null };
  const after = { url: "http://a", release: { version: "1.13.7", line: "1.11–1.13" }, steps: ["one", "two"], new: 3 };
  assert.deepEqual(outputChanges(stackWith(before), stackWith(after)), [
    { key: "new", kind: "add", after: "3" },
    { key: "old", kind: "delete", before: "null" },
    { key: "release.version", kind: "update", before: "1.13.6", after: "1.13.7" },
    { key: "steps", kind: "update", before: '["one"]', after: '["one","two"]' },
  ]);
});

test("variables have a part of their own, and the page is made of the other outputs", () => {
  const before = { variables: { server: { A: "1" } }, readme: "one" };
  assert.deepEqual(outputChanges(stackWith(before), stackWith({ variables: {}, readme: "two" })), []);
});

test("of a stack that was only planned nothing is known", () => {
  assert.deepEqual(outputChanges(stackWith({ url: "http://a" }), stackWith()), []);
});
