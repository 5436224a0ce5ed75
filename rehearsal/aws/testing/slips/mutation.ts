import type { Properties } from "../../../protocol/wire";

/** The stacks that are recorded for mutations: see recorded-stacks.ts. */
export type RecordedStackName = "dev" | "isolated" | "prod";

/** What the engine knows when the rules are asked: nothing of the account yet, or every identifier and document. */
export type Phase = "first preview" | "after up";

/**
 * A slip in the program, made in what the engine recorded of the real stack: an input changed, a dependency or a whole
 * resource left out. The named rule must refuse it.
 */
export interface Mutation {
  rule: string;
  /** What is wrong, in words that complete "refuses …". */
  what: string;
  /** What the refusal says, where the rule refuses several things. */
  says?: RegExp;
  /** The stack that it is made in; default: dev. */
  stack?: RecordedStackName;
  /** When the rule can see it; default: both. A document that is unknown in a first preview is seen only after up. */
  phases?: readonly Phase[];
  /** Type of the resources that it is made in, or a pattern of several types. */
  type: string | RegExp;
  /** Narrows them down by logical name. */
  name?: RegExp;
  /** Inputs as they should not be. */
  inputs?: (inputs: Properties) => Properties;
  /** Types that they no longer depend on, explicitly or by an input. */
  without?: RegExp;
  /** Leaves the resources out of the program, so that an update deletes them. */
  absent?: boolean;
  /** Registers each a second time, under another name, with the inputs as changed. */
  twin?: boolean;
}

/** Slips that the same rule refuses. */
export const refusedBy = (rule: string, slips: readonly Omit<Mutation, "rule">[]): Mutation[] =>
  slips.map((slip) => ({ ...slip, rule }));
