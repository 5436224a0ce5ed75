import type { Passed } from "../protocol/leniency";
import type { Diagnostic, Operation } from "./operations";

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
