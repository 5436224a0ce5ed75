import assert from "node:assert/strict";
import { test } from "node:test";
import * as ec2 from "@pulumi/aws/ec2";
import * as random from "@pulumi/random";
import { RehearsalSession } from "./session";

const configuration = () => ({ "aws:region": "eu-west-1", "openmetadata:size": "small" });

test("a small program comes up, changes nothing the second time, changes in place and goes away", async () => {
  let name = "first";
  const session = await RehearsalSession.start({
    configuration: configuration(),
    fillSecrets: false,
    program: async () => {
      const password = new random.RandomPassword("password", { length: 20 });
      const vpc = new ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16", tags: { Name: name } });
      const subnet = new ec2.Subnet("subnet", { vpcId: vpc.id, cidrBlock: "10.0.0.0/24" });
      return { vpc: vpc.id, subnet: subnet.arn, password: password.result };
    },
  });
  try {
    const preview = await session.preview();
    const ops = (operations: { urn: string; op: string }[]) =>
      operations.map(({ urn, op }) => `${op} ${urn.split("::").pop()}`).sort();
    assert.deepEqual(ops(preview.changes), [
      "create openmetadata-rehearsal",
      "create password",
      "create subnet",
      "create vpc",
    ]);
    const up = await session.up();
    assert.deepEqual(ops(up.changes), ops(preview.changes));
    assert.match(String(up.outputs.vpc), /^vpc-[0-9a-f]{17}$/);
    assert.equal(up.outputs.password, "[secret]");
    assert.deepEqual(ops((await session.up()).changes), []);
    name = "second";
    const changed = await session.preview();
    assert.deepEqual(
      changed.changes.map(({ op, diffs, detailedDiff }) => ({ op, diffs, detailedDiff })),
      [{ op: "update", diffs: ["tags"], detailedDiff: { "tags.Name": { kind: "update" } } }],
    );
    await session.destroy();
    assert.deepEqual(session.state().resources, []);
    assert.deepEqual(session.cloud.all(), []);
  } finally {
    await session.dispose();
  }
});
