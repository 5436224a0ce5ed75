import assert from "node:assert/strict";
import { test } from "node:test";
import * as ecs from "@pulumi/aws/ecs";
import * as random from "@pulumi/random";
import { RehearsalSession } from "./session";

test("resources that share an identifier are told apart: random passwords, revisions of a task definition", async () => {
  let image = "example:1";
  const session = await RehearsalSession.start({
    configuration: { "aws:region": "eu-west-1" },
    fillSecrets: false,
    program: async () => {
      const first = new random.RandomPassword("first", { length: 20 });
      const second = new random.RandomPassword("second", { length: 24 });
      const containerDefinitions = JSON.stringify([{ name: "one", image, memory: 128, essential: true }]);
      const task = new ecs.TaskDefinition("task", { family: "task", containerDefinitions });
      const cluster = new ecs.Cluster("cluster");
      new ecs.Service("service", { cluster: cluster.arn, taskDefinition: task.arn, desiredCount: 0 });
      return { first: first.result, second: second.result };
    },
  });
  const passwords = () =>
    session
      .state({ secrets: "clear" })
      .resources.filter(({ type }) => type === "random:index/randomPassword:RandomPassword")
      .map(({ outputs }) => outputs?.result);
  try {
    await session.up();
    const made = passwords();
    assert.equal(new Set(made).size, 2);
    await session.refresh();
    assert.deepEqual(passwords(), made, "a refresh leaves each password as it is");
    image = "example:2";
    await session.up();
    assert.deepEqual((await session.preview()).changes, [], "the newest revision is still there");
  } finally {
    await session.dispose();
  }
});
