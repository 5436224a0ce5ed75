import { readdirSync } from "node:fs";
import path from "node:path";
import type { EngineSlip } from "./engine-slip";
import type { Slip } from "./slip";

/** What a file of slips gives: the rule is the one whose name the file has. */
interface SlipsFile {
  /** Slips in the recorded stacks. */
  readonly slips?: readonly Slip[];
  /** One on the engine itself, which proves that it asks the rule. */
  readonly engineSlip?: EngineSlip;
}

const ending = ".slips.ts";

/** Every file of slips of the rehearsal, in the order of paths. */
export const slipsFiles: readonly string[] = readdirSync(path.resolve(__dirname, ".."), { recursive: true })
  .map((file) => path.resolve(__dirname, "..", String(file)))
  .filter((file) => file.endsWith(ending))
  .sort();

const files = slipsFiles.map((file) => ({
  rule: path.basename(file, ending),
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a file that nobody lists is tried all the same
  ...(require(file) as SlipsFile),
}));

/** Every slip in a recorded stack, with the rule that refuses it. */
export const recordedSlips: readonly (Slip & { readonly rule: string })[] = files.flatMap(({ rule, slips = [] }) =>
  slips.map((slip) => ({ ...slip, rule })),
);

/** One slip for each rule, made while the engine runs the program. */
export const engineSlips: readonly (EngineSlip & { readonly rule: string })[] = files.flatMap(({ rule, engineSlip }) =>
  engineSlip ? [{ ...engineSlip, rule }] : [],
);
