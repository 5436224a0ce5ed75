import { globsMeet, textsOf, type Conditions, type Statement } from "../aws/services/iam/simulation/statement";

/** One element of a statement: what it names, or everything but what it names. Absent where the statement has none. */
type Element = { readonly only: string } | { readonly but: readonly string[] };

/** The smallest part of a statement: one action on one resource for one principal. */
export interface Grant {
  readonly deny: boolean;
  readonly action: Element;
  readonly resource?: Element;
  readonly principal?: Element;
  readonly conditions: readonly Condition[];
  readonly statement: Statement;
}

export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** Whether every text that matches `inner` matches `outer`; a `*` of the inner one is met by a `*` of the outer alone. */
export function globCovers(outer: string, inner: string): boolean {
  const seen = new Map<number, boolean>();
  const covers = (at: number, there: number): boolean => {
    const place = at * (inner.length + 1) + there;
    const known = seen.get(place);
    if (known !== undefined) return known;
    const [one, other] = [outer[at], inner[there]];
    let found: boolean;
    if (one === "*") found = covers(at + 1, there) || (other !== undefined && covers(at, there + 1));
    else if (one === undefined || other === undefined) found = one === other;
    else found = (one === other || (one === "?" && other !== "*")) && covers(at + 1, there + 1);
    seen.set(place, found);
    return found;
  };
  return covers(0, 0);
}

const elements = (only: unknown, but: unknown): (Element | undefined)[] => {
  if (but !== undefined) return [{ but: textsOf(but) }];
  return only === undefined ? [undefined] : textsOf(only).map((text) => ({ only: text }));
};

/** `{ Service: ["a", "b"] }` as `Service:a`, `Service:b`; of AWS principals the name alone. */
const principalTexts = (named: unknown): string[] => {
  if (typeof named === "string") return [named];
  return Object.entries(named ?? {}).flatMap(([kind, names]) =>
    textsOf(names).map((name) => (kind === "AWS" ? name : `${kind}:${name}`)),
  );
};

const principals = ({ Principal, NotPrincipal }: Statement): (Element | undefined)[] => {
  if (NotPrincipal !== undefined) return [{ but: principalTexts(NotPrincipal) }];
  return Principal === undefined ? [undefined] : principalTexts(Principal).map((only) => ({ only }));
};

const conditionsOf = (conditions: Conditions | undefined): Condition[] =>
  Object.entries(conditions ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys ?? {}).map(([key, wanted]) => ({
      operator: operator.toLowerCase(),
      key: key.toLowerCase(),
      values: (Array.isArray(wanted) ? wanted : [wanted]).map(String).sort(),
    })),
  );

/** Everything that statements grant and deny, taken apart. */
export const grantsOf = (statements: readonly Statement[]): Grant[] =>
  statements.flatMap((statement) => {
    const conditions = conditionsOf(statement.Condition);
    const deny = statement.Effect === "Deny";
    return elements(statement.Action, statement.NotAction).flatMap((action) =>
      elements(statement.Resource, statement.NotResource).flatMap((resource) =>
        principals(statement).map((principal): Grant => ({
          deny,
          action: lowered(action ?? { only: "*" }),
          ...(resource && { resource }),
          ...(principal && { principal }),
          conditions,
          statement,
        })),
      ),
    );
  });

/** Actions are the same in any case. */
const lowered = (element: Element): Element =>
  "only" in element ? { only: element.only.toLowerCase() } : { but: element.but.map((text) => text.toLowerCase()) };

type Covers = (outer: string, inner: string) => boolean;

const elementCovers = (outer: Element | undefined, inner: Element | undefined, covers: Covers): boolean => {
  if (!outer || !inner) return outer === inner;
  if ("only" in outer) return "only" in inner ? covers(outer.only, inner.only) : outer.only === "*";
  // Everything but some covers a pattern that meets none of them, and everything but at least the same.
  if ("only" in inner) return outer.but.every((text) => !globsMeet(text, inner.only));
  return outer.but.every((text) => inner.but.some((left) => covers(left, text)));
};

const accountOf = (principal: string): string | undefined =>
  /^\d{12}$/.test(principal) ? principal : /^arn:[^:]*:(?:iam|sts)::(\d{12}):/.exec(principal)?.[1];

/** Everyone includes all; an account includes everyone in it. */
const principalCovers: Covers = (outer, inner) => {
  if (outer === "*" || outer === inner) return true;
  const isAccount = /^\d{12}$/.test(outer) || outer.endsWith(":root");
  return isAccount && accountOf(outer) !== undefined && accountOf(outer) === accountOf(inner);
};

const withoutIfExists = (operator: string) => operator.replace(/ifexists$/, "");
const isNegated = (operator: string) => /not/.test(operator);
const exact = (operator: string) => withoutIfExists(operator).replace(/like$/, "equals");

/** Whether a condition holds wherever another one does. */
const implies = (stricter: Condition, looser: Condition): boolean => {
  if (stricter.key !== looser.key) return false;
  const [strict, loose] = [stricter.operator, looser.operator];
  // IfExists also holds where the key is not there, so it is never the stricter one of the two.
  if (strict !== loose && (strict.endsWith("ifexists") || exact(strict) !== exact(loose))) return false;
  const matches = (outer: string, inner: string) =>
    /like/.test(loose) || /^arn/.test(withoutIfExists(loose)) ? globCovers(outer, inner) : outer === inner;
  if (strict !== loose && /like/.test(withoutIfExists(strict)) && !/like|arn/.test(loose)) return false;
  if (/than|^null$/.test(strict)) return JSON.stringify(stricter.values) === JSON.stringify(looser.values);
  if (isNegated(strict))
    return looser.values.every((value) => stricter.values.some((other) => globCovers(other, value)));
  return stricter.values.every((value) => looser.values.some((other) => matches(other, value)));
};

/** Conditions of the outer one that the inner one does not imply: under them it gives less. */
export const unimplied = (outer: Grant, inner: Grant): Condition[] =>
  outer.conditions.filter((looser) => !inner.conditions.some((stricter) => implies(stricter, looser)));

/** Whether a grant gives all that another one gives (of denials: takes all that it takes). */
export const grantCovers = (outer: Grant, inner: Grant): boolean =>
  outer.deny === inner.deny &&
  elementCovers(outer.action, inner.action, globCovers) &&
  elementCovers(outer.resource, inner.resource, globCovers) &&
  elementCovers(outer.principal, inner.principal, principalCovers) &&
  unimplied(outer, inner).length === 0;
