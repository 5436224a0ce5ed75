import type { Passed } from "../protocol/leniency";
import { toldErrors } from "./told-errors";
import { withAdvice } from "./transport-errors";
import type { Diagnostic, EventRecorder, Operation } from "./operations";

/** A run of the engine that failed, with everything that the engine said about it. */
export class RehearsalError extends Error {
  readonly diagnostics: Diagnostic[];
  /** The steps taken, or planned, before the failure. */
  readonly operations: Operation[];
  /** What was found before the failure and refused nothing. */
  readonly passed: readonly Passed[];
  readonly stdout: string;

  /** @param thrown what the program threw, if it did: the engine passes on no more than its message. */
  constructor(kind: string, stackName: string, recorder: EventRecorder, cause: unknown, thrown?: unknown) {
    const errors = recorder.diagnostics.filter(({ severity }) => severity === "error");
    const output = outputOf(cause);
    const texts = toldErrors(
      errors.map(({ urn, message }) => (urn ? `${shortName(urn)}: ${message}` : message)),
      thrown,
    );
    // Without a diagnostic (the CLI itself refused, or the process died) its output is all there is.
    super(withAdvice([`${kind} of stack ${stackName} failed:`, ...(texts.length > 0 ? texts : [output])].join("\n")));
    this.name = "RehearsalError";
    this.cause = cause;
    this.diagnostics = recorder.diagnostics;
    this.operations = recorder.operations;
    this.passed = recorder.passed;
    this.stdout = output;
  }

  /** The engine was content, and the rehearsal's rules are not. */
  static refused(
    kind: string,
    stackName: string,
    recorder: EventRecorder,
    problems: readonly { urn: string; reason: string }[],
  ): RehearsalError {
    recorder.noteRefused(problems);
    return new RehearsalError(kind, stackName, recorder, undefined);
  }
}

const shortName = (urn: string): string => {
  const [, , types = "", name = ""] = urn.split("::");
  return `${types.split("$").pop()} ${name}`;
};

function outputOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const { stdout, stderr, killedBy } = cause as Error & { stdout?: string; stderr?: string; killedBy?: string };
  const ending = killedBy && `The engine was killed by ${killedBy}`;
  return [stdout, stderr, ending].filter(Boolean).join("\n") || cause.message;
}
