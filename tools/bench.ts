// npm run bench [-- --runs 9] [-- --many 20]: where the time of a rehearsal goes, as ratios measured in one run.
import { execFileSync } from "node:child_process";
import path from "node:path";
import { Command } from "commander";
import { projectDirectory } from "../config/project-directory";
import { benchMany } from "./bench-many";
import { benchPreview } from "./bench-preview";
import { row } from "./bench-figures";

const loader = path.join(projectDirectory, "runtime", "load-typescript.cjs");

interface Load {
  /** Processor time: unlike the clock it does not grow with what else the machine does. */
  readonly processor: number;
  readonly milliseconds: number;
  readonly mebibytes: number;
}

/** Loads a module in a process of its own and measures it there: time of the import, memory of the process after it. */
const loadOnce = (module: string, options: readonly string[]): Load => {
  const script = `const began = performance.now(), before = process.cpuUsage(); require(${JSON.stringify(module)});
    const { user, system } = process.cpuUsage(before);
    console.log(JSON.stringify({ milliseconds: performance.now() - began, processor: (user + system) / 1000, mebibytes: process.memoryUsage().rss / 1048576 }));`;
  const text = execFileSync(process.execPath, [...options, "--eval", script], {
    cwd: projectDirectory,
    encoding: "utf8",
  });
  return JSON.parse(text.trim().split("\n").at(-1) ?? "{}") as Load;
};

/**
 * The program's load, as `pulumi up` loads it, against what a JavaScript program pays that loads nothing but @pulumi/pulumi:
 * in turns, so that what else the machine does falls on both.
 */
const benchLoad = (runs: number): void => {
  const bare: Load[] = [];
  const program: Load[] = [];
  for (let run = 0; run <= runs; run++) {
    const pair = [
      loadOnce("@pulumi/pulumi", []),
      loadOnce(path.join(projectDirectory, "components", "platform"), ["--require", loader]),
    ] as const;
    // The first pair warms the file cache.
    if (run > 0) {
      bare.push(pair[0]);
      program.push(pair[1]);
    }
  }
  const of = (loads: readonly Load[], key: keyof Load) => loads.map((load) => load[key]);
  console.log(`Program load against @pulumi/pulumi alone (aim 1.15), medians of ${runs}`);
  row("processor time, ms", of(program, "processor"), of(bare, "processor"));
  row("time on the clock, ms", of(program, "milliseconds"), of(bare, "milliseconds"));
  row("memory, MiB", of(program, "mebibytes"), of(bare, "mebibytes"));
};

const main = async (): Promise<void> => {
  const command = new Command("npm run bench --")
    .option("--runs <count>", "runs of each measurement", "9")
    .option("--many <count>", "also preview this many environments, in one command and one by one", "0")
    .option("--stack <name>", "stack whose preview is measured", "prod")
    .parse();
  const options = command.opts<{ runs: string; many: string; stack: string }>();
  benchLoad(Number(options.runs));
  await benchPreview(Number(options.runs), options.stack);
  if (Number(options.many) > 0) benchMany(Number(options.many));
};

void main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
