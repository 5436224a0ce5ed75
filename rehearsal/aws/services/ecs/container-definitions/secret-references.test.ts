import assert from "node:assert/strict";
import { test } from "node:test";
import { referenceProblem } from "./secret-references";

test("what a container's secret may refer to", () => {
  const arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:a/b-a1b2c3";
  // prettier-ignore
  for (const valueFrom of [
    arn, `${arn}:key::`, `${arn}::AWSPREVIOUS:`, `${arn}:::id`, `${arn}:key:AWSCURRENT:`,
    "/a/b", "a.b-c_d", "arn:aws:ssm:eu-west-1:123456789012:parameter/a",
  ])
    assert.equal(referenceProblem(valueFrom), undefined, valueFrom);
});
