import type { ChangeEntry, PropertyChange } from "./change-entry";
import type { Consequences } from "../consequences/consequences";

export type { ChangeEntry, PropertyChange };

/**
 * The JSON document that `npm run rehearse -- --json FILE` writes. docs/rehearsal.md describes it for readers of the file.
 * Nothing in it holds a secret value: each is replaced by `[secret]`, or by the secret's name where a container reads it.
 */
export interface RehearsalDocument {
  /** Version of this shape; a change that a reader could trip over raises it. */
  readonly document: 1;
  /** The stack file, relative to where the command ran; absent for a stack that has none. */
  readonly stackFile?: string;
  readonly project: string;
  readonly stack: string;
  /** AWS region of the stack file; prices are those of `cost.region`. */
  readonly region: string;
  /** True when every check held; the exit status is 0 then and only then. */
  readonly held: boolean;
  /** What did not hold, complete, in the order in which it was found. */
  readonly problems: readonly string[];
  /** What the program and the engine warn of, and what the rehearsal does of a change; each once. Nothing fails over it. */
  readonly warnings: readonly string[];
  readonly checks: readonly Check[];
  /** Refusals that `--allow` let pass; the warnings say each as well. */
  readonly allowed: readonly AllowedRefusal[];
  /** Types of resources that the rehearsal does not know: what replaces them, for one, was not judged. Sorted. */
  readonly notJudged: readonly string[];
  /** Config paths whose secret value the rehearsal replaced or made up. */
  readonly placeholders: readonly string[];
  /** Those of them that are not set yet: `pulumi up` asks for them. */
  readonly missingSecrets: readonly string[];
  /** Whether `resources` came up; when false they are what the preview plans, with `[unknown]` where only `up` knows. */
  readonly up: boolean;
  /** Everything that the last `up` left registered, or that the preview plans. */
  readonly resources: readonly ResourceEntry[];
  /** What `--change` asked for; absent without it. */
  readonly change?: RequestedChange;
  /** What the engine would do, or did, for `--change`: only what differs from before. */
  readonly changes: readonly ChangeEntry[];
  /** Variables by container, sorted by name. The task's main container has its own name, the others `<main>.<name>`. */
  readonly environments: Readonly<Record<string, readonly EnvironmentEntry[]>>;
  /** What `--change` comes to: access, downtime, data, lost guards; absent without it, and when it was not planned. */
  readonly consequences?: Consequences;
  /** How the containers' variables differ between the stack before and after `--change`. */
  readonly environmentChanges: readonly EnvironmentChange[];
  /** How the containers differ in anything else. */
  readonly containerChanges: readonly ContainerChange[];
  readonly cost: CostEstimate;
  readonly timings: readonly Timing[];
  readonly outputs: Readonly<Record<string, unknown>>;
}

export interface Check {
  readonly name: string;
  readonly held: boolean;
  readonly detail?: string;
}

export interface AllowedRefusal {
  readonly rule: string;
  readonly urn: string;
  readonly reason: string;
}

export interface ResourceEntry {
  readonly urn: string;
  readonly type: string;
  /** URN of the component that holds it; absent for the stack itself. */
  readonly parent?: string;
  readonly protect?: boolean;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** A change of config, as asked for. */
export interface RequestedChange {
  /** Keys and values; secret values are `[secret]`. */
  readonly settings: readonly { readonly key: string; readonly value: string }[];
  /** Whether the engine could plan it. */
  readonly planned: boolean;
  /** Whether the stack came up with it. When not, `changes` is what the preview planned. */
  readonly applied: boolean;
  /** Those of the document's warnings that are about the change itself, such as a release that cannot be gone back to. */
  readonly warnings: readonly string[];
  /** Sum of the stack's cost a month before the change. */
  readonly costBefore: number;
  /** The same with it; absent when the engine could not plan it. */
  readonly costAfter?: number;
  /** URNs of what stays and can be deleted from now on, and of what cannot any more. */
  readonly unprotected: readonly string[];
  readonly protected: readonly string[];
}

/** A variable of a container: plain, or the name of the secret it is read from. */
export type EnvironmentEntry =
  { readonly name: string; readonly value: string } | { readonly name: string; readonly secret: string };

export interface EnvironmentChange {
  readonly container: string;
  readonly name: string;
  readonly kind: "add" | "delete" | "update";
  readonly before?: EnvironmentEntry;
  readonly after?: EnvironmentEntry;
}

/** A property of a container that differs: `image`, `command`, `healthCheck`, `portMappings`, …; never a variable. */
export interface ContainerChange {
  readonly container: string;
  /** Absent for a container that is new, or gone, as a whole. */
  readonly property?: string;
  readonly kind: "add" | "delete" | "update";
  readonly before?: unknown;
  readonly after?: unknown;
}

export interface CostEstimate {
  readonly currency: string;
  /** Region whose prices are used. */
  readonly region: string;
  /** When the prices were noted. */
  readonly priceDate: string;
  readonly hoursAMonth: number;
  /** Sum of `components`, a month, without what depends on use. */
  readonly total: number;
  readonly components: readonly CostComponent[];
  /** What depends on use: named with its unit price, not in any sum. */
  readonly usage: readonly UsageCost[];
  /** Resources that cost money and have no price here: listed, never counted as 0. */
  readonly notPriced: readonly { readonly urn: string; readonly reason: string }[];
  /** What the Fargate tasks would cost less a month on arm64; 0 where they run on it. */
  readonly arm64Saving: number;
}

export interface CostComponent {
  /** Name of the component that holds the resources. */
  readonly component: string;
  readonly monthly: number;
  readonly items: readonly CostItem[];
}

export interface CostItem {
  readonly urn: string;
  readonly item: string;
  readonly monthly: number;
  /** `field`: the project's field notes; `list`: AWS's list price. */
  readonly source: string;
}

export interface UsageCost {
  readonly item: string;
  /** Currency a unit. */
  readonly price: number;
  readonly unit: string;
  readonly source: string;
}

export interface Timing {
  readonly phase: string;
  readonly milliseconds: number;
}
