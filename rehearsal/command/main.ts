import { availableParallelism } from "node:os";
import path from "node:path";
import { CommanderError } from "commander";
import { projectDirectory } from "../../config/project-directory";
import { type Arguments, command, readArguments, type Target, UsageError } from "./arguments";
import { defaultProgram } from "../engine/program";
import { endOnSignals } from "../engine/left-behind";
import { RehearsalSession } from "../engine/session";
import { withAdvice } from "../engine/transport-errors";
import { failedToStart } from "../report/failed-start";
import { refuseForgottenDashes } from "./npm-options";
import { pictureOf } from "../picture/picture";
import { rehearse, type Rehearsal } from "../rehearse";
import { Progress } from "../report/progress";
import { summaryLine, summaryWidth } from "../report/summary";
import { reportLines } from "../report/terminal";
import { type Style, styleOf } from "../report/text";
import { refuseChanges } from "../session-view";
import { labelsOf } from "./targets";
import { standardOutput, writeText } from "./written-files";

/** Loaded before the session asks for it, so that the time it takes is shown for itself. */
const loadProgram = async (): Promise<void> => {
  defaultProgram();
};

/** Rehearses one stack file from start to disposal; the session's folder is gone afterwards in any case. */
const rehearseTarget = async (target: Target, given: Arguments, progress: Progress): Promise<Rehearsal> => {
  await progress.phase("load the program", loadProgram);
  const session = await progress.phase("start engine and providers", (detail) =>
    RehearsalSession.start({
      stackFile: target.file,
      stackName: target.stack,
      progress: detail,
      strict: given.strict,
      allow: given.allow,
      ...(given.values !== undefined && { valuesFile: given.values }),
    }),
  );
  try {
    refuseChanges(session.config, given.changes);
    const { document, resources } = await rehearse(
      session,
      given,
      (name, work) => progress.phase(name, work),
      () => progress.timings,
    );
    return { document: { ...document, stackFile: path.relative(process.cwd(), target.file) }, resources };
  } finally {
    await session.dispose();
  }
};

/** Where the report for people goes: standard output, unless that carries the document. */
const reportStream = ({ json }: Arguments): NodeJS.WriteStream =>
  json === standardOutput ? process.stderr : process.stdout;

const single = async (target: Target, given: Arguments, style: Style): Promise<boolean> => {
  const progress = new Progress(process.stderr, styleOf(process.stderr, given.color, process.env), target.stack);
  const { document, resources } = await rehearseTarget(target, given, progress);
  if (given.json) writeText(given.json, JSON.stringify(document, null, 2));
  if (given.picture && document.held) writeText(given.picture, pictureOf(resources, document.project, document.stack));
  reportStream(given).write(`${reportLines(document, resources, style, given.wanted).join("\n")}\n`);
  if (given.picture && !document.held)
    process.stderr.write(`${given.picture} was not written: a stack that did not hold has no picture.\n`);
  return document.held;
};

/** Several stacks: a line for each as it ends, what did not hold in full after them. */
const several = async (given: Arguments, style: Style): Promise<boolean> => {
  const labels = labelsOf(given.targets, process.cwd());
  const width = summaryWidth(labels);
  const stream = reportStream(given);
  const quiet: { readonly isTTY: boolean; write(): void } = { isTTY: false, write: () => undefined };
  const documents: (Rehearsal["document"] | undefined)[] = [];
  const began = performance.now();
  await eachOf(given.targets, given.jobs, async (target, index) => {
    const rehearsal = await rehearseTarget(target, given, new Progress(quiet, style, target.stack)).catch(
      (error: unknown) => failedToStart(target.stack, messageOf(error)),
    );
    documents[index] = rehearsal.document;
    stream.write(`${summaryLine(rehearsal.document, rehearsal.resources, width, style, labels[index])}\n`);
  });
  const all = documents.filter((document) => document !== undefined);
  if (given.json) writeText(given.json, JSON.stringify(all, null, 2));
  const elapsed = ((performance.now() - began) / 1000).toFixed(1);
  const wrong = all.filter(({ held }) => !held).length;
  stream.write(
    `\n${all.length} stacks in ${elapsed} s, ${given.jobs} at a time; ${wrong === 0 ? "everything held." : `${wrong} did not hold.`}\n`,
  );
  documents.forEach((document, index) => {
    if (document && !document.held)
      stream.write(`\n${style.colors.bold(labels[index]!)}\n${document.problems.join("\n")}\n`);
  });
  return wrong === 0;
};

/** Works on all, `limit` at a time, in order. */
const eachOf = async <T>(
  items: readonly T[],
  limit: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> => {
  const queue = items.entries();
  await Promise.all(
    Array.from({ length: Math.min(limit, items.length) }, async () => {
      for (const [index, item] of queue) await work(item, index);
    }),
  );
};

const messageOf = (error: unknown): string => withAdvice(error instanceof Error ? error.message : String(error));

/** Runs the command line and returns the exit status: 0 only when everything held, 2 for a mistake on the command line. */
export const main = async (words: readonly string[]): Promise<number> => {
  const parser = command().exitOverride();
  try {
    refuseForgottenDashes(words, process.env);
    parser.parse([...words], { from: "user" });
    const given = readArguments(parser, projectDirectory, availableParallelism());
    const style = styleOf(reportStream(given), given.color, process.env);
    const [first] = given.targets;
    const held = given.targets.length === 1 && first ? await single(first, given, style) : await several(given, style);
    return held ? 0 : 1;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    process.stderr.write(`${messageOf(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
};

if (require.main === module) {
  endOnSignals();
  void main(process.argv.slice(2)).then((status) => {
    process.exitCode = status;
  });
}
