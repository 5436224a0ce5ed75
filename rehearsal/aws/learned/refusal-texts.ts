import { isDeepStrictEqual } from "node:util";
import type { Limits } from "./learned";

/** The provider says these of inputs that exclude or need each other, and then nothing of their values. */
export const ofCombination = /conflicts with|one of `|all of `|Invalid Attribute Combination/;

const formats: [RegExp, NonNullable<Limits["format"]>][] = [
  [/invalid JSON|is invalid: invalid character|not valid JSON/, "json"],
  [/CIDR/, "cidr"],
  [/invalid ARN|not a valid ARN|is an invalid ARN|Invalid ARN Value|ARN \(?"\^arn:/, "arn"],
];

/** Limits that are one number. */
const singles: [keyof Limits, RegExp][] = [
  ["longest", /cannot be longer than (\d+)/],
  ["longest", /cannot be greater than (\d+) characters/],
  ["least", /to be at least \((-?\d+)\)/],
  ["most", /to be at most \((-?\d+)\)/],
  ["multipleOf", /to be divisible by (\d+)/],
];

const pairOf = (pattern: RegExp, reason: string): [number, number] | undefined => {
  const found = pattern.exec(reason);
  return found ? [Number(found[1]), Number(found[2])] : undefined;
};

function valuesIn(reason: string): string[] | undefined {
  const listed = /to be one of \[(.*)\], got/s.exec(reason)?.[1];
  if (listed !== undefined)
    return listed.startsWith('"') ? [...listed.matchAll(/"([^"]*)"/g)].map(([, value]) => value!) : listed.split(" ");
  const words = /Valid Values: \[(.*?) ?\]/s.exec(reason)?.[1]?.split(" ");
  // Values of several words, such as those of platforms, are not told apart here; only a word that comes twice shows them.
  return new Set(words).size === words?.length ? words : undefined;
}

/**
 * What one refusal says of the values that are allowed; undefined when it is in no words that are known. The two libraries
 * that the provider is made with have words of their own.
 */
function limitSaid(reason: string): Limits | undefined {
  const values = valuesIn(reason);
  if (values) return { values };
  const lengths =
    pairOf(/expected length of .* in the range \((\d+) - (\d+)\)/s, reason) ??
    pairOf(/string length must be between (\d+) and (\d+)/, reason) ??
    pairOf(/must be between (\d+) and (\d+) characters/, reason);
  if (lengths) return { shortest: lengths[0], longest: lengths[1] };
  const range =
    pairOf(/in the range \((-?\d+) - (-?\d+)\)/, reason) ?? pairOf(/value must be between (-?\d+) and (-?\d+)/, reason);
  // One number alone is one of several things that are allowed: 0, or 30 to 900.
  if (range) return range[0] === range[1] ? { values: [String(range[0])] } : { least: range[0], most: range[1] };
  const single = singles.find(([, pattern]) => pattern.test(reason));
  if (single) return { [single[0]]: Number(single[1].exec(reason)![1]) };
  const prefix = /to have prefix (\S+), got|must begin with (\S+)\)/.exec(reason)?.slice(1).find(Boolean);
  if (prefix !== undefined) return { prefix };
  const format = formats.find(([pattern]) => pattern.test(reason))?.[1];
  return format && { format };
}

/** Whether a refusal names a format, which may be one of several things that are allowed. */
export const saysFormat = (reason: string): boolean => formats.some(([pattern]) => pattern.test(reason));

/**
 * What all refusals of one value say together. Where one of them is in other words, such as those for a statistic like p90,
 * or contradicts another, what is said may not be all that is allowed: only a length that nothing contradicts is sure.
 */
export function limitsSaid(reasons: readonly string[]): Limits {
  const said = reasons.map(limitSaid);
  const known = said.filter((one) => one !== undefined);
  const all: Limits = Object.assign({}, ...known);
  const contradicted = known.some((one) =>
    Object.keys(one).some((key) => !isDeepStrictEqual(one[key as keyof Limits], all[key as keyof Limits])),
  );
  if (contradicted) return {};
  if (known.length === said.length && !(all.values && all.format)) return all;
  const { shortest, longest } = all;
  return { ...(shortest !== undefined && { shortest }), ...(longest !== undefined && { longest }) };
}
