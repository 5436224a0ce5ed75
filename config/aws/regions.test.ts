import assert from "node:assert/strict";
import { test } from "node:test";
import { Region } from "@pulumi/aws/types/enums";
import { regions } from "./regions";

test("the regions are those that @pulumi/aws names", () => {
  assert.deepEqual(regions, Object.values(Region));
});
