import { stackConfigSchema } from "./schema";
import { objectFor, schemaAt, variantsOf } from "./schema-walk";
import { namespace } from "./stack-file/namespace";

type Schema = Parameters<typeof objectFor>[0];

/** The schemas that a key of an object has, in whichever variant knows it; none for a map whose keys are the user's own. */
const below = (schema: Schema, key: string): Schema | undefined => {
  const objects = [objectFor(schema, undefined), ...variantsOf(schema).map((variant) => variant.schema)];
  return objects.map((object) => object?._zod.def.shape).find((shape) => shape && Object.hasOwn(shape, key))?.[key];
};

/** Whether a path below `openmetadata:` is that of a key, in whichever variant of its section. */
export function isKnownKey(path: readonly (string | number)[]): boolean {
  let schema: Schema | undefined = stackConfigSchema("small");
  for (const key of path) {
    const at: Schema = schema;
    schema = schemaAt(at, [key], {}) ?? below(at, String(key));
    if (schema === undefined) return false;
  }
  return true;
}

/**
 * Of the keys above a place in a stack file, those that are keys of this project, as `openmetadata:auth.ldap`. Nothing else may
 * be shown of a file that cannot be read: what looks like a key there may be a part of a value.
 */
export function knownKeys([section, top = "", ...rest]: readonly string[]): string | undefined {
  if (section !== "config" || !top.startsWith(namespace)) return undefined;
  let schema = below(stackConfigSchema("small"), top.slice(namespace.length));
  if (schema === undefined) return undefined;
  const known = [top];
  for (const key of rest) {
    schema = below(schema, key);
    if (schema === undefined) break;
    known.push(key);
  }
  return known.join(".");
}
