import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { projectDirectory } from "../../config/project-directory";
import { readSlips, type Slip, slipText, withSlip } from "./slip-list";
import { TestsFor } from "./tests-for";

const folder = mkdtempSync(path.join(tmpdir(), "slips-"));
after(() => rmSync(folder, { recursive: true }));

const slip = (find: string, replace: string): Slip => ({ file: "a.ts", find, replace, kind: "registered input" });

test("a slip is made where its text occurs once, and nowhere else", () => {
  writeFileSync(path.join(folder, "a.ts"), "one(1);\ntwo(1);\n");
  assert.equal(withSlip(folder, slip("two(1)", "two($&)")), "one(1);\ntwo($&);\n");
  assert.equal(withSlip(folder, slip("(1)", "(2)")), undefined);
  assert.equal(withSlip(folder, slip("three", "")), undefined);
  assert.equal(slipText(slip("one;\n  two", "")), "a.ts: one; ⏎ two → nothing");
});

test("a list that is none is refused with the entry and what an entry is", () => {
  const file = path.join(folder, "list.json");
  writeFileSync(file, JSON.stringify([slip("a", "b"), { ...slip("a", "b"), kind: "typo" }]));
  assert.throws(() => readSlips(file), /list\.json, entry 1\.kind: .*An entry is \{"file"/s);
});

test("the nearest tests come first, and none that needs the engine", () => {
  const tests = new TestsFor(projectDirectory);
  assert.equal(tests.of("components/aws/network/cidr.ts")[0], "components/aws/network/cidr.test.ts");
  assert.deepEqual(tests.of("openmetadata/container-scripts/gateway.sh"), ["tests/containers/gateway.test.ts"]);
  assert.ok(tests.of("components/aws/platform.ts").every((file) => !file.startsWith("tests/engine/")));
  assert.deepEqual(tests.of("openmetadata/nowhere.ts"), []);
});

test("each slip of the project's lists can still be made: its text occurs once in its file", () => {
  const folder = path.join(projectDirectory, "tests", "slips");
  const lists = readdirSync(folder).filter((name) => name.endsWith(".json"));
  assert.ok(lists.length >= 2);
  for (const list of lists) {
    const slips = readSlips(path.join(folder, list));
    assert.ok(slips.length >= 100, `${list}: ${slips.length}`);
    const lost = slips.flatMap((one, index) =>
      withSlip(projectDirectory, one) === undefined ? [`${list}, ${index + 1}. ${slipText(one)}`] : [],
    );
    assert.deepEqual(lost, [], "put the same slip into today's text, or take it out where the code is gone");
  }
});
