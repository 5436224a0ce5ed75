import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { projectDirectory } from "../../config/project-directory";
import { withSession } from "../engine/stacks";
import { sideBySide } from "../side-by-side";

const folder = path.join(projectDirectory, "examples");
const examples = readdirSync(folder).filter((name) => name.endsWith(".yaml"));

const comesUp = sideBySide(2, examples, (name) =>
  withSession({ stackFile: path.join(folder, name), stackName: path.basename(name, ".yaml") }, async (session) => {
    const up = await session.up();
    assert.ok(up.changes.length > 50, `only ${up.changes.length} changes`);
    const second = await session.preview();
    assert.deepEqual(
      second.changes.filter(({ op }) => op !== "same").map(({ urn }) => urn),
      [],
    );
  }),
);

for (const name of examples) test(`an example comes up, and then has nothing left to do: ${name}`, () => comesUp(name));

test("the examples' README names each of them", () => {
  const readme = readFileSync(path.join(folder, "README.md"), "utf8");
  const named = [...readme.matchAll(/\]\(([\w-]+\.yaml)\)/g)].map(([, name]) => name);
  assert.deepEqual([...named].sort(), [...examples].sort());
});
