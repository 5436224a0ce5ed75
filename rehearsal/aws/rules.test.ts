import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import type { Rule } from "./rule";
import { rules } from "./rules";
import { slipsFiles } from "./testing/collected-slips";

/** The source files of a name in the folders of services and across them. */
const filesOf = (name: string): string[] =>
  ["across", "services"].flatMap((folder) =>
    readdirSync(path.join(__dirname, folder), { recursive: true })
      .map((file) => path.join(__dirname, folder, String(file)))
      .filter((file) => path.basename(file) === `${name}.ts`),
  );

test("no two rules have one name", () => assert.equal(new Set(rules.map(({ name }) => name)).size, rules.length));

for (const rule of rules) {
  test(`${rule.name} has a file of its name, and a test or slips beside it`, () => {
    const [file, ...more] = filesOf(rule.name);
    assert.ok(file, "there is such a file");
    assert.deepEqual(more, []);
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- which file it is, its name tells
    assert.ok(Object.values(require(file) as Record<string, Rule>).includes(rule), `${file} exports it`);
    const beside = ["test", "slips"].map((kind) => file.replace(/ts$/, `${kind}.ts`));
    assert.ok(beside.some(existsSync), `one of ${beside.join(", ")} is there`);
  });
}

test("every file of slips stands beside the rule that it is named for", () => {
  const names = rules.map(({ name }) => name);
  assert.deepEqual(
    slipsFiles.filter((file) => {
      const rule = file.replace(/\.slips\.ts$/, "");
      return !names.includes(path.basename(rule)) || !existsSync(`${rule}.ts`);
    }),
    [],
  );
});
