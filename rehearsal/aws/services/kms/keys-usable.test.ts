import assert from "node:assert/strict";
import { test } from "node:test";
import { SimulatedCloud } from "../../../protocol/cloud";
import { ResourceGraph, type ResourceNode } from "../../../protocol/graph";
import type { Properties } from "../../../protocol/wire";
import { keysUsable } from "./keys-usable";
import { node, refused, roleArn } from "../../testing/one-task-stack";

const secretArn = "arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:a-b1c2d3";
const secretNode = (from: Record<string, string[]> = {}): ResourceNode => ({
  ...{ ...node("aws:secretsmanager/secret:Secret", {}, from), id: secretArn, outputs: { arn: secretArn } },
});

const keyArn = "arn:aws-cn:kms:cn-north-1:123456789012:key/1";
const key = (policy?: object): ResourceNode => ({
  ...node("aws:kms/key:Key", policy ? { policy: JSON.stringify({ Statement: [policy] }) } : {}),
  id: "1",
  outputs: { arn: keyArn },
});
const account = {
  Effect: "Allow",
  Principal: { AWS: "arn:aws-cn:iam::123456789012:root" },
  Action: "kms:*",
  Resource: "*",
};
const decrypt = { Effect: "Allow", Action: "kms:Decrypt", Resource: keyArn };
const container = { secrets: [{ name: "A", valueFrom: secretArn }] };
const asked = (statements: Properties[] | undefined, policy?: object, more: ResourceNode[] = []) => {
  const secret = secretNode({ kmsKeyId: ["aws:kms/key:Key"] });
  return refused(keysUsable, {
    container,
    ...(statements && { statements }),
    more: [key(policy), secret, ...more],
  }).join();
};
test("keys-usable lets the account's policies decide where the key's policy leaves it to them", () => {
  assert.equal(asked([decrypt]), "");
  assert.equal(asked([decrypt], account), "");
  assert.equal(asked(undefined), "");
  assert.match(asked([]), /may not kms:Decrypt with key/);
  assert.match(asked([], account), /may not kms:Decrypt with key/);
});
test("keys-usable asks for the key's own policy where it does not", () => {
  const named = { ...account, Principal: { AWS: roleArn }, Action: "kms:Decrypt" };
  assert.equal(asked([], named), "");
  assert.match(asked([decrypt], { ...named, Principal: { AWS: `${roleArn}s` } }), /may not kms:Decrypt/);
  assert.equal(asked([], named, [node("aws:kms/grant:Grant", {}, { keyId: ["aws:kms/key:Key"] })]), "");
});
const logGroup = (policy?: object) => {
  const graph = new ResourceGraph();
  const encrypted = {
    ...node("aws:cloudwatch/logGroup:LogGroup", {}, { kmsKeyId: ["aws:kms/key:Key"] }),
    outputs: { region: "cn-north-1" },
  };
  for (const each of [key(policy), encrypted]) graph.add(each);
  return keysUsable.graph!(encrypted, graph, new SimulatedCloud("test"))
    .map(({ reason }) => reason)
    .join();
};
test("keys-usable lets CloudWatch Logs use a key whose policy says so", () => {
  const service = (name: string) => ({ ...account, Principal: { Service: name } });
  assert.equal(logGroup(service("logs.cn-north-1.amazonaws.com.cn")), "");
  assert.equal(logGroup({ ...account, Principal: "*" }), "");
  assert.match(
    logGroup(service("logs.eu-west-1.amazonaws.com")),
    /needs kms:Encrypt, kms:Decrypt, kms:GenerateDataKey/,
  );
  assert.match(
    logGroup({ ...service("logs.cn-north-1.amazonaws.com"), Action: "kms:*crypt" }),
    /needs kms:GenerateDataKey/,
  );
  assert.match(logGroup(account), /does not let logs.cn-north-1/);
  assert.match(logGroup(), /does not let logs.cn-north-1/);
});
