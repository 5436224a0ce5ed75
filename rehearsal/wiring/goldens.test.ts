import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { wiringGoldens } from "./goldens";

const folder = path.join(__dirname, "goldens");

test("what every input refers to is as the goldens say (npm run goldens, and read the difference)", async (t) => {
  const made = await wiringGoldens();
  for (const { file, text } of made) {
    await t.test(file, () => assert.equal(readFileSync(path.join(folder, file), "utf8"), text));
  }
  assert.deepEqual(readdirSync(folder).sort(), made.map(({ file }) => file).sort(), "npm run goldens");
});
