import { availableParallelism } from "node:os";
import { writeFileSync } from "node:fs";
import { CommanderError } from "commander";
import { projectDirectory } from "../config/project-directory";
import { type Arguments, command, readArguments, type Target, UsageError } from "./arguments";
import type { Timing } from "./document";
import { RehearsalSession } from "./engine/session";
import { pictureOf } from "./picture/picture";
import { rehearse, type Rehearsal } from "./rehearse";
import { Progress } from "./report/progress";
import { summaryLine, summaryWidth } from "./report/summary";
import { reportLines } from "./report/terminal";
import { type Style, styleOf } from "./report/text";

/** Loaded before the session asks for it, so that the time it takes is shown for itself. */
const loadProgram = async (): Promise<void> => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  require("../components/platform");
};

/** Rehearses one stack file from start to disposal; the session's folder is gone afterwards whatever happens. */
const rehearseTarget = async (target: Target, given: Arguments, progress: Progress): Promise<Rehearsal> => {
  await progress.phase("load the program", loadProgram);
  const session = await progress.phase("start engine and providers", (detail) =>
    RehearsalSession.start({ stackFile: target.file, stackName: target.stack, progress: detail }),
  );
  try {
    return await rehearse(
      session,
      given,
      (name, work) => progress.phase(name, work),
      () => progress.timings,
    );
  } finally {
    await session.dispose();
  }
};

const single = async (target: Target, given: Arguments, style: Style): Promise<boolean> => {
  const progress = new Progress(process.stderr, styleOf(process.stderr, given.color, process.env), target.stack);
  const { document, resources } = await rehearseTarget(target, given, progress);
  if (given.json) write(given.json, JSON.stringify(document, null, 2));
  if (given.picture && document.held) write(given.picture, pictureOf(resources, document.project, document.stack));
  process.stdout.write(`${reportLines(document, resources, style).join("\n")}\n`);
  return document.held;
};

/** Several stacks: a line for each as it ends, what did not hold in full after them. */
const several = async (given: Arguments, style: Style): Promise<boolean> => {
  const width = summaryWidth(given.targets.map(({ stack }) => stack));
  const quiet: { readonly isTTY: boolean; write(): void } = { isTTY: false, write: () => undefined };
  const documents: (Rehearsal["document"] | undefined)[] = [];
  const began = performance.now();
  await eachOf(given.targets, given.jobs, async (target, index) => {
    const rehearsal = await rehearseTarget(target, given, new Progress(quiet, style, target.stack)).catch(
      (error: unknown) => failed(target, error),
    );
    documents[index] = rehearsal.document;
    process.stdout.write(`${summaryLine(rehearsal.document, rehearsal.resources, width, style)}\n`);
  });
  const all = documents.filter((document) => document !== undefined);
  if (given.json) write(given.json, JSON.stringify(all, null, 2));
  const wrong = all.filter(({ held }) => !held);
  const elapsed = ((performance.now() - began) / 1000).toFixed(1);
  process.stdout.write(
    `\n${all.length} stacks in ${elapsed} s, ${given.jobs} at a time; ${wrong.length === 0 ? "everything held." : `${wrong.length} did not hold.`}\n`,
  );
  for (const { stack, problems } of wrong)
    process.stdout.write(`\n${style.colors.bold(stack)}\n${problems.join("\n")}\n`);
  return wrong.length === 0;
};

/** A stack that could not even start is a rehearsal that did not hold; the others go on. */
const failed = ({ stack }: Target, error: unknown): Rehearsal => ({
  resources: [],
  document: {
    document: 1,
    project: "",
    stack,
    region: "",
    held: false,
    problems: [messageOf(error)],
    checks: [],
    placeholders: [],
    up: false,
    resources: [],
    changes: [],
    environments: {},
    environmentChanges: [],
    cost: {
      currency: "USD",
      region: "",
      priceDate: "",
      hoursAMonth: 0,
      total: 0,
      components: [],
      usage: [],
      notPriced: [],
    },
    timings: [] satisfies Timing[],
    outputs: {},
  },
});

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

const write = (file: string, text: string): void => {
  try {
    writeFileSync(file, text.endsWith("\n") ? text : `${text}\n`);
  } catch (error) {
    throw new UsageError(`Cannot write ${file}: ${messageOf(error)}`);
  }
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Runs the command line and returns the exit status: 0 only when everything held, 2 for a mistake on the command line. */
export const main = async (words: readonly string[]): Promise<number> => {
  const parser = command().exitOverride();
  try {
    parser.parse([...words], { from: "user" });
    const given = readArguments(parser, projectDirectory, availableParallelism());
    const style = styleOf(process.stdout, given.color, process.env);
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
  void main(process.argv.slice(2)).then((status) => {
    process.exitCode = status;
  });
}
