import { appendFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { CommanderError } from "commander";
import { UsageError } from "../rehearsal/command/usage-error";
import { standardOutput, writeText } from "../rehearsal/command/written-files";
import { type Arguments, command, readArguments } from "./arguments";
import { pageOf } from "./html/page";
import { markdownOf } from "./markdown/comment";
import { summaryOf } from "./markdown/summary";
import type { Outcome } from "./model";
import { type Review, review } from "./review";
import { terminalLines } from "./terminal";

/** Exit statuses: 0 fine, 1 the head does not come up, 3 needs a look; 2 is a mistake on the command line. */
export const exitStatus: Readonly<Record<Outcome, number>> = { fine: 0, fails: 1, look: 3 };

const write = ({ document, comparisons }: Review, given: Arguments): void => {
  if (given.json) writeText(given.json, JSON.stringify(document, null, 2));
  if (given.markdown) writeText(given.markdown, markdownOf(document, given.flavour, given.limit));
  if (given.html) writeText(given.html, pageOf(document, comparisons));
  if (given.summary) appendFileSync(given.summary, `${summaryOf(document, given.flavour)}\n`);
  const taken = [given.json, given.markdown].includes(standardOutput);
  (taken ? process.stderr : process.stdout).write(`${terminalLines(document).join("\n")}\n`);
};

/**
 * Runs the command line and returns the exit status.
 * @param project folder of the project; default: this one
 */
export const main = async (words: readonly string[], project?: string): Promise<number> => {
  const parser = command().exitOverride();
  try {
    parser.parse([...words], { from: "user" });
    const given = readArguments(parser, availableParallelism());
    const began = performance.now();
    const progress = (line: string) =>
      process.stderr.write(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}\n`);
    const result = await review({ ...given, progress, ...(project && { project }) });
    write(result, given);
    return exitStatus[result.document.outcome];
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
};

if (require.main === module) {
  void main(process.argv.slice(2)).then((status) => {
    process.exitCode = status;
  });
}
