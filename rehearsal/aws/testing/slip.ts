import type { Properties } from "../../protocol/wire";

/** The stacks that are recorded for slips: see recorded-stacks.ts. */
export type RecordedStackName = "dev" | "isolated" | "prod";

/** What the engine knows when the rules are asked: nothing of the account yet, or every identifier and document. */
export type Phase = "first preview" | "after up";

/**
 * A slip in the program, made in what the engine recorded of the real stack: an input changed, a dependency or a whole
 * resource left out. The rule beside it must refuse it.
 */
export interface Slip {
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

export const afterUp: readonly Phase[] = ["after up"];

/** A slip in documents or containers that name what is yet to be created: they are unknown in a first preview. */
export const slipAfterUp = (what: string, type: Slip["type"], inputs: Slip["inputs"]): Slip => ({
  what,
  type,
  phases: afterUp,
  ...(inputs && { inputs }),
});

export const inProd = (slips: readonly Slip[]): Slip[] => slips.map((slip) => ({ ...slip, stack: "prod" }));

/** Slips in one type, each of which puts some inputs in the place of what was there. */
export const inputSlips = (
  type: string,
  list: readonly (readonly [what: string, inputs: Properties])[],
  more: Partial<Slip> = {},
): Slip[] => list.map(([what, wrong]) => ({ type, what, ...more, inputs: (inputs) => ({ ...inputs, ...wrong }) }));

/** As {@link inputSlips}, with what each refusal says, and the name of the resource where there are several. */
export const toldSlips = (
  type: string,
  list: readonly (readonly [what: string, says: RegExp, inputs: Properties, name?: RegExp])[],
  more: Partial<Slip> = {},
): Slip[] =>
  list.map(([what, says, wrong, name]) => ({
    what,
    says,
    type,
    inputs: (inputs) => ({ ...inputs, ...wrong }),
    ...more,
    ...(name && { name }),
  }));
