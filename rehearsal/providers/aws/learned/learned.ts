import { readFileSync } from "node:fs";
import path from "node:path";

/** What learn.ts found out about a resource type from the real provider; paths are without list indices. */
export interface LearnedType {
  /** Inputs whose change replaces the resource. */
  replaces: string[];
  /** Lists whose order means nothing. */
  sets: string[];
  /** Inputs that keep their value when they are left out later. */
  kept: string[];
  /** The input that is named automatically, and the longest name. */
  name?: { property: string; longest: number; lower: boolean };
}

let loaded: Record<string, LearnedType> | undefined;

export function learned(type: string): LearnedType | undefined {
  loaded ??= JSON.parse(readFileSync(path.join(__dirname, "learned.generated.json"), "utf8")) as Record<
    string,
    LearnedType
  >;
  return loaded[type];
}
