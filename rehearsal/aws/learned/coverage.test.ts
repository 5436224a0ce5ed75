import assert from "node:assert/strict";
import { test } from "node:test";
import { unlearned } from "./coverage";
import { learned } from "./learned";

test("a type that nobody asked about is named", () => {
  assert.deepEqual(unlearned("aws:ec2/spaceship:Spaceship", { name: "a" }), ["aws:ec2/spaceship:Spaceship"]);
});

test("an input that the provider gave no answer about is named, and others are not", () => {
  const type = "aws:rds/instance:Instance";
  assert.ok(learned(type)?.unanswered?.includes("passwordWo"), "the example is still one");
  assert.deepEqual(unlearned(type, { passwordWo: "a", username: "b" }), [`${type} passwordWo`]);
});

test("what a supplement settles is not named", () => {
  const type = "aws:lb/listener:Listener";
  assert.ok(learned(type)?.unanswered?.includes("defaultActions.type"), "the example is still one");
  assert.deepEqual(unlearned(type, { port: 80, defaultActions: [{ type: "forward" }] }), []);
});
