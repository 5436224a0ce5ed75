/**
 * Kind of a value: a name of a scalar kind, a list or map of a kind, one of some texts, or `#Name` for an object
 * described under `objects`. `json` is a string that may also be given as an object (a policy document).
 */
export type Shape =
  | "string"
  | "number"
  | "boolean"
  | "json"
  | "any"
  | `#${string}`
  | { list: Shape }
  | { map: Shape }
  | { oneOf: string[] };

export interface ObjectShape {
  properties: Record<string, Shape>;
  required: string[];
}

export interface ResourceShape extends ObjectShape {
  /** Every output, inputs included; with its kind where it is no input. */
  outputs: Record<string, Shape>;
  /** Outputs that always have a value after creation. */
  certain: string[];
}

/** What one service of an installed package declares, as generate.ts reads it from the package's type declarations. */
export interface ServiceShapes {
  package: string;
  version: string;
  resources: Record<string, ResourceShape>;
  objects: Record<string, ObjectShape>;
}

/** What an API takes inside a document that the resources pass on as text; from the API client's type declarations. */
export interface ApiShapes {
  package: string;
  version: string;
  objects: Record<string, ObjectShape>;
}
