import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { command, readArguments } from "./arguments";
import { refuseForgottenDashes } from "./npm-options";
import { labelsOf } from "./targets";

const project = mkdtempSync(path.join(tmpdir(), "arguments-test-"));
for (const stack of ["dev", "prod"]) writeFileSync(path.join(project, `Pulumi.${stack}.yaml`), "config: {}\n");
writeFileSync(path.join(project, "team.yaml"), "config: {}\n");
writeFileSync(path.join(project, "Pulumi.yaml"), "name: test\n");
mkdirSync(path.join(project, "other"));
writeFileSync(path.join(project, "other", "Pulumi.dev.yaml"), "config: {}\n");
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
  assert.deepEqual(stacks("--stack", "dev"), ["dev"]);
  assert.deepEqual(stacks("dev", "--stack-file", path.join(project, "team.yaml")), ["dev", "team"]);
});

test("changes are keys and values; a key without a namespace is one of openmetadata", () => {
  assert.deepEqual(read("--change", "size=large", "--change", "aws:region=eu-west-1").changes, [
    { key: "openmetadata:size", value: "large" },
    { key: "aws:region", value: "eu-west-1" },
  ]);
  assert.deepEqual(read("--change", "tags.note=a=b").changes, [{ key: "openmetadata:tags.note", value: "a=b" }]);
});

test("a stack file is as good as its stack's name", () => {
  assert.deepEqual(read("Pulumi.dev.yaml").targets, read("dev").targets);
  const other = path.join(project, "other", "Pulumi.dev.yaml");
  assert.deepEqual(read(other).targets, [{ stack: "dev", file: other }]);
  const both = read("dev", other).targets;
  assert.deepEqual(labelsOf(both, project), ["Pulumi.dev.yaml", path.join("other", "Pulumi.dev.yaml")]);
  assert.deepEqual(labelsOf(read("--all").targets, project), ["dev", "prod"]);
});

test("--environment takes a container's name or none, and leaves the stack's name to the stack", () => {
  assert.deepEqual(read("dev").wanted, {});
  assert.deepEqual(read("prod", "--environment", "--outputs").wanted, { environment: true, outputs: true });
  assert.deepEqual(read("--environment", "server.migrate", "prod").wanted, { environment: "server.migrate" });
  const after = read("--environment", "prod");
  assert.deepEqual([after.targets[0]?.stack, after.wanted], ["prod", { environment: true }]);
});

test("--allow takes rules by word or comma, and leaves the stack's name to the stack", () => {
  assert.deepEqual([read().strict, read().allow], [false, []]);
  assert.deepEqual(read("--allow", "tags,references", "--strict").allow, ["tags", "references"]);
  const mixed = read("--allow", "tags", "references", "prod", "--strict");
  assert.deepEqual([mixed.allow, mixed.targets[0]?.stack, mixed.strict], [["tags", "references"], "prod", true]);
});

test("options that npm kept to itself are noticed, with the command that was meant", () => {
  const run = { npm_lifecycle_event: "rehearse" };
  const meant = (words: string[], environment: NodeJS.ProcessEnv) => () =>
    refuseForgottenDashes(words, { ...run, ...environment });
  assert.throws(meant([], { npm_config_all: "true" }), /npm run rehearse -- STACK --all$/);
  assert.throws(meant(["prod"], { npm_config_change: "size=large" }), /-- STACK --change KEY=VALUE$/);
  assert.throws(meant(["tags"], { npm_config_allow: "true" }), /-- STACK --allow RULE$/);
  assert.throws(meant(["dev"], { npm_config_strict: "true" }), /-- STACK --strict$/);
  assert.doesNotThrow(meant(["--json", "x"], { npm_config_json: "true" }));
  assert.doesNotThrow(() => refuseForgottenDashes([], { npm_lifecycle_event: "test", npm_config_all: "true" }));
  assert.doesNotThrow(meant([], { npm_config_color: "always", npm_config_jobs: "2" }));
});

const refused: readonly [words: string[], says: RegExp][] = [
  [["--allow", "tag"], /--allow tag: there is no such rule\. The nearest are tags, .*docs\/refusals\.md/],
  [["dev", "--allow", "tags", "refrences"], /The nearest are references, /],
  [["prodd"], /no stack "prodd".*has dev, prod\. Did you mean prod\?/],
  [
    ["--stack-file", path.join(project, "none.yaml")],
    /no stack file .*has Pulumi\.dev\.yaml, Pulumi\.prod\.yaml, team\.yaml\.$/,
  ],
  [["--stack-file", path.join(project, "no", "where.yaml")], /folder .* does not exist/],
  [["--json", path.join(project, "no", "out.json")], /Cannot write .*does not exist/],
  [["--json", project], /Cannot write .*it is a folder/],
  [["--picture", "stack.png"], /ends in \.svg/],
  [["Pulumi.yaml"], /is no stack file/],
  [["Pulumi.none.yaml"], /no stack file Pulumi\.none\.yaml.*has Pulumi\.dev\.yaml/],
  [["dev", "prod", "--environment"], /show one stack/],
  [["--change", "size"], /KEY=VALUE/],
  [["--change", "auth[=x"], /missing closing bracket/],
  [["--jobs", "0"], /number from 1/],
  [["--color", "sometimes"], /auto, always, never/],
  [["--preview-ony"], /unknown option/],
  [["--all", "dev"], /--all takes every stack/],
  [["dev", "dev"], /named twice/],
  [["--preview-only", "--destroy"], /nothing up/],
  [["--preview-only", "--change", "size=large"], /--change compares/],
  [["--only", "change"], /add --change KEY=VALUE/],
  [["--change", "size=large", "--only", "plan"], /Allowed choices are change/],
  [["dev", "prod", "--picture", "x.svg"], /--picture draws one stack/],
];

for (const [words, says] of refused) {
  test(`refused, saying what exists: ${words.map((word) => path.basename(word)).join(" ")}`, () => {
    assert.throws(() => read(...words), says);
  });
}
