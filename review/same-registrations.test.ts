import assert from "node:assert/strict";
import { test } from "node:test";
import { ResourceGraph } from "../rehearsal/protocol/graph";
import { registeredNode } from "../rehearsal/protocol/testing/registered-node";
import { registrationsOf, sameRegistrations } from "./same-registrations";

/** A run in which the program registered these, by type, name and what was registered. */
const run = (...registered: readonly (readonly [type: string, name: string, text: string])[]) => {
  const graph = new ResourceGraph();
  for (const [type, name, text] of registered) graph.add(registeredNode(type, name, { registered: () => text }));
  return registrationsOf(graph);
};
const topic = ["aws:sns/topic:Topic", "alerts", '{"displayName":"a"}'] as const;
const stack = ["pulumi:pulumi:Stack", "small-dev", "{}"] as const;

test("a run in a process of its own registers the stack, one in this process does not: that is no difference", () => {
  assert.ok(sameRegistrations(run(stack, topic), run(topic)));
  assert.ok(sameRegistrations(run(topic), run(stack, topic)));
});

test("another resource, another input and one less are differences, and so is a value that is not known", () => {
  assert.ok(!sameRegistrations(run(topic), run(topic, ["aws:sns/topic:Topic", "more", "{}"])));
  assert.ok(!sameRegistrations(run(topic), run([topic[0], topic[1], '{"displayName":"b"}'])));
  assert.ok(!sameRegistrations(run(topic), run(stack)));
  const unknown = [topic[0], topic[1], '{"displayName":"04da6b54-80e4-46f7-96ec-b56ff0331ba9"}'] as const;
  assert.ok(!sameRegistrations(run(topic), run(unknown)), "a value that is not known");
});
