import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { oneAtATime } from "./one-at-a-time";

const folder = mkdtempSync(path.join(tmpdir(), "openmetadata-lock-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Work that several start; what it made, how often it ran and how many waited. */
function sharedWork(name: string, outcome: (attempt: number) => string) {
  const lock = path.join(folder, name);
  const seen = { worked: 0, waited: 0, made: undefined as string | undefined };
  const start = () =>
    oneAtATime(lock, {
      made: () => seen.made,
      waiting: () => seen.waited++,
      work: async () => {
        const attempt = ++seen.worked;
        await pause(50);
        return (seen.made = outcome(attempt));
      },
    });
  return { lock, seen, start };
}

test("what several processes want is made once, and the others wait for it", async () => {
  const { lock, seen, start } = sharedWork("once", () => "cli");
  assert.deepEqual(await Promise.all([start(), start(), start()]), ["cli", "cli", "cli"]);
  assert.deepEqual(seen, { worked: 1, waited: 2, made: "cli" });
  assert.equal(existsSync(lock), false);
});

test("when it failed, the next one tries again", async () => {
  const { seen, start } = sharedWork("failing", (attempt) => {
    if (attempt === 1) throw new Error("no memory");
    return "cli";
  });
  const [first, second] = await Promise.allSettled([start(), start()]);
  assert.deepEqual([first?.status, second?.status].sort(), ["fulfilled", "rejected"]);
  assert.equal(seen.worked, 2);
});

test("the lock of a process that is gone is taken over", async () => {
  const { lock, seen, start } = sharedWork("stale", () => "cli");
  writeFileSync(lock, String(2 ** 22 + 1));
  assert.equal(await start(), "cli");
  assert.equal(seen.worked, 1);
});
