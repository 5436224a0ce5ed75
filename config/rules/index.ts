import type { Note, Problem } from "../problem";
import type { PlainStackConfig } from "../schema";
import type { Rule, RuleContext } from "./rule";

const rules: readonly Rule[] = [];

export interface RuleInput extends RuleContext {
  /** Sections that parsed, with their defaults. */
  readonly parsed: Partial<PlainStackConfig>;
  readonly valid: ReadonlySet<string>;
}

/** Runs every rule whose sections are right by themselves. */
export function crossFieldRules({ parsed, valid, ...context }: RuleInput): { problems: Problem[]; notes: Note[] } {
  const findings = rules
    .filter(({ sections }) => sections.every((section) => valid.has(section)))
    .map(({ check }) => check(parsed as PlainStackConfig, context));
  return {
    problems: findings.flatMap(({ problems = [] }) => problems),
    notes: findings.flatMap(({ notes = [] }) => notes),
  };
}
