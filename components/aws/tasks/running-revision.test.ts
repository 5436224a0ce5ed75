import assert from "node:assert/strict";
import { test } from "node:test";
import { type FoundService, revisionOf, revisionProblem } from "./running-revision";

const arn = (revision: number) => `arn:aws:ecs:eu-west-1:123456789012:task-definition/om-dev-server:${revision}`;

const problem = (registered: string, found: FoundService) =>
  revisionProblem("server", "arn:aws:ecs:eu-west-1:123456789012:cluster/om-dev", registered, found);

test("the same revision is no problem, as ARN or as family and number", () => {
  assert.equal(problem(arn(7), { taskDefinition: arn(7) }), undefined);
  assert.equal(problem(arn(7), { taskDefinition: "om-dev-server:7", desiredCount: 1, runningCount: 1 }), undefined);
});

test("another revision is named, with what to do", () => {
  const found = problem(arn(8), { taskDefinition: arn(7), desiredCount: 1, runningCount: 1 });
  assert.match(found ?? "", /om-dev-server:7, not om-dev-server:8/);
  assert.match(found ?? "", /pulumi up --refresh/);
});

test("a service that somebody set to 0 comes back with a refresh", () => {
  const found = problem(arn(8), { taskDefinition: arn(8), desiredCount: 0, runningCount: 0 });
  assert.match(found ?? "", /^Service server is stopped: somebody set its count to 0.*pulumi up --refresh$/);
});

test("a service that ECS gave up runs the right revision on no task, and the error says how to start it again", () => {
  const found = problem(arn(8), { taskDefinition: arn(8), desiredCount: 1, runningCount: 0 });
  assert.match(found ?? "", /0 of 1 tasks of om-dev-server:8/);
  assert.match(found ?? "", /update-service --cluster om-dev --service server --force-new-deployment/);
});

test("a revision is read from an ARN of any partition", () => {
  assert.equal(revisionOf("arn:aws-cn:ecs:cn-north-1:123456789012:task-definition/a:1"), "a:1");
});
