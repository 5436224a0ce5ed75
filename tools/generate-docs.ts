/** Writes every file that is generated from the config schema or the rules of the rehearsal: `npm run docs`. */
import { Command } from "commander";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { generatedFiles } from "../config/reference/generated-files";
import { projectDirectory } from "../config/project-directory";
import { refusalsReference } from "../rehearsal/aws/refusals";

new Command("npm run docs --")
  .description("Writes every file that is generated from the config schema or the rules of the rehearsal.")
  .allowExcessArguments(false)
  .parse();

for (const [path, text] of Object.entries({ ...generatedFiles, "docs/refusals.md": refusalsReference })) {
  const file = join(projectDirectory, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text());
  console.log(`Wrote ${path}`);
}
