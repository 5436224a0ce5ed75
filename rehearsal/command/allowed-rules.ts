import { closest, distance } from "fastest-levenshtein";
import { rules } from "../aws/rules";
import { UsageError } from "./usage-error";

const names = rules.map(({ name }) => name).sort();

/** How many of the nearest names an unknown one is answered with. */
const shown = 3;

export const isRule = (name: string): boolean => names.includes(name);

/** The rules that `--allow` names, by comma or by word; throws {@link UsageError} for one that there is not. */
export const allowedRules = (words: readonly string[]): string[] => {
  const asked = words.flatMap((word) => word.split(",").map((name) => name.trim())).filter(Boolean);
  const unknown = asked.find((name) => !isRule(name));
  if (unknown !== undefined)
    throw new UsageError(
      `--allow ${unknown}: there is no such rule. The nearest are ${nearest(unknown).join(", ")}. A refusal ends with its rule's name, [rehearsal: NAME]; docs/refusals.md lists them all.`,
    );
  return [...new Set(asked)];
};

const nearest = (name: string): string[] => {
  const first = closest(name, names);
  const others = names
    .filter((one) => one !== first)
    .sort((one, other) => distance(name, one) - distance(name, other) || (one < other ? -1 : 1));
  return [first, ...others].slice(0, shown);
};
