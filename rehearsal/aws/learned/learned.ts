import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { cardOf } from "../../cards/cards";
import type { LearnedType } from "./learned-type";

let loaded: Record<string, LearnedType> | undefined;

export function learned(type: string): LearnedType | undefined {
  loaded ??= supplemented(read<LearnedType>("learned.generated.json"));
  return loaded[type];
}

const supplemented = (lessons: Record<string, LearnedType>): Record<string, LearnedType> =>
  Object.fromEntries(
    Object.entries(lessons).map(([type, lesson]) => {
      const more = cardOf(type)?.replacesWhen;
      return [type, more ? { ...lesson, replacesWhen: { ...lesson.replacesWhen, ...more } } : lesson];
    }),
  );

/** What learn-limits.ts found out about an input: what the real provider refuses before it asks AWS. */
export interface Limits {
  values?: string[];
  shortest?: number;
  longest?: number;
  least?: number;
  most?: number;
  multipleOf?: number;
  prefix?: string;
  /** A network is a CIDR block whose bits behind the prefix are 0; of IPv6 that is not judged. */
  format?: "json" | "cidr" | "network" | "arn";
  /** Names of the character probes that were refused. */
  refuses?: string[];
}

/** A text with one peculiarity, and how to see that a text has it. */
export const characterProbes: Readonly<Record<string, { text: string; test: RegExp }>> = {
  "an upper-case letter": { text: "aBc", test: /[A-Z]/ },
  "an underscore": { text: "a_b", test: /_/ },
  "a dot": { text: "a.b", test: /\./ },
  "a slash": { text: "a/b", test: /\// },
  "a space": { text: "a b", test: / / },
  "a colon": { text: "a:b", test: /:/ },
  "an exclamation mark": { text: "a!b", test: /!/ },
  "a hyphen at the start": { text: "-ab", test: /^-/ },
  "a hyphen at the end": { text: "ab-", test: /-$/ },
  "two hyphens together": { text: "a--b", test: /--/ },
  "a digit at the start": { text: "1ab", test: /^\d/ },
  "sg- at the start": { text: "sg-ab", test: /^sg-/ },
};

let loadedLimits: Record<string, Record<string, Limits>> | undefined;

export function limitsOf(type: string): Record<string, Limits> {
  loadedLimits ??= read<Record<string, Limits>>("limits.generated.json");
  return loadedLimits[type] ?? {};
}

/** What learn-combinations.ts found out about the inputs of a type together. */
export interface Combinations {
  /** Input → those that may not be given besides. */
  excludes?: Record<string, readonly string[]>;
  /** Input → those that must be given as well. */
  needs?: Record<string, readonly string[]>;
  exactlyOne?: readonly (readonly string[])[];
  atLeastOne?: readonly (readonly string[])[];
}

let loadedCombinations: Record<string, Combinations> | undefined;

export function combinationsOf(type: string): Combinations {
  loadedCombinations ??= read<Combinations>("combinations.generated.json");
  return loadedCombinations[type] ?? {};
}

function read<T>(name: string): Record<string, T> {
  const file = path.join(__dirname, name);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, T>) : {};
}
