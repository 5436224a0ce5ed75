import assert from "node:assert/strict";
import { test } from "node:test";
import { Leniency } from "./leniency";

const failures = [
  { urn: "one", property: "", reason: "a", rule: "tags" },
  { urn: "two", property: "", reason: "b", rule: "known-types", gap: true as const },
  { urn: "two", property: "", reason: "c" },
];
const reasonsLeft = (strict: boolean, ...allow: string[]) =>
  new Leniency({ strict, allow: new Set(allow) }).refused(failures).map(({ reason }) => reason);

test("a strict run refuses everything but what is allowed by its rule's name", () => {
  assert.deepEqual(reasonsLeft(true), ["a", "b", "c"]);
  assert.deepEqual(reasonsLeft(true, "tags"), ["b", "c"]);
  assert.deepEqual(reasonsLeft(true, "tags", "known-types"), ["c"]);
});

test("a gap in what the rehearsal knows passes a run that is not strict", () => {
  assert.deepEqual(reasonsLeft(false), ["a", "c"]);
});

test("what passed is kept once however often it was found, until it is taken", () => {
  const leniency = new Leniency({ strict: false, allow: new Set(["tags"]) });
  leniency.refused(failures);
  leniency.refused(failures);
  assert.deepEqual(leniency.take(), [
    { urn: "one", rule: "tags", reason: "a", gap: false },
    { urn: "two", rule: "known-types", reason: "b", gap: true },
  ]);
  assert.deepEqual(leniency.take(), []);
});
