import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { projectDirectory } from "../config/project-directory";

/** Below these folders a file may be a script of its own. */
const rooms = ["commands", "tools", "rehearsal", "review"].filter((room) =>
  existsSync(path.join(projectDirectory, room)),
);
/** What is imported, or loads others, and has nothing to be asked for. */
const noScripts: readonly string[] = ["tools/failed-tests-reporter.mjs"];

const filesBelow = (folder: string): string[] =>
  readdirSync(path.join(projectDirectory, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(file);
    return /\.(ts|mjs|cjs|sh)$/.test(file) && !/\.test\.ts$/.test(file) ? [file] : [];
  });

/** A script runs something by itself: it parses a command line, calls its main function, or is for a shell. */
const isScript = (file: string): boolean =>
  !noScripts.includes(file) &&
  (/\.(sh|mjs)$/.test(file) ||
    /^(void )?main\(|^void \(async|^command\.parse|^new Command\(|^if \(require\.main/m.test(
      readFileSync(path.join(projectDirectory, file), "utf8"),
    ));

/** Scripts that package.json names are among them, of any kind. */
const named = Object.values(
  (JSON.parse(readFileSync(path.join(projectDirectory, "package.json"), "utf8")) as { scripts: Record<string, string> })
    .scripts,
).flatMap((line) => line.match(/(?:commands|tools|rehearsal|review|tests)\/[\w./-]+\.(?:ts|mjs|sh)/g) ?? []);

const scripts = [...new Set([...rooms.flatMap(filesBelow).filter(isScript), ...named])].sort();

const run = (file: string) => {
  const loader = ["--require", "./runtime/load-typescript.cjs"];
  const [program, words] = file.endsWith(".sh") ? ["bash", []] : [process.execPath, loader];
  return spawnSync(program, [...words, file, "--help"], { cwd: projectDirectory, encoding: "utf8", timeout: 120_000 });
};

/** When every file that a script could write was last written. */
const written = (): string[] =>
  ["docs", "config", "openmetadata", "rehearsal", "tests/engine"].flatMap((folder) =>
    readdirSync(path.join(projectDirectory, folder), { recursive: true }).map((name) => {
      const file = path.join(projectDirectory, folder, String(name));
      return `${file} ${statSync(file).mtimeMs}`;
    }),
  );

test("--help: finds the scripts", () => assert.ok(scripts.length >= 16, scripts.join()));
const before = written();
for (const file of scripts) {
  test(`--help: ${file}`, () => {
    const { status, stdout, stderr } = run(file);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^Usage: /m);
    assert.doesNotMatch(stdout, /Wrote|written|Recorded|installed$/m);
  });
}
test("--help: nothing was written", () => assert.deepEqual(written(), before));
