/** Writes the goldens of every release line and of the stacks' wiring again. The difference is what a reviewer reads. */
import { Command } from "commander";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { goldens } from "../openmetadata/testing/render";
import { wiringGoldens } from "../rehearsal/wiring/goldens";

new Command("npm run goldens --")
  .description(
    "Writes the golden environments of every release line and mode, and the golden wiring of every stack file, again.",
  )
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

async function writeWiring(): Promise<void> {
  const folder = join(__dirname, "..", "rehearsal", "wiring", "goldens");
  const made = await wiringGoldens();
  rmSync(folder, { force: true, recursive: true });
  mkdirSync(folder, { recursive: true });
  for (const { file, text } of made) writeFileSync(join(folder, file), text);
  console.log(`${made.length} goldens written to rehearsal/wiring/goldens`);
}

void writeWiring();
