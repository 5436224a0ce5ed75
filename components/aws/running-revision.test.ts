import assert from "node:assert/strict";
import { test } from "node:test";
import { revisionOf, revisionProblem } from "./running-revision";

const arn = (revision: number) => `arn:aws:ecs:eu-west-1:123456789012:task-definition/om-dev-server:${revision}`;

test("the same revision is no problem, as ARN or as family and number", () => {
  assert.equal(revisionProblem("server", arn(7), arn(7)), undefined);
  assert.equal(revisionProblem("server", arn(7), "om-dev-server:7"), undefined);
});

test("another revision is named, with what to do", () => {
  const problem = revisionProblem("server", arn(8), arn(7));
  assert.match(problem ?? "", /om-dev-server:7, not om-dev-server:8/);
  assert.match(problem ?? "", /pulumi up --refresh/);
});

test("a revision is read from an ARN of any partition", () => {
  assert.equal(revisionOf("arn:aws-cn:ecs:cn-north-1:123456789012:task-definition/a:1"), "a:1");
});
