import { isRecord } from "../../problems/record";

type Inputs = Readonly<Record<string, unknown>>;

/** What a guard keeps. */
export type GuardKind = "protection" | "encryption" | "logging" | "alarm";

/** A guard that is a resource by itself: what is said when the resource goes. */
export interface GuardByBeing {
  readonly kind: GuardKind;
  readonly text: string;
}

/** A guard that is an input of what it guards. */
export interface Guard {
  readonly input: string;
  readonly kind: GuardKind;
  /** How strong the guard is by the value of the input, so that a weaker guard is a loss too; 0 for none. */
  readonly strength: (value: unknown) => number;
  /** What is said when it is not there any more, or weaker; given the strength before and after. */
  readonly lost: (before: number, after: number) => string;
}

export const isOn = (value: unknown): number => (value === true || value === "true" ? 1 : 0);
export const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);
/** An object of which the provider takes one, written alone or as a list of one. */
export const part = (value: unknown): Inputs => {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  return isRecord(one) ? one : {};
};
export const days = (count: number): string => (count === 1 ? "1 day" : `${count} days`);

/** AWS refuses to delete what has it. */
export const deletionProtection = (input: string): Guard => ({
  input,
  kind: "protection",
  strength: isOn,
  lost: () => "AWS no longer refuses to delete it",
});

export const encryptedAtRest = (input: string, strength = isOn): Guard => ({
  input,
  kind: "encryption",
  strength,
  lost: () => "not encrypted at rest any more",
});

/** A key of the user's own, in place of the one that AWS has for everybody. */
export const ownKey = (input: string, keyOf = (value: unknown): unknown => value): Guard => ({
  input,
  kind: "encryption",
  strength: (value) => ([undefined, null, ""].includes(keyOf(value) as string) ? 0 : 1),
  lost: () => "no longer encrypted with a key of your own",
});

export const refusesPublicAccess = (input: string): Guard => ({
  input,
  kind: "protection",
  strength: isOn,
  lost: () => "may be opened to everybody",
});

/** Kinds of logs that it writes, as a list. */
export const keptLogs = (input: string): Guard => ({
  input,
  kind: "logging",
  strength: lengthOf,
  lost: () => "fewer of its logs are kept",
});
