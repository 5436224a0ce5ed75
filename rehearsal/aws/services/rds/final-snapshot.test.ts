import assert from "node:assert/strict";
import { test } from "node:test";
import { SimulatedCloud, type Thing } from "../../../protocol/cloud";
import { afterDeletion } from "../../across/deletion/deletions";
import { judgeBy } from "../../judge";
import { rules } from "../../rules";

const holdingOnly = (...things: Thing[]): SimulatedCloud => {
  const cloud = new SimulatedCloud("");
  for (const thing of things) cloud.put(thing);
  return cloud;
};
const reasons = (thing: Thing, cloud: SimulatedCloud) =>
  judgeBy(rules)
    .deletion(thing, cloud)
    .map(({ reason }) => reason);

const made = (type: string): Thing => ({ type, id: "made", urn: "", inputs: {}, outputs: {} });

test("a database without a name for its final snapshot stays, and one that needs none leaves none", () => {
  const database = made("aws:rds/instance:Instance");
  assert.match(
    reasons(database, holdingOnly(database)).join(),
    /finalSnapshotIdentifier is required .* final-snapshot/,
  );
  const without = { ...database, inputs: { skipFinalSnapshot: true } };
  const cloud = holdingOnly(without);
  assert.deepEqual(reasons(without, cloud), []);
  afterDeletion(without, cloud);
  assert.deepEqual(cloud.remains, []);
});
