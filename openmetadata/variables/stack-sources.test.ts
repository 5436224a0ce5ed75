import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { casesOf, exampleSettings, testedVersions } from "../testing/examples";
import { serverEnvironment } from "../environment/server-environment";
import { environmentReference } from "./reference";
import { processNamesOf } from "./process-variables";
import { reportedServerNames } from "./reported";
import { serverVariables } from "./server-variables";
import { stackSources } from "./stack-sources";

test("docs/environment-variables.md is what the tables say", () => {
  const file = join(__dirname, "..", "..", "docs", "environment-variables.md");
  assert.equal(readFileSync(file, "utf8"), environmentReference(), "run: npm run environment-docs");
});

test("the reference tells of every variable that the stack sets from where it comes", () => {
  const sources = stackSources();
  const set = testedVersions.flatMap((version) =>
    casesOf(version).flatMap((each) => serverEnvironment(exampleSettings(version, each)).map(({ name }) => name)),
  );
  assert.deepEqual(
    [...new Set(set)].filter((name) => !sources.has(name)),
    [],
  );
});

test("every variable with a source is one that some release reads", () => {
  const known = new Set([
    ...serverVariables.map(({ name }) => name),
    ...reportedServerNames.flatMap(({ names }) => names),
    ...processNamesOf("server"),
  ]);
  assert.deepEqual(
    [...stackSources().keys()].filter((name) => !known.has(name)),
    [],
  );
});
