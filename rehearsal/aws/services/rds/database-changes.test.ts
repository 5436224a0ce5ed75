import assert from "node:assert/strict";
import { test } from "node:test";
import { sampleCall } from "../../testing/sample-call";
import { databaseChanges } from "./database-changes";
import { unknown, type Properties } from "../../../protocol/wire";

test("what RDS changes is refused by no rule", () => {
  const before = { engine: "postgres", engineVersion: "16.4", allocatedStorage: 100 };
  for (const after of [
    { engineVersion: "16" },
    { engineVersion: "16.6" },
    { engineVersion: "17", allowMajorVersionUpgrade: true },
    { engineVersion: unknown, allocatedStorage: unknown },
    { allocatedStorage: 200 },
    { allocatedStorage: 50, maxAllocatedStorage: 500 },
    { allocatedStorage: 50, blueGreenUpdate: { enabled: true } },
  ] as Properties[])
    assert.deepEqual(
      databaseChanges.change!({
        ...sampleCall("aws:rds/instance:Instance", { ...before, ...after }, { preview: true }),
        oldInputs: before,
      }),
      [],
      JSON.stringify(after),
    );
});
