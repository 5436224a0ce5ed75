import assert from "node:assert/strict";
import { test } from "node:test";
import { alternatives } from "./alternatives";
import { unknown } from "../../../protocol/wire";
import { given } from "../../testing/given";

const database = "aws:rds/instance:Instance";

test("inputs that suit one another are refused by no rule", () => {
  const record = "aws:route53/record:Record";
  given(record, { aliases: [{ name: "a", zoneId: "Z1" }], ttl: null }).accepts("alternatives");
  given(record, { records: ["192.0.2.1"], ttl: 60 }).accepts("alternatives");
  given(record, { records: unknown, ttl: unknown }).accepts("alternatives");
  given(database, { password: unknown, manageMasterUserPassword: unknown }).accepts("alternatives");
  given("aws:ec2/route:Route", {
    destinationCidrBlock: "0.0.0.0/0",
    odbNetworkArn: "arn:aws:odb:x:1:a",
  }).accepts("alternatives");
});

test("of inputs of which at least one is needed, one is needed", () => {
  const type = "aws:iam/policyAttachment:PolicyAttachment";
  given(type, { roles: ["a"] }).accepts("alternatives");
  assert.deepEqual(
    alternatives.check!({ type, inputs: { policyArn: "a" } }).map(({ reason }) => reason),
    ["one of groups, roles, users is needed"],
  );
});
