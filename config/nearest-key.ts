import { closest, distance } from "fastest-levenshtein";
import type { z } from "zod";
import { configPath } from "./commands";
import { objectFor, unwrapped, variantsOf } from "./schema-walk";

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

/** Near enough to be a slip of the finger. */
const near = (wanted: string, known: string) =>
  distance(wanted.toLowerCase(), known.toLowerCase()) <= Math.max(1, Math.floor(known.length / 3));

export interface NearestKey {
  readonly key: string;
  /** Said of a key that exists in another variant of the same section: `network.mode is "existing"`. */
  readonly when?: string;
}

/** A key that the same section has in another mode. */
function inAnotherMode(section: Schema, path: readonly string[], name: string): NearestKey | undefined {
  const variant = variantsOf(section).find(({ schema }) => Object.hasOwn(schema._zod.def.shape, name));
  return (
    variant && {
      key: configPath([...path, name]),
      when: `${configPath([...path, variant.discriminator])} is ${JSON.stringify(variant.value)}`,
    }
  );
}

/**
 * The known key that an unknown one most likely means: one of its neighbours when the spelling is close, else a key of that
 * name elsewhere (`clientId` at the top is `auth.clientId`), else the closest neighbour.
 */
export function nearestKey(
  root: Schema,
  section: Schema,
  sectionValue: unknown,
  path: readonly string[],
  name: string,
): NearestKey | undefined {
  const neighbours = Object.keys(objectFor(section, sectionValue)?._zod.def.shape ?? {});
  const neighbour = neighbours.length === 0 ? undefined : closest(name, neighbours);
  const other = inAnotherMode(section, path, name);
  if (other) return other;
  if (neighbour !== undefined && near(name, neighbour)) return { key: configPath([...path, neighbour]) };
  const elsewhere = knownPaths(root).find((known) => known.at(-1)?.toLowerCase() === name.toLowerCase());
  if (elsewhere) return { key: configPath(elsewhere) };
  return neighbour === undefined ? undefined : { key: configPath([...path, neighbour]) };
}
