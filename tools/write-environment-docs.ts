/** Writes `docs/environment-variables.md` again. */
import { Command } from "commander";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { environmentReference } from "../openmetadata/variables/reference";

new Command("npm run environment-docs --")
  .description("Writes docs/environment-variables.md again.")
  .allowExcessArguments(false)
  .parse();

const docs = join(__dirname, "..", "docs");
mkdirSync(docs, { recursive: true });
writeFileSync(join(docs, "environment-variables.md"), environmentReference());
console.log("Wrote docs/environment-variables.md");
