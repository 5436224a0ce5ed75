import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { projectDirectory } from "../../config/project-directory";
import { refusalsReference } from "./refusals";

test("docs/refusals.md is up to date (npm run docs)", () =>
  assert.equal(readFileSync(path.join(projectDirectory, "docs", "refusals.md"), "utf8"), refusalsReference()));
