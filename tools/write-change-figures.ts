/** Writes what the pages show of runs on the engine: `npm run change-figures`. Takes minutes. */
import { Command } from "commander";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { format, resolveConfig } from "prettier";
import { projectDirectory } from "../config/project-directory";
import { changeFigures, figureStacks, figuresTable, withFigures } from "../rehearsal/command/change-figures";
import { reviewSample, sampleTable, wholeSample } from "../review/testing/page-sample";

new Command("npm run change-figures --")
  .description(
    "Rehearses common changes of the shipped stacks and reviews one. Writes what each stops into docs/runbooks.md, and the review into docs/review.md and README.md.",
  )
  .allowExcessArguments(false)
  .parse();

async function write(page: string, text: string): Promise<void> {
  const file = path.join(projectDirectory, page);
  const whole = withFigures(readFileSync(file, "utf8"), text);
  writeFileSync(file, await format(whole, { ...(await resolveConfig(file)), filepath: file }));
  console.log(`Wrote ${page}`);
}

async function main(): Promise<void> {
  const review = await reviewSample();
  await write("docs/review.md", wholeSample(review));
  await write("README.md", sampleTable(review));
  const figures = [];
  for (const stack of figureStacks) figures.push(...(await changeFigures(stack)));
  await write("docs/runbooks.md", figuresTable(figures));
}

void main();
