import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { untrustedDocument } from "../untrusted-document";
import { code } from "../markdown/escape";
import { disagreements } from "./agreement";
import { plannedChanges, unnamedDrift } from "./engine-preview";
import { agreementText, changeTable, driftText } from "./markdown";

interface Options {
  readonly review?: string;
  readonly stack?: string;
  readonly drift?: true;
}

const command = () =>
  new Command("npm run review-preview --")
    .description("Says as Markdown what `pulumi preview --json` or `pulumi refresh --preview-only --json` found.")
    .argument("<file>", "what the engine printed")
    .option("--review <file>", "compare with this review, made by npm run review -- --json FILE")
    .option("--stack <name>", "the review's stack that is compared")
    .option("--drift", "the file is a refresh; print nothing when nothing drifted")
    .helpOption("-h, --help", "show this help");

function report(file: string, { review, stack, drift }: Options): string {
  const printed = readFileSync(file, "utf8");
  const changes = plannedChanges(printed);
  if (drift) return driftText(changes, unnamedDrift(printed));
  const parts = [`## Preview${stack ? ` of ${code(stack)}` : ""} against the real state`, changeTable(changes)];
  if (review) {
    const reviewed = untrustedDocument(readFileSync(review, "utf8")).stacks.find((one) => one.stack === stack);
    parts.push(reviewed ? agreementText(disagreements(reviewed, changes)) : "The review has nothing on this stack.");
  }
  return `${parts.join("\n\n")}\n`;
}

/** Runs the command line; its exit status is 0, or 2 for arguments or files that cannot be read. */
function main(words: readonly string[]): number {
  const parser = command().exitOverride();
  try {
    parser.parse([...words], { from: "user" });
    process.stdout.write(report(parser.args[0]!, parser.opts<Options>()));
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    console.error((error as Error).message);
    return 2;
  }
}

process.exitCode = main(process.argv.slice(2));
