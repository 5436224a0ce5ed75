/**
 * Rebuilds `openmetadata/variables/*.json` from the collection of upstream files: the folder that OPENMETADATA_FILES
 * names, else ../shared/openmetadata. Only facts are kept: names, configuration keys, defaults.
 */
import { Command } from "commander";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ingestionVariablesFrom } from "./ingestion-lists";
import { serverVariablesFrom, undecidedNames, upstreamFiles } from "./upstream-files";

new Command("npm run import-variables --")
  .description("Rebuilds the tables of variables from the collection of upstream files that OPENMETADATA_FILES names.")
  .allowExcessArguments(false)
  .parse();

function write(file: string, rows: readonly unknown[]): void {
  writeFileSync(
    join(__dirname, "..", "openmetadata", "variables", file),
    `[\n${rows.map((row) => `  ${JSON.stringify(row)}`).join(",\n")}\n]\n`,
  );
  console.log(`${rows.length} variables written to openmetadata/variables/${file}`);
}

const files = upstreamFiles();
if (files === undefined) {
  console.error(
    "No upstream files: set OPENMETADATA_FILES to the folder that holds 0.12.0/openmetadata.yaml and the others.",
  );
  process.exitCode = 1;
} else {
  write("server.json", serverVariablesFrom(files));
  write("ingestion.json", ingestionVariablesFrom(files));
  write("undecided.json", undecidedNames(files));
}
