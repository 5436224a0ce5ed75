import assert from "node:assert/strict";
import { test } from "node:test";
import { standingStores } from "./stores";

const resource = (type: string, name: string, inputs: Record<string, unknown> = {}, protect = false) => ({
  urn: `urn:pulumi:dev::p::${type}::p-dev-${name}`,
  type,
  protect,
  inputs,
});

test("what destroy would take: what nothing stops comes first, what is treated alike is one line", () => {
  const found = standingStores(
    [
      resource("aws:rds/instance:Instance", "database", { deletionProtection: true, skipFinalSnapshot: false }, true),
      resource("aws:opensearch/domain:Domain", "search"),
      resource("aws:s3/bucket:Bucket", "logs"),
      resource("aws:s3/bucket:Bucket", "scratch", { forceDestroy: true }),
      resource("aws:secretsmanager/secret:Secret", "b", { recoveryWindowInDays: 7 }),
      resource("aws:secretsmanager/secret:Secret", "a", { recoveryWindowInDays: 7 }),
      resource("aws:secretsmanager/secret:Secret", "gone", { recoveryWindowInDays: 0 }),
      resource("aws:efs/fileSystem:FileSystem", "files", {}, true),
      resource("aws:efs/accessPoint:AccessPoint", "dags"),
      resource("random:index/randomPassword:RandomPassword", "password"),
      resource("aws:ecs/cluster:Cluster", "cluster"),
    ],
    "p-dev-",
  );
  const said = found.map(({ names, stoppedBy, left }) => `${names.join("+")}: ${stoppedBy.join(",")} | ${left.join()}`);
  assert.deepEqual(said.slice(0, 3).sort(), ["gone:  | ", "scratch:  | ", "search:  | "]);
  assert.deepEqual(said.slice(3), [
    "a+b:  | can be restored for 7 days",
    "logs: AWS, while objects are in it | ",
    "files: pulumi (protect) | ",
    "database: pulumi (protect),AWS (deletionProtection) | a final snapshot",
  ]);
});
