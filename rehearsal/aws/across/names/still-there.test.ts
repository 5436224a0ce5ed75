import assert from "node:assert/strict";
import { test } from "node:test";
import { SimulatedCloud } from "../../../protocol/cloud";
import { made, sampleCall } from "../../testing/sample-call";
import { stillThere } from "./still-there";

test("a secret's name is free again once its recovery window is over", () => {
  const type = "aws:secretsmanager/secret:Secret";
  const cloud = new SimulatedCloud("seed");
  const { id, outputs } = made(cloud, type, { name: "key" });
  const reasons = (name: string) =>
    stillThere.create!(sampleCall(type, { name }, { cloud })).map(({ reason }) => reason);
  cloud.remains.push({ type, id, urn: "", inputs: { name: "key" }, outputs });
  cloud.remove(type, id);
  assert.deepEqual(reasons("key"), ["Secret key is still there: it is scheduled for deletion"]);
  assert.deepEqual(reasons("another"), []);
  cloud.remains.length = 0;
  assert.deepEqual(reasons("key"), []);
});
