import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { goldens } from "../testing/render";

const files = readdirSync(__dirname, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".txt"))
  .map((entry) => join(entry.parentPath, entry.name).slice(__dirname.length + 1));

const rendered = new Map(goldens().map(({ path, text }) => [path, text]));

for (const [path, text] of rendered) {
  test(`golden ${path}`, () => {
    assert.ok(files.includes(path), "is missing: npm run goldens");
    assert.equal(
      readFileSync(join(__dirname, path), "utf8"),
      text,
      "differs: npm run goldens, and read the difference",
    );
  });
}

test("there is no golden that nothing renders, and none without evidence", () => {
  assert.deepEqual(
    files.filter((file) => !rendered.has(file)),
    [],
  );
  assert.deepEqual(
    [...rendered].filter(([, text]) => text.includes("NO EVIDENCE")).map(([path]) => path),
    [],
  );
});
