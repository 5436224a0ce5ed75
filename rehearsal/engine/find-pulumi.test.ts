import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { findCli, isNewEnough, oldestVersion, pinnedVersion, type CliStep } from "./find-pulumi";

const folder = mkdtempSync(path.join(tmpdir(), "openmetadata-cli-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const fakeCli = (name: string, output: string): string => {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\necho '${output}'\n`);
  chmodSync(file, 0o755);
  return file;
};

test("a CLI will do from the oldest version on", async () => {
  assert.equal(await isNewEnough(fakeCli("pinned", `v${pinnedVersion}`)), true);
  assert.equal(await isNewEnough(fakeCli("oldest", `v${oldestVersion}`)), true);
  assert.equal(await isNewEnough(fakeCli("older", "v3.205.9")), false);
  assert.equal(await isNewEnough(fakeCli("next-major", "v4.0.0")), true);
  assert.equal(await isNewEnough(fakeCli("other", "a pulumi of another kind")), false);
  assert.equal(await isNewEnough(path.join(folder, "absent")), false);
});

const step = (name: string, result: string | Error | undefined, log: string[]): CliStep => ({
  name,
  find: async (progress) => {
    log.push(name);
    progress(`trying ${name}`);
    if (result instanceof Error) throw result;
    return result;
  },
});

test("the ways to a CLI are tried in turn, past what is absent or fails, and say what they do", async () => {
  const tried: string[] = [];
  const lines: string[] = [];
  const steps = [
    step("one", undefined, tried),
    step("two", new Error("no route"), tried),
    step("three", "/a/pulumi", tried),
    step("four", "/b", tried),
  ];
  assert.equal(await findCli({ steps, progress: (line) => lines.push(line) }), "/a/pulumi");
  assert.deepEqual(tried, ["one", "two", "three"]);
  assert.deepEqual(lines, ["trying one", "trying two", "trying three"]);
});

test("when no way works the error says why each failed and what to install", async () => {
  const steps = [step("one", undefined, []), step("two", new Error("no route\nstack"), [])];
  await assert.rejects(findCli({ steps }), (error: Error) => {
    assert.match(error.message, /one: not there/);
    assert.match(error.message, /two: no route$/m);
    assert.match(error.message, /Install Pulumi 3\.276\.0 or newer/);
    assert.match(error.message, /Go 1\.26\.6/);
    return true;
  });
});
