import path from "node:path";
import { projectDirectory } from "../../config/project-directory";
import { stackFile, stackFilesIn } from "../../config/stack-file/stack-files";
import { type InProcessRun, runInProcess } from "../in-process/run";
import type { Program } from "../engine/program";
import { withDistinctNames } from "./distinct";
import { differenceText, wholeText, type Wiring, wiringOf } from "./wiring-text";

/** The golden of one stack. */
export interface WiringGolden {
  /** `dev.txt` */
  readonly file: string;
  readonly text: string;
}

/** Stacks whose wiring is written in full; the others are written as what is different from the nearer of these. */
const inFull = ["dev", "prod"] as const;

const pathsIn = (folder: string): string[] => stackFilesIn(folder).map((file) => path.join(folder, file));

/** Every stack file that has a golden: those that are shipped, the examples, and what none of these says. */
export const goldenStacks = (): string[] => [
  ...[...inFull, "staging"].map(stackFile),
  ...pathsIn(path.join(projectDirectory, "examples")),
  ...pathsIn(path.join(__dirname, "stacks")),
];

/** Runs a stack as goldens have it: with names that differ from each other, and the same name for every stack. */
export const runAsGolden = (stackFile: string, program?: Program): Promise<InProcessRun> =>
  runInProcess({ ...{ stackFile, stackName: "wired", change: withDistinctNames }, ...(program && { program }) });

export const goldenName = (stackFile: string): string =>
  `${path.basename(stackFile, ".yaml").replace(/^Pulumi\./, "")}.txt`;

const isWhole = (file: string): boolean => inFull.some((name) => `${name}.txt` === file);

/** The text of a stack's golden, given the wiring of those that are written in full. */
export function goldenText(file: string, wiring: Wiring, whole: ReadonlyMap<string, Wiring>): string {
  if (isWhole(file)) return `${wholeText(wiring)}\n`;
  const texts = [...whole].map(([name, base]) => ({ name, text: differenceText(wiring, base) }));
  const [nearest] = texts.sort((one, other) => one.text.length - other.text.length);
  return `as ${nearest!.name}, but\n${nearest!.text}\n`;
}

/** Every golden, made now. */
export async function wiringGoldens(): Promise<WiringGolden[]> {
  const whole = new Map<string, Wiring>();
  const goldens: WiringGolden[] = [];
  for (const stackFile of goldenStacks()) {
    const file = goldenName(stackFile);
    const wiring = wiringOf(await runAsGolden(stackFile));
    if (isWhole(file)) whole.set(file, wiring);
    goldens.push({ file, text: goldenText(file, wiring, whole) });
  }
  return goldens;
}
