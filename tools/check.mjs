// Types, lint and format beside each other, as `npm test` needs them: each alone uses one processor.
import { spawn } from "node:child_process";
import path from "node:path";
import process from "node:process";

const root = path.resolve(import.meta.dirname, "..");
const checks = ["check", "lint", "format:check"];

if (process.argv.includes("--help") || process.argv.includes("-h")) {
  console.log(`Usage: node tools/check.mjs\nRuns npm run ${checks.join(", ")} beside each other.`);
  process.exit(0);
}

/** Runs a script of package.json; what it prints is shown when it ends, so that no two mix. */
const run = (script) =>
  new Promise((resolve) => {
    const child = spawn("npm", ["run", "--silent", script], { cwd: root, shell: process.platform === "win32" });
    const output = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (piece) => output.push(piece));
    child.on("error", (error) => resolve({ script, failed: true, text: String(error) }));
    child.on("close", (status) => resolve({ script, failed: status !== 0, text: Buffer.concat(output).toString() }));
  });

const results = await Promise.all(checks.map(run));
for (const { script, failed, text } of results) {
  if (failed) console.error(`npm run ${script} failed:`);
  if (text !== "") console[failed ? "error" : "log"](text.trimEnd());
}
process.exit(results.some(({ failed }) => failed) ? 1 : 0);
