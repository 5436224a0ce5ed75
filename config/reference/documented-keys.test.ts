import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { knownPaths } from "../messages/nearest-key";
import { projectDirectory } from "../project-directory";
import { stackConfigSchema } from "../schema";

const known = new Set(knownPaths(stackConfigSchema("small")).map((path) => path.join(".")));
const { scripts } = JSON.parse(readFileSync(join(projectDirectory, "package.json"), "utf8")) as {
  scripts: Record<string, string>;
};

for (const file of ["docs/runbooks.md", "Pulumi.README.md"]) {
  const text = readFileSync(join(projectDirectory, file), "utf8");

  test(`${file}: every key of config that it names exists`, () => {
    const keys = [...text.matchAll(/openmetadata:([a-z][A-Za-z.]*[A-Za-z])/g)].map(([, key]) => key as string);
    assert.ok(keys.length > 3);
    // SECTION and NAME stand for any.
    for (const key of keys) assert.ok(known.has(key.replace(/\.SECTION\.NAME$/, "")), key);
  });

  test(`${file}: every npm script that it names exists`, () => {
    for (const [, name] of text.matchAll(/npm run ([a-z:-]+)/g)) assert.ok(name! in scripts, name);
  });
}
