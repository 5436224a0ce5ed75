import assert from "node:assert/strict";
import { test } from "node:test";
import { ResourceGraph, type ResourceNode } from "./graph";

const node = (name: string, type: string): ResourceNode => ({
  urn: `urn:pulumi:dev::project::${type}::${name}`,
  type,
  name,
  parent: "",
  custom: true,
  provider: "",
  dependencies: [],
  propertyDependencies: {},
});

test("a type's resources come in the order of their registration, each once, with what is known of them", () => {
  const graph = new ResourceGraph();
  const [first, second] = [node("first", "aws:ec2/vpc:Vpc"), node("second", "aws:ec2/vpc:Vpc")];
  for (const one of [first, node("other", "aws:ec2/subnet:Subnet"), second, first]) graph.add(one);
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
