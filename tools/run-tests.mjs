// Runs the test files of the groups that are named, all of the everyday ones by default, with Node's own runner.
//   node tools/run-tests.mjs [GROUP…] [-- NODE-OPTIONS…]
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import process from "node:process";

const root = path.resolve(import.meta.dirname, "..");

/** Every test file below a folder. `globSync` of node:fs came with Node 22; this runs on 20 too. */
const testFiles = (folder) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.name !== "node_modules" && !entry.name.startsWith("."))
    .flatMap((entry) => {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) return testFiles(file);
      return entry.name.endsWith(".test.ts") ? [path.relative(root, file)] : [];
    });

// Folders below tests/ that take minutes or parts of their own; run by name, in .ci/run or by a script of package.json.
const slowGroups = [
  "airflow",
  "containers",
  "docker",
  "emulator",
  "engine",
  "faults",
  "matrix",
  "pull-requests",
  "workflows",
];
// A group is a room's own tests, or a folder below tests/.
const groupOf = (file) => file.split(path.sep)[file.startsWith(`tests${path.sep}`) ? 1 : 0];

const separator = process.argv.indexOf("--");
const named = process.argv.slice(2, separator < 0 ? undefined : separator);
const options = separator < 0 ? [] : process.argv.slice(separator + 1);

const usage = "Usage: node tools/run-tests.mjs [GROUP…] [-- NODE-OPTIONS…]";
const all = testFiles(root).sort();
const groups = [...new Set(all.map(groupOf))].sort();
if (named.includes("--help") || named.includes("-h")) {
  console.log(`${usage}\nGroups: ${groups.join(", ")}; without one all but ${slowGroups.join(", ")}.`);
  process.exit(0);
}
const unknown = named.filter((group) => !groups.includes(group));
if (unknown.length > 0) {
  console.error(`No tests are called ${unknown.join(", ")}. There are: ${groups.join(", ")}.\n${usage}`);
  process.exit(2);
}
const chosen = named.length > 0 ? named : groups.filter((group) => !slowGroups.includes(group));
const files = all.filter((file) => chosen.includes(groupOf(file)));

// What ran, as Node prints it, and at the end once more what failed.
const reporters = [
  `--test-reporter=${process.stdout.isTTY ? "spec" : "tap"}`,
  "--test-reporter-destination=stdout",
  "--test-reporter=./tools/failed-tests-reporter.mjs",
  "--test-reporter-destination=stderr",
];

// Tests write to temporary folders; one that writes beside the sources leaves something new here.
const entries = () => readdirSync(root).filter((name) => !name.startsWith("."));
const before = new Set(entries());

const run = spawnSync(
  process.execPath,
  ["--require", "./runtime/load-typescript.cjs", "--test", "--test-concurrency=2", ...reporters, ...options, ...files],
  {
    cwd: root,
    stdio: "inherit",
  },
);
const left = entries().filter((name) => !before.has(name));
if (left.length > 0) console.error(`The tests left in the project folder: ${left.join(", ")}`);
process.exit((run.status ?? 1) || (left.length > 0 ? 1 : 0));
