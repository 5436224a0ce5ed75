import assert from "node:assert/strict";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { projectDirectory } from "../../config/project-directory";

const folder = mkdtempSync(path.join(tmpdir(), "left-behind-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const canary = "Canary.LeftBehind-7741";
const stackFile = path.join(folder, "Pulumi.left.yaml");
writeFileSync(
  stackFile,
  `config:
  aws:region: eu-west-1
  openmetadata:server: {internal: true, allowedCidrs: [10.0.0.0/8]}
  openmetadata:auth: {mode: basic, adminPrincipals: [admin], principalDomain: example.com}
  openmetadata:secrets: {serverEnvironment: {SMTP_SERVER_PWD: ${canary}}}
`,
);

const words = ["--require", "./runtime/load-typescript.cjs", "rehearsal/command/main.ts", "--stack-file", stackFile];
const place = (name: string): string => {
  const made = path.join(folder, name);
  mkdirSync(made);
  return made;
};

/** A rehearsal whose folder for temporary files is its own. */
const started = (temporary: string): ChildProcess =>
  spawn(process.execPath, words, {
    cwd: projectDirectory,
    env: { ...process.env, TMPDIR: temporary },
    stdio: ["ignore", "ignore", "pipe"],
  });

const until = async (holds: () => boolean, seconds: number): Promise<boolean> => {
  for (let turn = 0; turn < seconds * 10 && !holds(); turn++) await wait(100);
  return holds();
};

/** What is in a folder; of one that is being removed, that there is something. */
const contents = (at: string): string[] => {
  try {
    return readdirSync(at, { recursive: true, encoding: "utf8" });
  } catch {
    return ["being removed"];
  }
};

describe("nothing of a rehearsal stays behind", { concurrency: 2 }, () => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"] as const) {
    test(`after ${signal}`, { timeout: 120_000 }, async () => {
      const temporary = place(signal);
      const child = started(temporary);
      const ended = new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
        child.once("exit", (code, by) => resolve([code, by])),
      );
      try {
        const isUnderWay = () => contents(temporary).some((file) => /Pulumi\.left\.yaml$/.test(file));
        assert.ok(await until(isUnderWay, 60), "the rehearsal has begun");
        // Into the engine's work.
        await wait(700);
        const held = contents(temporary).filter((file) => /\.(yaml|json)$/.test(file));
        const found = spawnSync("grep", ["-rlF", canary, temporary], { encoding: "utf8" }).stdout;
        assert.deepEqual([held.length > 0, found], [true, ""], "no secret is in any file even while it runs");
        child.kill(signal);
        const [code, by] = await ended;
        if (signal === "SIGKILL") assert.equal(by, "SIGKILL");
        else assert.equal(code, { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }[signal]);
        assert.ok(await until(() => contents(temporary).length === 0, 30), contents(temporary).join("\n"));
        // An engine that outlives its rehearsal for a moment makes nothing again.
        await wait(1500);
        assert.deepEqual(contents(temporary), []);
      } finally {
        child.kill("SIGKILL");
      }
    });
  }

  // Full from the first file on, and full while the engine writes its state.
  for (const size of ["8k", "128k"]) {
    test(`on a disk of ${size}, and the error says what to do`, { timeout: 120_000 }, (t) => {
      const temporary = place(`full-${size}`);
      const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", temporary]);
      if (mounted.status !== 0) return t.skip("no small disk can be mounted here");
      try {
        const { status, stdout, stderr } = spawnSync(process.execPath, words, {
          cwd: projectDirectory,
          env: { ...process.env, TMPDIR: temporary },
          encoding: "utf8",
        });
        const told = stdout + stderr;
        assert.equal(status, 1, told);
        assert.match(
          told.replace(/\s+/g, " "),
          /The disk of \S+ is full\. Make room there, or name a folder .* TMPDIR=/,
        );
        assert.ok(!told.includes(canary));
        assert.deepEqual(contents(temporary), []);
      } finally {
        spawnSync("umount", [temporary]);
      }
    });
  }
});
