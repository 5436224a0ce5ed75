/** Writes every file that is generated from the config schema: `npm run docs`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { generatedFiles } from "../config/generated-files";
import { projectDirectory } from "../config/project-directory";

for (const [path, text] of Object.entries(generatedFiles)) {
  const file = join(projectDirectory, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text());
  console.log(`Wrote ${path}`);
}
