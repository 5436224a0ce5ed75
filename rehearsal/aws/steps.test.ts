import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeBy } from "./judge";
import { rules } from "./rules";
import { sampleCall } from "./testing/sample-call";
import { ResourceGraph } from "../protocol/graph";
import { stepsPackage, stepType } from "../protocol/steps";
import { unknown, type Properties } from "../protocol/wire";

const inputs: Properties = {
  step: "reindex",
  cluster: "arn:aws:ecs:eu-west-1:123456789012:cluster/stack",
  taskDefinition: "arn:aws:ecs:eu-west-1:123456789012:task-definition/stack-reindex:1",
  networkConfiguration: { subnets: ["subnet-1"], securityGroups: ["sg-1"], assignPublicIp: false },
  triggers: { release: "1.13.6" },
  runsAtCreate: false,
  timeLimitMinutes: 240,
  ifItFails: "Entries may be missing in search.",
  __provider: "code",
};
const problems = (wrong: Properties) =>
  stepsPackage.problems!(sampleCall(stepType, { ...inputs, ...wrong })).map(({ property }) => property);

test("a step without what its provider needs is refused, an unknown value is not", () => {
  assert.deepEqual(problems({}), []);
  assert.deepEqual(problems({ taskDefinition: unknown, networkConfiguration: unknown, triggers: unknown }), []);
  assert.deepEqual(problems({ cluster: "", timeLimitMinutes: 0, runsAtCreate: "yes" }).sort(), [
    "cluster",
    "runsAtCreate",
    "timeLimitMinutes",
  ]);
  const other = sampleCall("pulumi-nodejs:dynamic:Resource", inputs);
  assert.match(stepsPackage.problems!(other)[0]!.reason, /does not know the dynamic resource/);
});

test("it runs at its creation when it says so, and then for a trigger alone", () => {
  const task = (more: Properties, before?: { oldInputs: Properties; oldOutputs: Properties }) => {
    const call = sampleCall(stepType, { ...inputs, ...more });
    return before
      ? stepsPackage.update!({ ...call, ...before, id: "reindex" }).outputs.task
      : stepsPackage.create(call).outputs.task;
  };
  assert.equal(task({}), "");
  assert.match(String(task({ runsAtCreate: true })), /^arn:aws:ecs:eu-west-1:123456789012:task\/stack\/[0-9a-f]{32}$/);
  const before = { oldInputs: inputs, oldOutputs: { ...inputs, task: "earlier" } };
  assert.equal(task({ timeLimitMinutes: 60 }, before), "earlier");
  assert.notEqual(task({ triggers: { release: "2.0.7" } }, before), "earlier");
});

test("what it refers to is looked up where AWS is simulated, and left to the real provider where it is not", () => {
  const graph = new ResourceGraph();
  const call = { ...sampleCall(stepType, inputs, { preview: true }), graph };
  assert.deepEqual(judgeBy(rules).check(call), []);
  const cluster = { urn: "cluster", type: "aws:ecs/cluster:Cluster", name: "stack", parent: "", custom: true };
  graph.add({ ...cluster, provider: "", dependencies: [], propertyDependencies: {}, inputs: { name: "other" } });
  assert.match(JSON.stringify(judgeBy(rules).check(call)), /cluster\/stack does not exist/);
});
