import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { projectDirectory } from "../../config/project-directory";
import { withSession } from "../engine/stacks";

const folder = path.join(projectDirectory, "examples");
const examples = readdirSync(folder).filter((name) => name.endsWith(".yaml"));

describe("an example comes up, and then has nothing left to do", { concurrency: 2 }, () => {
  for (const name of examples)
    test(name, () =>
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
});

test("the examples' README names each of them", () => {
  const readme = readFileSync(path.join(folder, "README.md"), "utf8");
  const named = [...readme.matchAll(/\]\(([\w-]+\.yaml)\)/g)].map(([, name]) => name);
  assert.deepEqual([...named].sort(), [...examples].sort());
});
