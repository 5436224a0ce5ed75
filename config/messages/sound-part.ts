import type { z } from "zod";
import { isRecord } from "../../problems/record";
import { nearestOf } from "../../problems/nearest";
import { configPath } from "../../problems/commands";
import { discriminatorValues, schemaAt, unwrapped, valueAt, withScalarTypes, withValue } from "../schema-walk";
import type { Path } from "./setting-commands";
import { standIns } from "./stand-ins";

/** What can be said of a section of a stack file in which something may be wrong. All paths are from the section. */
export interface SoundPart {
  /** The section with defaults, after each repair that was tried; one when nothing is wrong, none when no repair works. */
  readonly repaired: readonly unknown[];
  /** What is wrong in every repair, with the section in which it was found. */
  readonly issues: readonly Mistake[];
  /** Keys that have a guess in `repaired`, in place of what is written. */
  readonly doubtful: readonly Path[];
}

interface Mistake {
  readonly issue: z.core.$ZodIssue;
  /** The section as it was when the mistake was found. */
  readonly value: unknown;
}

/** At most so many repairs of a section are tried. */
const mostRepairs = 12;
/** A repaired key may show the next mistake, on the level below it; no section has more levels than this. */
const mostRounds = 5;

const pathOf = (issue: z.core.$ZodIssue): Path =>
  issue.path.map((segment) => (typeof segment === "symbol" ? String(segment) : segment));

/** The words that a key takes; none for a key that takes other values. */
function wordsOf(schema: z.core.$ZodType | undefined): string[] {
  const def = schema && unwrapped(schema)._zod.def;
  return def?.type === "enum" ? Object.values(def.entries).map(String) : [];
}

/** Values that may be meant at a path: the one word that is spelt nearly like the written one, or else every possible kind. */
function guesses(schema: z.core.$ZodType, path: Path, section: unknown): unknown[] {
  const written = valueAt(section, path);
  const below = schemaAt(schema, path, section);
  const modes = discriminatorValues(schema, path, section);
  const words = modes.length > 0 ? modes : wordsOf(below);
  const nearest = typeof written === "string" ? nearestOf(written, words) : undefined;
  if (nearest !== undefined) return [nearest];
  if (modes.length > 0) return modes;
  const possible = below ? standIns(below) : [undefined];
  // `auth: okta` means the section whose mode is okta.
  const sections = possible.filter((value) => isRecord(value) && Object.values(value).includes(written));
  return sections.length > 0 ? sections : possible;
}

/** Repairs one section, and remembers where it guessed. */
class Repairs {
  readonly doubtful = new Map<string, Path>();

  constructor(private readonly schema: z.ZodType) {}

  /**
   * Repairs the section until nothing is wrong with it, or for so many rounds.
   * @param which number of the guess that is taken, where there are several
   */
  repair(written: unknown, which: number): { repaired?: unknown; rounds: Mistake[][] } {
    const rounds: Mistake[][] = [];
    let section = written;
    while (rounds.length < mostRounds) {
      const value = withScalarTypes(this.schema, section);
      const { data, error } = this.schema.safeParse(value);
      if (error === undefined) return { repaired: data, rounds };
      rounds.push(error.issues.map((issue) => ({ issue, value })));
      section = error.issues.reduce((rest, issue) => this.#without(issue, rest, which), value);
    }
    return { rounds };
  }

  /** The section without one mistake: an unknown key is removed, a wrong value becomes a guess. */
  #without(issue: z.core.$ZodIssue, section: unknown, which: number): unknown {
    const path = pathOf(issue);
    if (issue.code === "unrecognized_keys")
      return issue.keys.reduce((rest, name) => withValue(rest, [...path, name], undefined), section);
    this.doubtful.set(configPath(path), path);
    if (issue.code === "invalid_key") return withValue(section, path, undefined);
    const possible = guesses(this.schema, path, section);
    return withValue(section, path, possible[which % possible.length]);
  }
}

const isGuessed = ({ issue }: Mistake): boolean => !["unrecognized_keys", "invalid_key"].includes(issue.code);

/** The same text for the same mistake in another repair. */
const identity = ({ issue }: Mistake): string =>
  `${issue.code} ${configPath(pathOf(issue))} ${issue.code === "unrecognized_keys" ? issue.keys.join() : ""}`;

/** How many repairs differ: as many as the key with the most guesses has. */
const countOfRepairs = (schema: z.ZodType, mistakes: readonly Mistake[]): number => {
  const counts = mistakes.filter(isGuessed).map(({ issue, value }) => guesses(schema, pathOf(issue), value).length);
  return Math.min(mostRepairs, Math.max(1, ...counts));
};

/** Parses a section although something in it is wrong, so that rules over several keys still see the rest (see README.md). */
export function soundPart(schema: z.ZodType, written: unknown): SoundPart {
  const repairs = new Repairs(schema);
  const first = repairs.repair(written, 0);
  const [mistakes = [], ...hidden] = first.rounds;
  if (mistakes.length === 0) return { repaired: [first.repaired], issues: [], doubtful: [] };
  const others = Array.from({ length: countOfRepairs(schema, mistakes) - 1 }, (_, index) =>
    repairs.repair(written, index + 1),
  );
  // What only one guess brings about is no mistake of the user's.
  const laterInOthers = others.map(({ rounds }) => new Set(rounds.slice(1).flat().map(identity)));
  const inEveryRepair = hidden.flat().filter((one) => laterInOthers.every((later) => later.has(identity(one))));
  return {
    repaired: [first, ...others].flatMap(({ repaired }) => (repaired === undefined ? [] : [repaired])),
    issues: [...mistakes, ...inEveryRepair],
    doubtful: [...repairs.doubtful.values()],
  };
}
