/** Writes the table of docs/runbooks.md that says what a change stops: `npm run change-figures`. Takes minutes. */
import { Command } from "commander";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { format, resolveConfig } from "prettier";
import { projectDirectory } from "../config/project-directory";
import { changeFigures, figureStacks, figuresTable, withFigures } from "../rehearsal/command/change-figures";

new Command("npm run change-figures --")
  .description("Rehearses common changes of the shipped stacks, and writes what each stops into docs/runbooks.md.")
  .allowExcessArguments(false)
  .parse();

const file = path.join(projectDirectory, "docs/runbooks.md");

async function main(): Promise<void> {
  const figures = [];
  for (const stack of figureStacks) figures.push(...(await changeFigures(stack)));
  const text = withFigures(readFileSync(file, "utf8"), figuresTable(figures));
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
  console.log("Wrote docs/runbooks.md");
}

void main();
