import type { z } from "zod";
import { isRecord } from "../../problems/record";
import { nearestOf } from "../../problems/nearest";
import { configPath } from "../../problems/commands";
import { discriminatorValues, schemaAt, unwrapped, valueAt, withScalarTypes, withValue } from "../schema-walk";
import type { Path } from "./setting-commands";
import { standIns } from "./stand-ins";

/** A section of a stack file in which something may be wrong. */
export interface SoundPart {
  /** The section as it could be once it is fixed, complete with defaults: several ways, none when there is no telling. */
  readonly readings: readonly unknown[];
  /** What is wrong whichever way that is, with the values in which it was found. Paths are from the section. */
  readonly issues: readonly { readonly issue: z.core.$ZodIssue; readonly value: unknown }[];
  /** Keys with something else in their place in the readings. Paths are from the section. */
  readonly doubtful: readonly Path[];
}

/** More ways than this to fix a section are not looked at. */
const most = 12;
/** One repair may uncover what it hid; a section has fewer levels than this. */
const rounds = 5;

const pathOf = (issue: z.core.$ZodIssue): Path =>
  issue.path.map((segment) => (typeof segment === "symbol" ? String(segment) : segment));

/** What could stand at a path. The word that was most likely meant leaves no choice. */
function candidates(schema: z.core.$ZodType, path: Path, value: unknown): unknown[] {
  const discriminators = discriminatorValues(schema, path, value);
  const written = valueAt(value, path);
  const below = schemaAt(schema, path, value);
  const def = below && unwrapped(below)._zod.def;
  const words =
    discriminators.length > 0 ? discriminators : def?.type === "enum" ? Object.values(def.entries).map(String) : [];
  const nearest = typeof written === "string" ? nearestOf(written, words) : undefined;
  if (nearest !== undefined) return [nearest];
  if (discriminators.length > 0) return discriminators;
  const possible = below ? standIns(below) : [undefined];
  // `auth: okta` means the section in which a key is okta.
  const meant = possible.filter((value) => isRecord(value) && Object.values(value).includes(written));
  return meant.length > 0 ? meant : possible;
}

interface Repair {
  readonly schema: z.ZodType;
  readonly doubtful: Map<string, Path>;
}

/** The value with another in place of what an issue is about. `way` picks one of several that are possible. */
function repaired(repair: Repair, value: unknown, issue: z.core.$ZodIssue, way: number): unknown {
  const path = pathOf(issue);
  if (issue.code === "unrecognized_keys")
    return issue.keys.reduce((rest, name) => withValue(rest, [...path, name], undefined), value);
  repair.doubtful.set(configPath(path), path);
  if (issue.code === "invalid_key") return withValue(value, path, undefined);
  const possible = candidates(repair.schema, path, value);
  return withValue(value, path, possible[way % possible.length]);
}

type FoundIssue = SoundPart["issues"][number];

/** Fixes a section one way, and notes what was found on the way. */
function reading(repair: Repair, written: unknown, way: number): { data?: unknown; found: FoundIssue[][] } {
  const found: FoundIssue[][] = [];
  let value = written;
  for (let round = 0; round < rounds; round += 1) {
    value = withScalarTypes(repair.schema, value);
    const { data, error } = repair.schema.safeParse(value);
    if (error === undefined) return { data, found };
    const current = value;
    found.push(error.issues.map((issue) => ({ issue, value: current })));
    value = error.issues.reduce((rest, issue) => repaired(repair, rest, issue, way), value);
  }
  return { found };
}

const sameIssue = ({ issue }: FoundIssue): string =>
  `${issue.code} ${configPath(pathOf(issue))} ${issue.code === "unrecognized_keys" ? issue.keys.join() : ""}`;

/**
 * Parses a section as far as it can be: each wrong or missing value is replaced by ones that could stand there, so that the rules
 * over several keys still see the rest. What a first mistake hid (a mode decides which keys there are) is found as well, if it is
 * wrong in each way to fix that mistake.
 */
export function soundPart(schema: z.ZodType, written: unknown): SoundPart {
  const repair = { schema, doubtful: new Map<string, Path>() };
  const first = reading(repair, written, 0);
  const [issues = []] = first.found;
  if (issues.length === 0) return { readings: [first.data], issues: [], doubtful: [] };
  const choices = issues
    .filter(({ issue }) => !["unrecognized_keys", "invalid_key"].includes(issue.code))
    .map(({ issue, value }) => candidates(schema, pathOf(issue), value).length);
  const ways = Math.min(most, Math.max(1, ...choices));
  const all = [first, ...Array.from({ length: ways - 1 }, (_, index) => reading(repair, written, index + 1))];
  const hidden = first.found.slice(1).flat();
  const everywhere = hidden.filter((one) =>
    all.every(({ found }) =>
      found
        .slice(1)
        .flat()
        .some((other) => sameIssue(other) === sameIssue(one)),
    ),
  );
  return {
    readings: all.flatMap(({ data }) => (data === undefined ? [] : [data])),
    issues: [...issues, ...everywhere],
    doubtful: [...repair.doubtful.values()],
  };
}
