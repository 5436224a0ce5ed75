import { isRecord } from "../../../../../problems/record";
import { remembered } from "../../../remembered";
import { parsed } from "../../../rule";
import type { Value } from "../../../../protocol/wire";

export type OneOrMany = string | readonly string[];
export type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** One statement of a policy document, as far as it is well-formed. */
export interface Statement {
  Sid?: string;
  Effect?: string;
  Action?: OneOrMany;
  NotAction?: OneOrMany;
  Resource?: OneOrMany;
  NotResource?: OneOrMany;
  Principal?: string | Readonly<Record<string, OneOrMany>>;
  NotPrincipal?: unknown;
  Condition?: Conditions;
}

export interface PolicyDocument {
  Version?: string;
  Statement?: Statement | Statement[];
}

/** The texts of an element that takes one or many. */
export const textsOf = (element: unknown): string[] =>
  (Array.isArray(element) ? element : [element]).filter((text): text is string => typeof text === "string");

/** The statements of a policy document; none when it is unknown or no document. */
export const statementsOf = (document: Value | undefined): readonly Statement[] =>
  typeof document === "string" ? statementsIn(document) : [];

const statementsIn = remembered((document): readonly Statement[] => {
  const content = parsed(document);
  if (!isRecord(content)) return [];
  const { Statement: statements } = content as PolicyDocument;
  return (Array.isArray(statements) ? statements : [statements]).filter(isRecord) as Statement[];
});

const patternsBy = {
  s: remembered((glob) => new RegExp(`^${escaped(glob)}$`, "s")),
  is: remembered((glob) => new RegExp(`^${escaped(glob)}$`, "is")),
};

/** A pattern of IAM, in which * and ? stand for characters. */
export const globPattern = (glob: string, flags: keyof typeof patternsBy = "s"): RegExp => patternsBy[flags](glob);

const escaped = (glob: string): string =>
  glob
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");

/** Whether some text matches both patterns of IAM. */
export function globsMeet(left: string, right: string): boolean {
  const seen = new Map<string, boolean>();
  const meet = (at: number, there: number): boolean => {
    const place = `${at},${there}`;
    const known = seen.get(place);
    if (known !== undefined) return known;
    const [one, other] = [left[at], right[there]];
    let found = one === other;
    if (one === "*") found = meet(at + 1, there) || (other !== undefined && meet(at, there + 1));
    else if (other === "*") found = meet(at, there + 1) || (one !== undefined && meet(at + 1, there));
    else if (one !== undefined && other !== undefined)
      found = (one === other || one === "?" || other === "?") && meet(at + 1, there + 1);
    seen.set(place, found);
    return found;
  };
  return meet(0, 0);
}
