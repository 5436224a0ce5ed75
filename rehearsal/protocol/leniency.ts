import type { Failure } from "./package";

/** What a run refuses of what its judge finds. */
export interface Severity {
  /** Whether what the rehearsal does not know is refused as well; without it, it is a warning. */
  readonly strict: boolean;
  /** Names of rules whose refusals pass. */
  readonly allow: ReadonlySet<string>;
}

/** A finding that refused nothing: a gap in what the rehearsal knows, or a refusal of a rule that somebody allows. */
export interface Passed {
  readonly urn: string;
  readonly rule: string;
  readonly reason: string;
  readonly gap: boolean;
}

/** Parts what is refused from what passes, and keeps the latter, each once, until a run ends. */
export class Leniency {
  readonly #passed = new Map<string, Passed>();

  constructor(private readonly severity: Severity) {}

  /** The failures that stay refusals. Reasons must show no secret: those that pass are shown. */
  refused<One extends Failure>(failures: readonly (One & { urn: string })[]): (One & { urn: string })[] {
    return failures.filter((failure) => {
      const { urn, rule = "", reason, gap = false } = failure;
      const passes = this.severity.allow.has(rule) || (gap && !this.severity.strict);
      if (passes) this.#passed.set(JSON.stringify([urn, reason]), { urn, rule, reason, gap });
      return !passes;
    });
  }

  /** What passed since this was asked last. */
  take(): Passed[] {
    const passed = [...this.#passed.values()];
    this.#passed.clear();
    return passed;
  }
}
