/** A stack file that is refused. */
export interface BadStackFile {
  readonly title: string;
  /** Values under `openmetadata:`. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The key that the error names. */
  readonly key: string;
  /** Top-level keys in which a value is `secure:` by mistake. */
  readonly secureKeys?: readonly string[];
}
