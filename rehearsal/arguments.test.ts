import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { command, readArguments } from "./arguments";

const project = mkdtempSync(path.join(tmpdir(), "arguments-test-"));
for (const stack of ["dev", "prod"]) writeFileSync(path.join(project, `Pulumi.${stack}.yaml`), "config: {}\n");
writeFileSync(path.join(project, "team.yaml"), "config: {}\n");
after(() => rmSync(project, { recursive: true }));

const read = (...words: string[]) => {
  const silent = { writeErr: () => undefined, writeOut: () => undefined };
  return readArguments(command().exitOverride().configureOutput(silent).parse(words, { from: "user" }), project, 2);
};

test("without arguments the stack is dev", () => {
  assert.deepEqual(read().targets, [{ stack: "dev", file: path.join(project, "Pulumi.dev.yaml") }]);
});

test("stacks by name, by file and all of them", () => {
  const stacks = (...words: string[]) => read(...words).targets.map(({ stack }) => stack);
  assert.deepEqual(stacks("prod"), ["prod"]);
  assert.deepEqual(stacks("--all"), ["dev", "prod"]);
  assert.deepEqual(stacks("dev", "--stack-file", path.join(project, "team.yaml")), ["dev", "team"]);
});

test("changes are keys and values; a key without a namespace is one of openmetadata", () => {
  assert.deepEqual(read("--change", "size=large", "--change", "aws:region=eu-west-1").changes, [
    { key: "openmetadata:size", value: "large" },
    { key: "aws:region", value: "eu-west-1" },
  ]);
  assert.deepEqual(read("--change", "tags.note=a=b").changes, [{ key: "openmetadata:tags.note", value: "a=b" }]);
});

const refused: readonly [words: string[], says: RegExp][] = [
  [["prodd"], /no stack "prodd".*has dev, prod\. Did you mean prod\?/],
  [
    ["--stack-file", path.join(project, "none.yaml")],
    /no stack file .*has Pulumi\.dev\.yaml, Pulumi\.prod\.yaml, team\.yaml/,
  ],
  [["--stack-file", path.join(project, "no", "where.yaml")], /folder .* does not exist/],
  [["--json", path.join(project, "no", "out.json")], /Cannot write .*does not exist/],
  [["--change", "size"], /KEY=VALUE/],
  [["--jobs", "0"], /number from 1/],
  [["--color", "sometimes"], /auto, always, never/],
  [["--preview-ony"], /unknown option/],
  [["--all", "dev"], /--all takes every stack/],
  [["dev", "dev"], /named twice/],
  [["--preview-only", "--destroy"], /nothing up/],
  [["--preview-only", "--change", "size=large"], /--change compares/],
  [["dev", "prod", "--picture", "x.svg"], /--picture draws one stack/],
];

for (const [words, says] of refused) {
  test(`refused, saying what exists: ${words.map((word) => path.basename(word)).join(" ")}`, () => {
    assert.throws(() => read(...words), says);
  });
}
