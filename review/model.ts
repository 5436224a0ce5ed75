import type { ChangeEntry, ContainerChange, EnvironmentChange } from "../rehearsal/report/document";
import type { Consequences } from "../rehearsal/consequences/consequences";
import type { StandingStore } from "../rehearsal/consequences/stores";

/**
 * What `npm run review -- --json FILE` writes. No value in it is a secret: each is `[secret]` or the secret's name. Texts
 * that come from a stack file are unchanged: what shows them escapes them.
 */
export interface ReviewDocument {
  /** Version of this shape; a change that a reader could trip over raises it. */
  readonly review: 1;
  /** `fine`: exit status 0; `look`: 3, some concern is not accepted; `fails`: 1, a stack of the head does not come up. */
  readonly outcome: Outcome;
  /** What the head is compared with: the commit that both have in common, not what is deployed. */
  readonly base: ReviewSide;
  readonly head: ReviewSide;
  /** Kinds of concern that `--accept` names. */
  readonly accepted: readonly ConcernKind[];
  /** What holds for all stacks, such as dependencies that were not judged. */
  readonly notes: readonly string[];
  readonly stacks: readonly StackReview[];
  /** Milliseconds of the whole review, the installing of the base's modules apart. */
  readonly milliseconds: number;
}

export type Outcome = "fine" | "look" | "fails";

export interface ReviewSide {
  /** As it was asked for. */
  readonly ref: string;
  readonly commit: string;
}

/** What a person should look at before the change is merged; each kind can be accepted. */
export const concernKinds = [
  "access",
  "downtime",
  "data",
  "protection",
  "encryption",
  "logging",
  "alarms",
  "secrets",
  "removal",
  "base",
] as const;
export type ConcernKind = (typeof concernKinds)[number];

export interface Concern {
  readonly kind: ConcernKind;
  readonly text: string;
  /** Whether `--accept` names its kind. */
  readonly accepted: boolean;
}

export interface StackReview {
  readonly stack: string;
  /** `same`: the two sides register the same; `changed`; `added`, `removed`: one side has no such stack file. */
  readonly kind: "same" | "changed" | "added" | "removed";
  readonly outcome: Outcome;
  readonly concerns: readonly Concern[];
  /** Whether the base came up; false too when it does not load. Absent for an added stack. */
  readonly baseUp?: boolean;
  /** Whether the head came up; when not, everything below is what its preview plans. Absent for a removed stack. */
  readonly headUp?: boolean;
  /** Why the head does not come up: rule, reason and fix, as the program and the rehearsal say them. */
  readonly refusals: readonly string[];
  /** Why the base does not; for information. */
  readonly baseRefusals: readonly string[];
  readonly resources: ResourceCounts;
  /** USD a month, without what depends on use; absent where that side has no plan. */
  readonly cost: { readonly before?: number; readonly after?: number; readonly parts: readonly CostPart[] };
  readonly consequences: Consequences;
  /** Keys of the stack file that differ; of a removed stack none, for all of them go. */
  readonly settings: readonly ValueChange[];
  /** Outputs of the stack that differ, by path; none where a side was only planned. */
  readonly outputs: readonly ValueChange[];
  readonly environments: readonly EnvironmentChange[];
  readonly containers: readonly ContainerChange[];
  /** What the engine does, resource by resource; of an added stack all that it makes. */
  readonly changes: readonly ReviewedChange[];
  /** Of a removed stack: what holds data, and what would stop `destroy`. */
  readonly stores: readonly StandingStore[];
  /** Secrets that `pulumi up` asks for, with the command that sets each. */
  readonly secretsToSet: readonly SecretToSet[];
  /** Secrets whose ciphertext differs: their value may have changed. */
  readonly secretsChanged: readonly string[];
  readonly warnings: readonly string[];
}

export interface ReviewedChange extends ChangeEntry {
  /** The component that a reader looks under: `server`, `network`, … */
  readonly part: string;
}

export interface ResourceCounts {
  readonly create: number;
  readonly update: number;
  readonly replace: number;
  readonly delete: number;
  /** All resources of the head, or of a removed stack's base. */
  readonly total: number;
}

/** Cost of one part of the stack, on the side where it is there. */
export interface CostPart {
  readonly part: string;
  readonly before: number;
  readonly after: number;
}

/** What becomes of one value. */
export interface ValueChange {
  /** Of a setting its config key without `openmetadata:`, of an output its path. */
  readonly key: string;
  readonly kind: "add" | "delete" | "update";
  /** A text, or JSON of what is none; secrets are never shown. */
  readonly before?: string;
  readonly after?: string;
}

export interface SecretToSet {
  /** Config path, such as `openmetadata:secrets.auth.clientSecret`. */
  readonly key: string;
  readonly command: string;
  /** Whether the base did not ask for it. */
  readonly isNew: boolean;
}
