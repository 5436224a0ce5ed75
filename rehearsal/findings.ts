import type { Check } from "./report/document";
import { RehearsalError } from "./engine/errors";
import type { Diagnostic, Operation as EngineOperation } from "./engine/operations";
import type { Passed } from "./protocol/leniency";
import { withAdvice } from "./engine/transport-errors";
import type { Operation } from "./report/changes";
import { nameOf, stackType, type StateResource, typeOf } from "./report/state";
import { type Session, unmistakableSecrets } from "./session-view";

/** Thrown to end the phases early; what to say is among the problems already. */
export class Stopped extends Error {}

/** Everything found while the phases run. */
export class Findings {
  readonly checks: Check[] = [];
  readonly problems: string[] = [];
  base: readonly StateResource[] = [];
  head: readonly StateResource[] = [];
  /** What the first preview would make; shown while nothing is up. */
  planned: readonly StateResource[] = [];
  changeOperations: readonly Operation[] = [];
  /** What the preview of the change would make of `base`. */
  changePlanned: readonly StateResource[] = [];
  /** What to say of the change itself, also when it fails. */
  readonly changeWarnings: string[] = [];
  /** Whether `head` is the state after a change that came up. */
  changed = false;
  outputs: Readonly<Record<string, unknown>> = {};
  /** Secrets that are masked wherever they turn up. */
  readonly secrets = new Set<string>();
  /** What the last run that failed did, or was about to do. */
  attempted: readonly EngineOperation[] = [];
  readonly #warnings = new Set<string>();
  readonly #passed = new Map<string, Passed>();

  /** What program and engine warn of, each once: every run says it again. */
  get warnings(): readonly string[] {
    return [...this.#warnings];
  }

  /** What was found and refused nothing, each once. */
  get passed(): readonly Passed[] {
    return [...this.#passed.values()];
  }

  /** Notes the secrets that config and state hold now; a later run may replace them. */
  remember(session: Session): void {
    for (const value of unmistakableSecrets(session)) this.secrets.add(value);
  }

  warn(text: string): void {
    this.#warnings.add(text);
  }

  check(name: string, failures: readonly string[]): void {
    this.checks.push({ name, held: failures.length === 0 });
    if (failures.length > 0) this.problems.push([`${name}: this did not hold.`, ...failures].join("\n"));
  }

  /**
   * An engine run that fails is a check that did not hold, and the end of the rehearsal.
   *
   * @param explain what to say of the failure instead of the engine's own words, or beside them
   */
  async run<T extends { readonly diagnostics: readonly Diagnostic[]; readonly passed: readonly Passed[] }>(
    name: string,
    work: () => Promise<T>,
    explain: (problem: string, error: unknown) => string = (problem) => problem,
  ): Promise<T> {
    try {
      const result = await work();
      this.checks.push({ name, held: true });
      this.#hear(result.diagnostics);
      this.#note(result.passed);
      return result;
    } catch (error) {
      this.checks.push({ name, held: false });
      this.problems.push(explain(problemText(error), error));
      if (error instanceof RehearsalError) {
        this.#hear(error.diagnostics);
        this.#note(error.passed);
        this.attempted = error.operations;
      }
      throw new Stopped();
    }
  }

  #note(passed: readonly Passed[]): void {
    for (const one of passed) this.#passed.set(JSON.stringify([one.urn, one.reason]), one);
  }

  #hear(diagnostics: readonly Diagnostic[]): void {
    for (const { severity, message, urn } of diagnostics) {
      if (severity !== "warning") continue;
      const about = urn && typeOf(urn) !== stackType ? `${nameOf(urn)}: ` : "";
      this.warn(`${about}${message.trim()}`);
    }
  }
}

/** What the engine says is for the user; anything else is a fault of the rehearsal itself, and its place is wanted. */
const problemText = (error: unknown): string => {
  if (error instanceof RehearsalError) return error.message;
  return withAdvice(error instanceof Error ? (error.stack ?? error.message) : String(error));
};
