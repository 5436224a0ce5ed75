import { test } from "node:test";
import { unknown } from "../../../protocol/wire";
import { given } from "../../testing/given";

test("what may be in another region, and what has none", () => {
  const key = (region: string) => `arn:aws:kms:${region}:123456789012:key/1`;
  given("aws:rds/instance:Instance", { kmsKeyId: key("us-east-1"), region: "us-east-1" }).accepts("same-region");
  given("aws:rds/instance:Instance", { kmsKeyId: unknown }).accepts("same-region");
  given("aws:secretsmanager/secret:Secret", {
    kmsKeyId: "alias/a",
    replicas: [{ region: "us-east-1", kmsKeyId: key("us-east-1") }],
  }).accepts("same-region");
  given("aws:lb/listener:Listener", { certificateArn: "arn:aws:iam::123456789012:server-certificate/a" }).accepts(
    "same-region",
  );
});
