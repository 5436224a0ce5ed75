export { mergeConflict, yamlReasons as reasons } from "../../openmetadata/configuration/yaml-mistakes";

/** A place in a text: line and column, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** What is wrong with a YAML text, without the text itself: it may be a secret. */
export class YamlMistake extends Error {
  constructor(
    readonly reason: string,
    readonly place?: Place,
    /** Keys above the mistake, as they are written. Some of them may be parts of a value that is not quoted. */
    readonly keys: readonly string[] = [],
  ) {
    super(place ? `line ${place.line}, column ${place.column}: ${reason}` : reason);
  }
}
