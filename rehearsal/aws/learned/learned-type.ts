/** What learn.ts found out about a resource type from the real provider; paths are without list indices. */
export interface LearnedType {
  /** Inputs whose change replaces the resource. */
  replaces: string[];
  /** Inputs of which only some changes replace it: switches, and objects with any content. */
  replacesWhen?: Record<string, readonly ReplacingChange[]>;
  /** Lists whose order means nothing. */
  sets: string[];
  /** Inputs that keep their value when they are left out later. */
  kept: string[];
  /** The input that is named automatically, and the longest name. */
  name?: { property: string; longest: number; lower: boolean };
  /** Inputs that the provider could not be asked about: nothing above tells of them. */
  unanswered?: string[];
}

export type ReplacingChange = "turned on" | "turned off" | "added" | "removed" | "lowered";
