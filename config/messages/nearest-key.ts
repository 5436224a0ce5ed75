import type { z } from "zod";
import { isRecord } from "../../problems/record";
import { allNear } from "../../problems/nearest";
import { configPath } from "../../problems/commands";
import { objectFor, unwrapped, variantsOf } from "../schema-walk";

type Schema = z.core.$ZodType;

/** Every key below a schema, as paths; keys of every variant of a union. */
export function knownPaths(schema: Schema, prefix: readonly string[] = []): string[][] {
  const inner = unwrapped(schema);
  const objects =
    inner._zod.def.type === "object"
      ? [inner as z.core.$ZodObject]
      : variantsOf(inner).map((variant) => variant.schema);
  return objects.flatMap((object) =>
    Object.entries(object._zod.def.shape).flatMap(([name, below]) => [
      [...prefix, name],
      ...knownPaths(below, [...prefix, name]),
    ]),
  );
}

export interface NearestKey {
  readonly path: readonly string[];
  /** Of a key that exists in another variant of the same section: the discriminator and its value there. */
  readonly when?: { readonly key: string; readonly value: string };
}

/** The key of that name which the section has in another mode. */
function inAnotherMode(section: Schema, path: readonly string[], name: string): NearestKey | undefined {
  const variant = variantsOf(section).find(({ schema }) => Object.hasOwn(schema._zod.def.shape, name));
  const when = variant && { key: configPath([...path, variant.discriminator]), value: variant.value };
  return when && { path: [...path, name], when };
}

/** The key of the section that is spelt nearly so: best one that is required and missing, then one that is not set, then any. */
function similarKey(object: z.core.$ZodObject | undefined, value: unknown, name: string): string | undefined {
  const shape = object?._zod.def.shape ?? {};
  const isSet = (key: string) => isRecord(value) && value[key] !== undefined;
  const isOptional = (key: string) => shape[key]?._zod.optin !== undefined;
  const near = allNear(name, Object.keys(shape));
  return near.find((key) => !isSet(key) && !isOptional(key)) ?? near.find((key) => !isSet(key)) ?? near[0];
}

/** A key of that name elsewhere: a secret of the same section, or else the one nearest to the top, if there is one only. */
function elsewhere(root: Schema, path: readonly string[], name: string): readonly string[] | undefined {
  // A user who writes a value means the secret, not the reference to one that exists.
  const same = knownPaths(root).filter(
    (known) => known.at(-1)?.toLowerCase() === name.toLowerCase() && known[0] !== "existingSecrets",
  );
  const secret = same.find((known) => known[0] === "secrets" && known[1] === path[0]);
  if (secret) return secret;
  const depth = Math.min(...same.map(({ length }) => length));
  const highest = new Map(same.filter(({ length }) => length === depth).map((known) => [known.join("."), known]));
  return highest.size === 1 ? [...highest.values()][0] : undefined;
}

/**
 * The known key that an unknown one most likely means: the same name in another mode, a secret of that name, a similar name in the
 * section, or the same name elsewhere (`clientId` at the top is `auth.clientId`). Undefined when none is likely.
 */
export function nearestKey(
  root: Schema,
  section: Schema,
  sectionValue: unknown,
  path: readonly string[],
  name: string,
): NearestKey | undefined {
  const other = inAnotherMode(section, path, name);
  if (other) return other;
  const same = elsewhere(root, path, name);
  if (same?.[0] === "secrets" && path.length > 0 && path[0] !== "secrets") return { path: same };
  const similar = similarKey(objectFor(section, sectionValue), sectionValue, name);
  if (similar !== undefined) return { path: [...path, similar] };
  return same && { path: same };
}
