import assert from "node:assert/strict";
import { test } from "node:test";
import { ResourceGraph } from "./graph";
import { registeredNode } from "./testing/registered-node";

test("a type's resources come in the order of their registration, each once, with what is known of them", () => {
  const graph = new ResourceGraph();
  const [first, second] = [registeredNode("aws:ec2/vpc:Vpc", "first"), registeredNode("aws:ec2/vpc:Vpc", "second")];
  for (const one of [first, registeredNode("aws:ec2/subnet:Subnet", "other"), second, first]) graph.add(one);
  graph.note(first.urn, { id: "vpc-1" });
  assert.deepEqual(
    graph.ofType("aws:ec2/vpc:Vpc").map(({ name, id }) => [name, id]),
    [
      ["first", "vpc-1"],
      ["second", undefined],
    ],
  );
  assert.deepEqual(graph.ofType("aws:ec2/vpc:Vpc")[0], graph.get(first.urn));
  assert.deepEqual(graph.ofType("aws:rds/instance:Instance"), []);
});
