import type { Passed } from "../protocol/leniency";
import type { Account } from "../protocol/account";
import type { ProgramMarks } from "./automation-stack";
import type { Diagnostic, EventRecorder, Operation } from "./operations";

export interface RunTimings {
  /** Milliseconds from starting the CLI to the program's first line: process, backend, key derivation. */
  engineStart: number;
  /** Milliseconds of the program, the wait for its resources included. */
  program: number;
  /** Milliseconds spent in calls to the simulated providers, which run beside the program. */
  providers: number;
  providerCalls: number;
  total: number;
}

/** What one run of the engine did. */
export interface Run {
  kind: RunKind;
  /** Every step of the engine, in its order, `same` included. */
  operations: Operation[];
  /** The steps that change something. */
  changes: Operation[];
  /** The stack's outputs, secrets as `[secret]`. */
  outputs: Record<string, unknown>;
  diagnostics: Diagnostic[];
  /** What was found and refused nothing; the diagnostics say it as warnings. */
  passed: Passed[];
  stdout: string;
  durationMs: number;
  timings: RunTimings;
}

export type RunKind = "preview" | "up" | "refresh" | "destroy";

const unchanging = new Set(["same", "read", "refresh"]);

/** A run that ended well, from what was recorded of it. */
export const runOf = (
  kind: RunKind,
  { operations, diagnostics, passed }: EventRecorder,
  { outputs, stdout, timings }: Pick<Run, "outputs" | "stdout" | "timings">,
): Run => ({
  kind,
  operations,
  changes: operations.filter(({ op }) => !unchanging.has(op)),
  outputs,
  diagnostics,
  passed,
  stdout,
  durationMs: timings.total,
  timings,
});

/** How long a run took that ends now; `start` is of `performance.now()`. */
export function timingsOf(start: number, marks: ProgramMarks, calls: Account["calls"]): RunTimings {
  const end = performance.now();
  const programStart = marks.programStart || end;
  return {
    engineStart: Math.round(programStart - start),
    program: Math.round((marks.programEnd || end) - programStart),
    providers: Math.round(calls.milliseconds),
    providerCalls: calls.count,
    total: Math.round(end - start),
  };
}
