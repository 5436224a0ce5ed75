import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ingestionVariables } from "../../openmetadata/variables/ingestion-variables";
import { serverVariables } from "../../openmetadata/variables/server-variables";
import undecided from "../../openmetadata/variables/undecided.json";
import { witnesses } from "../../openmetadata/variables/witnesses";
import { ingestionVariablesFrom } from "../../tools/ingestion-lists";
import {
  namesReadBy,
  serverVariablesFrom,
  undecidedNames,
  upstreamFiles,
  withoutUpstreamFiles,
} from "../../tools/upstream-files";

const files = upstreamFiles();
const skip = files === undefined ? withoutUpstreamFiles : false;
const folder = files ?? "";

test("the table of server variables is what the upstream files say", { skip }, () => {
  assert.deepEqual(serverVariables, serverVariablesFrom(folder), "run: npm run import-variables");
});

test("the table of ingestion variables is what the upstream lists say", { skip }, () => {
  assert.deepEqual(ingestionVariables, ingestionVariablesFrom(folder), "run: npm run import-variables");
});

test("the names left open for 2.0 are those of the derivation", { skip }, () => {
  assert.deepEqual(undecided, undecidedNames(folder), "run: npm run import-variables");
});

/** The collection has its own list of each file's names; two readings of the same file must agree. */
test("this project's reading of the files agrees with the collection's own lists", { skip }, () => {
  for (const { name } of witnesses.filter(({ kind }) => kind === "file")) {
    const listed = JSON.parse(readFileSync(join(folder, name, "server-env.json"), "utf8")) as {
      env: { env: string; configKeys: string[] }[];
    };
    const read = namesReadBy(folder, name);
    assert.deepEqual(
      [...read].map(([variable, keys]) => [variable, Object.keys(keys).sort()]).sort(),
      listed.env.map(({ env, configKeys }) => [env, [...configKeys].sort()]).sort(),
      name,
    );
  }
});

test("no published secret is in the tables", () => {
  const published = /jJ\/9sz0g0OHxsfxOoSfdFdmk3ysNmPRnH3TUAbz3IHA=|openmetadata_password|airflow_pass/;
  assert.doesNotMatch(JSON.stringify([serverVariables, ingestionVariables]), published);
});
