import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { projectDirectory } from "../../config/project-directory";
import {
  changeFigures,
  figureStacks,
  figuresOf,
  figuresTable,
  withFigures,
} from "../../rehearsal/command/change-figures";

test("what a change stops is as docs/runbooks.md has it; npm run change-figures writes it again", async () => {
  const page = readFileSync(path.join(projectDirectory, "docs/runbooks.md"), "utf8");
  const figures = [];
  for (const stack of figureStacks) figures.push(...(await changeFigures(stack)));
  assert.deepEqual(figuresOf(page), figuresOf(withFigures(page, figuresTable(figures))));
});
