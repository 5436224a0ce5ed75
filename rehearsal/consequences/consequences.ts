import type { GuardKind } from "../cards/guards";
import type { ChangeEntry } from "../report/change-entry";
import type { StateResource } from "../report/state";

/** What a change of a stack comes to, beside its resources: who may do what, what stops, what may be lost. */
export interface Consequences {
  readonly access: readonly AccessChange[];
  readonly downtime: readonly Downtime[];
  readonly data: readonly DataRisk[];
  readonly losses: readonly Loss[];
}

/** `widened`: more is possible than before; `changed`: neither covers the other, or it is not known. */
export type Direction = "widened" | "narrowed" | "changed";

export interface AccessChange {
  readonly kind: "permission" | "trust" | "secret" | "port" | "internet" | "shell";
  readonly direction: Direction;
  /** Whose access, or to what: a role, a container, a security group, an address. */
  readonly who: string;
  /** What may be done now, or no more. */
  readonly text: string;
  /** Said of what gives away more than it seems: administrators, wildcards, everyone. */
  readonly warning?: string;
  /** True for what a new part needs and nobody else gets, such as a new secret's only reader. */
  readonly expected?: true;
}

export interface Downtime {
  /** `server`, `airflow`, `database`, … */
  readonly service: string;
  /** `stops`: does not answer meanwhile; `rolls`: the new one starts before the old one stops; `cut`: runs are ended. */
  readonly what: "stops" | "rolls" | "cut" | "gone";
  /** An estimate, from the start of the one that stops to the first answer of the next. */
  readonly minutes?: readonly [least: number, most: number];
  /** What the minutes are: who published them, or what was estimated. */
  readonly basis?: string;
  readonly why: readonly string[];
}

export interface DataRisk {
  readonly resource: string;
  readonly text: string;
  /** `lost`: gone with `up`; `exposed`: a later mistake would lose it. */
  readonly risk: "lost" | "exposed";
}

/** A guard that was there and is not any more. */
export interface Loss {
  readonly kind: GuardKind;
  readonly resource: string;
  readonly text: string;
}

/** Two states of one stack, secrets masked, and what leads from one to the other. */
export interface StateChange {
  readonly base: readonly StateResource[];
  readonly head: readonly StateResource[];
  readonly changes: readonly ChangeEntry[];
  /** What all names begin with, such as `openmetadata-dev-`. */
  readonly prefix: string;
}

export const noConsequences: Consequences = { access: [], downtime: [], data: [], losses: [] };
