import assert from "node:assert/strict";
import { test } from "node:test";
import type { ResourceNode } from "../../../protocol/graph";
import { node, refused, roleArn } from "../../testing/one-task-stack";
import { secretsReadable } from "./secrets-readable";

test("secrets-readable accepts a secret whose own policy lets the role read it", () => {
  const arn = "arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:a-b1c2d3";
  const secret: ResourceNode = { ...node("aws:secretsmanager/secret:Secret", {}), id: arn, outputs: { arn } };
  const statement = { Effect: "Allow", Principal: { AWS: roleArn }, Action: "secretsmanager:*", Resource: "*" };
  const policy = node(
    "aws:secretsmanager/secretPolicy:SecretPolicy",
    { policy: JSON.stringify({ Statement: [statement] }) },
    { secretArn: [secret.urn] },
  );
  const container = { secrets: [{ name: "A", valueFrom: arn }] };
  assert.deepEqual(refused(secretsReadable, { container, statements: [], more: [secret, policy] }), []);
  assert.match(refused(secretsReadable, { container, statements: [], more: [secret] }).join(), /may not read/);
});

const reads = (resource: string) =>
  refused(secretsReadable, {
    container: { secrets: [{ name: "A", valueFrom: "/a/b" }] },
    statements: [{ Effect: "Allow", Action: "ssm:GetParameters", Resource: resource }],
    definitionOutputs: { region: "cn-north-1" },
  }).join();
test("secrets-readable takes a parameter's ARN from the region and the account of the task", () => {
  assert.equal(reads("arn:aws-cn:ssm:cn-north-1:123456789012:parameter/a/*"), "");
  assert.match(reads("arn:aws-cn:ssm:cn-north-2:123456789012:parameter/a/*"), /may not read .*:parameter\/a\/b/);
});
