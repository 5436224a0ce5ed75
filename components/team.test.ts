import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { teamTouch } from "./team";

const root = mkdtempSync(path.join(tmpdir(), "team-test-"));
after(() => rmSync(root, { recursive: true }));

/** A project whose team wrote this; none when absent. */
function project(name: string, code?: string): string {
  const folder = path.join(root, name);
  mkdirSync(path.join(folder, "team"), { recursive: true });
  if (code !== undefined) writeFileSync(path.join(folder, "team", "index.ts"), code);
  return folder;
}

test("a project without team/index.ts has no touch", () => {
  assert.deepEqual(teamTouch(project("none")), {});
});

test("the touch is what team/index.ts exports under that name", () => {
  const folder = project("own", "export const touch = { after: () => ({ answer: 42 as number }) };");
  assert.deepEqual(teamTouch(folder).after?.(undefined as never, undefined as never), { answer: 42 });
});

test("a file that exports none is refused, with an example", () => {
  assert.throws(() => teamTouch(project("other", "export const tuoch = {};")), /exports no touch.*examples\/team\.ts/);
});
