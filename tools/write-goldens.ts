/** Writes the goldens of every release line again. The difference is what a reviewer reads. */
import { Command } from "commander";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { goldens } from "../openmetadata/testing/render";

new Command("npm run goldens --")
  .description("Writes the golden environments of every release line and mode again.")
  .allowExcessArguments(false)
  .parse();

const root = join(__dirname, "..", "openmetadata", "releases");
for (const entry of readdirSync(root, { withFileTypes: true })) {
  if (entry.isDirectory()) rmSync(join(root, entry.name, "goldens"), { force: true, recursive: true });
}
const written = goldens();
for (const { path, text } of written) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
console.log(`${written.length} goldens written to openmetadata/releases`);
