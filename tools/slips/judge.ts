import path from "node:path";
import type { Program } from "../../rehearsal/engine/program";
import { runAsGolden } from "../../rehearsal/wiring/goldens";
import { differenceText, type Wiring, wiringOf } from "../../rehearsal/wiring/wiring-text";

/** What is said of one stack. */
export interface Judgement {
  /** Names of the rules that refuse it; `program` where the program itself ends with an error. */
  readonly rules: readonly string[];
  /** The first line by which its wiring differs from the golden one. */
  readonly golden?: string;
}

const ruleOf = (reason: string): string => /\[rehearsal: ([^\]]+)\]/.exec(reason)?.[1] ?? "account";

/** The program as it is in the copy now. Packages stay loaded; the project's own files are read again. */
function programOf(copy: string): Program {
  for (const file of Object.keys(require.cache)) {
    if (file.startsWith(copy + path.sep) && !file.includes(`${path.sep}node_modules${path.sep}`))
      delete require.cache[file];
  }
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- it is another one for each slip
  return (require(path.join(copy, "components", "platform.ts")) as { platform: Program }).platform;
}

/** Runs the copy's program as a stack of the copy, in this process, and holds it against the wiring as it should be. */
export async function judge(copy: string, stackFile: string, golden?: Wiring): Promise<Judgement> {
  try {
    const run = await runAsGolden(path.join(copy, stackFile), programOf(copy));
    const rules = [...new Set(run.refusals.map(ruleOf))];
    const [first, second = ""] = golden === undefined ? [] : differenceText(wiringOf(run), golden).split("\n");
    return { rules, ...(first && { golden: `${first} ${second.trim()}` }) };
  } catch {
    return { rules: ["program"] };
  }
}

/** The wiring of the stacks of a copy in which there is no slip. */
export async function soundWiring(copy: string, stacks: readonly string[]): Promise<Map<string, Wiring>> {
  const program = programOf(copy);
  const wirings = new Map<string, Wiring>();
  for (const stack of stacks) wirings.set(stack, wiringOf(await runAsGolden(path.join(copy, stack), program)));
  return wirings;
}
