import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Wiring } from "../../rehearsal/wiring/wiring-text";
import { judge } from "./judge";
import { type Slip, withSlip } from "./slip-list";
import type { TestsFor } from "./tests-for";
import type { TypesCheck } from "./types-check";

/** What caught a slip. */
export interface Caught {
  readonly by: "types" | "rehearsal" | "golden" | "test" | "nothing" | "out of date";
  /** The error, the rule and the stack, the golden, or the test. */
  readonly what: string;
  /** Every rule that refuses the stack in which it was caught. */
  readonly rules?: readonly string[];
  /** The first line of that stack's wiring that differs. */
  readonly golden?: string;
}

export interface Checks {
  /** The project as it is. */
  readonly directory: string;
  /** A copy of it, in which slips are made. */
  readonly copy: string;
  /** Made when it is first asked for: a minute's work. */
  readonly types: () => TypesCheck;
  readonly tests: TestsFor;
  /** Stack files, with the wiring that each should have. */
  readonly stacks: ReadonlyMap<string, Wiring>;
  /** Names of rules, or `golden`, that are taken not to be there: what was caught before they were. */
  readonly without: ReadonlySet<string>;
}

const loader = ["--require", "./runtime/load-typescript.cjs"];

/**
 * Makes the slip in the copy, asks one check after the other until one catches it, and takes the slip out again. The
 * wiring comes before the types, which cost more; what a script does shows in its tests alone.
 */
export async function catching(slip: Slip, checks: Checks): Promise<Caught> {
  const text = withSlip(checks.directory, slip);
  if (text === undefined) return { by: "out of date", what: `${slip.file} does not have the text once` };
  const file = path.join(checks.copy, slip.file);
  const whole = readFileSync(file);
  writeFileSync(file, text);
  try {
    const caught = slip.kind === "script" ? undefined : ((await judged(checks)) ?? typed(slip, text, checks));
    return caught ?? (await tested(slip, checks)) ?? { by: "nothing", what: "" };
  } finally {
    writeFileSync(file, whole);
  }
}

async function judged({ copy, stacks, without }: Checks): Promise<Caught | undefined> {
  for (const [stack, wiring] of stacks) {
    const { rules, golden } = await judge(copy, stack, wiring);
    const counted = rules.filter((rule) => !without.has(rule));
    const name = path.basename(stack, ".yaml").replace(/^Pulumi\./, "");
    const all = { rules, ...(golden !== undefined && { golden }) };
    if (counted.length > 0) return { by: "rehearsal", what: `${counted.join(", ")} (${name})`, ...all };
    if (golden !== undefined && !without.has("golden")) return { by: "golden", what: `${name}: ${golden}`, ...all };
  }
  return undefined;
}

function typed(slip: Slip, text: string, { directory, types }: Checks): Caught | undefined {
  const error = types().firstError(path.join(directory, slip.file), text);
  return error === undefined ? undefined : { by: "types", what: error };
}

async function tested(slip: Slip, { copy, tests }: Checks): Promise<Caught | undefined> {
  for (const file of tests.of(slip.file)) {
    let first = "";
    const code = await run([...loader, "--test-reporter=tap", file], copy, (line) => {
      const [, name] = /^\s*not ok \d+ - (.*)$/.exec(line) ?? [];
      if (name !== undefined && first === "") first = name;
    });
    if (code !== 0) return { by: "test", what: `${file}: ${first}` };
  }
  return undefined;
}

/** Minutes after which a run counts as ended by an error: a script that waits for ever is caught, too. */
const longest = 3 * 60_000;

/** Runs Node in the copy and hands over its lines. */
function run(words: string[], cwd: string, onLine: (line: string) => void): Promise<number | null> {
  const child = spawn(process.execPath, words, { cwd, stdio: ["ignore", "pipe", "ignore"], detached: true });
  const stop = (): void => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
  };
  const timer = setTimeout(stop, longest);
  let rest = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    lines.forEach(onLine);
  });
  return new Promise((resolve) =>
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve(code);
    }),
  );
}
