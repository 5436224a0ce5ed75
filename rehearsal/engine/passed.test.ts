import assert from "node:assert/strict";
import { test } from "node:test";
import { passedWarnings } from "./passed";

const passed = (name: string, reason: string, gap: boolean) => ({
  urn: `urn:pulumi:s::p::aws:sqs/queue:Queue::${name}`,
  rule: gap ? "known-types" : "tags",
  reason,
  gap,
});

test("resources with one reason share a warning, which names three of them", () => {
  const all = ["e", "a", "c", "b", "d"].map((name) => passed(name, "Not judged: x.", true));
  assert.deepEqual(passedWarnings(all), ["a, b, c and 2 more: Not judged: x."]);
});

test("a refusal that was allowed says by what it passed", () => {
  assert.deepEqual(passedWarnings([passed("a", "too long [rehearsal: tags]", false)]), [
    "a: too long [rehearsal: tags] Passed by --allow.",
  ]);
});
