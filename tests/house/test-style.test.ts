import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { projectDirectory } from "../../config/project-directory";

const importsOfTests = /import \{([^}]*)\} from "node:test"/;
const hooks = ["before", "after", "beforeEach", "afterEach"];
const options = /\b(skip|timeout|concurrency)\b/;

/** Whether a file groups tests by `describe` although they share no hook, no reason to skip them and no pace. */
function groupsForNothing(text: string): boolean {
  const imported = (importsOfTests.exec(text)?.[1] ?? "").split(",").map((name) => name.trim());
  if (!imported.includes("describe") || hooks.some((hook) => imported.includes(hook))) return false;
  return text
    .split("describe(")
    .slice(1)
    .some((group) => !options.test(group.slice(0, group.indexOf("=>"))));
}

test("describe is used only for what its tests share", () => {
  const files = readdirSync(projectDirectory, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.split(path.sep).includes("node_modules"))
    .filter((file) => groupsForNothing(readFileSync(path.join(projectDirectory, file), "utf8")));
  assert.deepEqual(files, [], "give each test a name that is clear by itself");
});

test("a group that shares nothing is told from one that does", () => {
  const group = (imported: string, begin: string) => `import { ${imported} } from "node:test";\n${begin}`;
  assert.ok(groupsForNothing(group("describe, test", 'describe("costs", () => {')));
  for (const one of [
    group("after, describe, test", 'describe("costs", () => {'),
    group("describe, test", 'describe("costs", { skip }, () => {'),
    group("describe, test", 'describe(\n  "costs",\n  { concurrency: 2 },\n  () => {'),
    group("test", 'z.string().describe("costs")'),
  ])
    assert.ok(!groupsForNothing(one), one);
});
