import { globPattern, globsMeet, type Conditions } from "./statement";

/** Whether something holds; undefined when that is not known here. */
export type Verdict = boolean | undefined;

export const every = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.includes(false) ? false : verdicts.includes(undefined) ? undefined : true;
export const some = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.includes(true) ? true : verdicts.includes(undefined) ? undefined : false;
export const not = (verdict: Verdict): Verdict => (verdict === undefined ? undefined : !verdict);

/**
 * What is known of a request, by condition key in lower case; undefined for a key that the request does not have. What
 * is not here is not known.
 */
export type RequestContext = ReadonlyMap<string, string | PartlyKnown | undefined>;

/** A text of which no more is known than a pattern of IAM that it matches, and what it is not. */
export interface PartlyKnown {
  readonly like: string;
  readonly not?: RegExp;
}

/** Operators of conditions (IAM User Guide, "IAM JSON policy elements: Condition operators"). */
const operators = new Set(
  (
    "StringEquals StringNotEquals StringEqualsIgnoreCase StringNotEqualsIgnoreCase StringLike StringNotLike " +
    "NumericEquals NumericNotEquals NumericLessThan NumericLessThanEquals NumericGreaterThan NumericGreaterThanEquals " +
    "DateEquals DateNotEquals DateLessThan DateLessThanEquals DateGreaterThan DateGreaterThanEquals " +
    "Bool BinaryEquals IpAddress NotIpAddress ArnEquals ArnLike ArnNotEquals ArnNotLike"
  )
    .toLowerCase()
    .split(" "),
);

/** Whether IAM has a condition operator of this name, with a set prefix or IfExists where it has them. */
export function isConditionOperator(operator: string): boolean {
  const name = operator.toLowerCase().replace(/^for(all|any)values?:/, "");
  return name === "null" || operators.has(name.replace(/ifexists$/, ""));
}

/** How an operator compares; for an ARN, patterns are taken as a whole rather than segment by segment. */
const comparisons: Readonly<Record<string, (actual: string, wanted: string) => boolean>> = {
  stringequals: (actual, wanted) => actual === wanted,
  stringequalsignorecase: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  stringlike: (actual, wanted) => globPattern(wanted).test(actual),
  arnequals: (actual, wanted) => globPattern(wanted).test(actual),
  arnlike: (actual, wanted) => globPattern(wanted).test(actual),
  bool: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
};

const comparison = (operator: string, key: string, wanted: unknown, context: RequestContext): Verdict => {
  const values = (Array.isArray(wanted) ? wanted : [wanted]).map(String);
  if (!context.has(key.toLowerCase()) || values.some((value) => value.includes("${"))) return undefined;
  const actual = context.get(key.toLowerCase());
  const name = operator.toLowerCase();
  if (name === "null") return values.some((value) => (value.toLowerCase() === "true") === (actual === undefined));
  const base = name.replace(/ifexists$/, "");
  const negated = base.includes("not");
  const compare = comparisons[base.replace("not", "")];
  if (!compare) return undefined;
  if (typeof actual === "object") return negated ? undefined : mayMatch(actual, values, base.startsWith("arn"));
  // Without the key, a comparison fails, unless it is a negated one or says IfExists.
  if (actual === undefined) return negated || name !== base;
  return values.some((value) => compare(actual, value)) !== negated;
};

const mayMatch = (actual: PartlyKnown, values: readonly string[], asArn: boolean): Verdict =>
  values.some((value) => !actual.not?.test(value) && (asArn ? arnsMeet : globsMeet)(value, actual.like))
    ? undefined
    : false;

/** The six parts of an ARN are compared one by one (IAM User Guide, "ARN condition operators"). */
function arnsMeet(left: string, right: string): boolean {
  const [ours, theirs] = [left, right].map((arn) => {
    const parts = arn.split(":");
    return [...parts.slice(0, 5), parts.slice(5).join(":")];
  }) as [string[], string[]];
  return ours.every((part, index) => globsMeet(part, theirs[index]!));
}

/** Whether the conditions of a statement hold for a request. */
export const conditionsHold = (conditions: Conditions | undefined, context: RequestContext): Verdict =>
  every(
    Object.entries(conditions ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys ?? {}).map(([key, wanted]) => comparison(operator, key, wanted, context)),
    ),
  );
