import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { projectDirectory } from "../../config/project-directory";
import { figuresOf, withFigures } from "../../rehearsal/command/change-figures";
import { reviewSample, wholeSample } from "../../review/testing/page-sample";

// README.md shows how it begins; tests/house/figures.test.ts holds that.
test("the review that docs/review.md shows is what a review says; npm run change-figures writes it again", async () => {
  const page = readFileSync(path.join(projectDirectory, "docs/review.md"), "utf8");
  assert.deepEqual(figuresOf(page), figuresOf(withFigures(page, wholeSample(await reviewSample()))));
});
