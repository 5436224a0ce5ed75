import assert from "node:assert/strict";
import { test } from "node:test";
import { SimulatedCloud } from "../protocol/cloud";
import { unknown } from "../protocol/wire";
import { awsPackage } from "./package";
import { sampleCall as call } from "./testing/sample-call";

const instance = "aws:rds/instance:Instance";

test("a prefix becomes a name of 26 more characters, which ARN, host and further outputs use", () => {
  const { outputs } = awsPackage.create(call(instance, { identifierPrefix: "db-", engine: "postgres" }));
  assert.match(String(outputs.identifier), /^db-[0-9a-f]{26}$/);
  assert.equal(outputs.arn, `arn:aws:rds:eu-west-1:123456789012:db:${String(outputs.identifier)}`);
  assert.ok(String(outputs.address).startsWith(`${String(outputs.identifier)}.`));
  assert.equal(outputs.endpoint, `${String(outputs.address)}:5432`);

  for (const [type, name] of [
    ["aws:ec2/securityGroup:SecurityGroup", "name"],
    ["aws:lb/targetGroup:TargetGroup", "name"],
    ["aws:s3/bucket:Bucket", "bucket"],
    ["aws:iam/role:Role", "name"],
  ] as const) {
    const made = awsPackage.create(call(type, { [`${name}Prefix`]: "six-ch" }));
    assert.match(String(made.outputs[name]), /^six-ch[0-9a-f]{26}$/, type);
    if (type !== "aws:ec2/securityGroup:SecurityGroup")
      assert.ok(String(made.outputs.arn).includes(String(made.outputs[name])), type);
  }
});

test("two of one prefix have different names", () => {
  const cloud = new SimulatedCloud("seed");
  const names = [1, 2].map(() => awsPackage.create(call(instance, { identifierPrefix: "db-" }, { cloud })));
  assert.notEqual(names[0]!.outputs.identifier, names[1]!.outputs.identifier);
});

test("a generated name is unknown in a preview, and stays through an update", () => {
  const inputs = { identifierPrefix: "db-", instanceClass: "db.t4g.small" };
  const planned = awsPackage.create(call(instance, inputs, { preview: true })).outputs;
  assert.equal(planned.identifier, unknown);
  assert.equal(planned.address, unknown);

  const { id, outputs } = awsPackage.create(call(instance, inputs));
  const changed = { ...inputs, instanceClass: "db.t4g.medium" };
  const updated = awsPackage.update!({ ...call(instance, changed, { oldInputs: inputs, oldOutputs: outputs }), id });
  assert.equal(updated.outputs.identifier, outputs.identifier);
  assert.equal(updated.outputs.address, outputs.address);
  assert.equal(updated.outputs.instanceClass, "db.t4g.medium");
});

test("a name of the program's own is left as it is", () => {
  const { outputs } = awsPackage.create(call(instance, { identifier: "mine", engine: "mysql" }));
  assert.equal(outputs.identifier, "mine");
  assert.equal(outputs.identifierPrefix, "");
});

test("an instance without identifier and prefix is named as pulumi-aws names it", () => {
  const named = awsPackage.defaults!(call(instance, {}, { name: "Store" }), new Uint8Array(32).fill(7), undefined);
  assert.equal(named.identifier, "Store0707070");
  const prefixed = awsPackage.defaults!(call(instance, { identifierPrefix: "db-" }), new Uint8Array(32), undefined);
  assert.equal(prefixed.identifier, undefined);
});
