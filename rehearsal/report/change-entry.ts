/** One operation of the engine, in its own words (`create`, `update`, `replace`, `delete`, …). */
export interface ChangeEntry {
  readonly urn: string;
  readonly type: string;
  readonly op: string;
  /** Present for a component, which is a name in the state and nothing in the account. */
  readonly component?: true;
  /** Properties that force a replacement. */
  readonly replaceKeys: readonly string[];
  readonly properties: readonly PropertyChange[];
}

export interface PropertyChange {
  readonly path: string;
  readonly kind: "add" | "delete" | "update";
  readonly replaces: boolean;
  /** Absent when not known before `up`; secrets masked. */
  readonly before?: unknown;
  readonly after?: unknown;
}
