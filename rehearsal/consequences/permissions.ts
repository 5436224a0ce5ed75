import type { Statement } from "../aws/services/iam/simulation/statement";
import { textsOf } from "../aws/services/iam/simulation/statement";
import type { AccessChange, Direction, StateChange } from "./consequences";
import { type Grant, grantCovers, grantsOf, unimplied } from "./grants";
import { type Holder, Policies } from "./policies";

const none: Holder = { key: "", name: "", kind: "permission", statements: [], raw: [], managed: [], unknown: [] };

/** How the policies of roles and resources differ, compared as what they allow rather than as text. */
export const permissionChanges = ({ base, head, prefix }: StateChange): AccessChange[] => {
  const [before, after] = [new Policies(base, prefix), new Policies(head, prefix)];
  return [...new Set([...before.holders.keys(), ...after.holders.keys()])].flatMap((key) => {
    const [old, current] = [before.holders.get(key) ?? none, after.holders.get(key) ?? none];
    return holderChanges(old, current);
  });
};

const holderChanges = (old: Holder, current: Holder): AccessChange[] => {
  const { kind: holderKind, name } = current.key === "" ? old : current;
  const kind = holderKind === "trust" ? "trust" : "permission";
  const change = (direction: Direction, text: string, warning?: string): AccessChange => ({
    kind,
    direction,
    who: name,
    text,
    ...(warning && { warning }),
  });
  // A document that only `up` knows is looked at when the head came up.
  if (current.unknown.length > 0 && JSON.stringify(current.unknown) !== JSON.stringify(old.unknown))
    return [change("changed", "a policy that is known only after up")];
  const [before, after] = [
    { named: grantsOf(old.statements), raw: grantsOf(old.raw) },
    { named: grantsOf(current.statements), raw: grantsOf(current.raw) },
  ];
  return [
    ...managedChanges(old, current).map(({ direction, text, warning }) => change(direction, text, warning)),
    ...lines(left(after, before), before.named, true).map(({ text, warning, deny }) =>
      change(deny ? "narrowed" : "widened", text, warning),
    ),
    ...lines(left(before, after), after.named, false).map(({ text, warning, deny }) =>
      change(deny ? "widened" : "narrowed", text, deny ? (warning ?? "a denial is gone or weaker") : undefined),
    ),
  ];
};

interface Sides {
  readonly named: readonly Grant[];
  readonly raw: readonly Grant[];
}

/** Grants of one side that the other does not give, neither by the resources' names nor by their ARNs. */
const left = (side: Sides, other: Sides): Grant[] =>
  side.named.filter(
    (grant, index) =>
      !other.named.some((one) => grantCovers(one, grant)) &&
      !other.raw.some((one) => grantCovers(one, side.raw[index] ?? grant)),
  );

interface Line {
  readonly text: string;
  readonly warning?: string;
  readonly deny: boolean;
}

/** Grants of one statement in one line, with what a similar one on the other side had and this one has not. */
const lines = (grants: readonly Grant[], others: readonly Grant[], gained: boolean): Line[] => {
  const byStatement = new Map<Statement, Grant[]>();
  for (const grant of grants) byStatement.set(grant.statement, [...(byStatement.get(grant.statement) ?? []), grant]);
  return [...byStatement.values()].map((own) => {
    const [first] = own as [Grant, ...Grant[]];
    const warning = gained ? warningOf(own) : undefined;
    const reason = reasonOf(own, others, gained);
    const verb = first.deny ? "denied: " : "";
    return {
      deny: first.deny,
      text: `${verb}${spoken(own)}${reason ? ` (${reason})` : ""}`,
      ...(warning && { warning }),
    };
  });
};

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)];
const elementText = (element: Grant["action"] | undefined): string[] => {
  if (!element) return [];
  return "only" in element ? [element.only] : [`everything but ${element.but.join(", ")}`];
};
const shown = (texts: readonly string[], most = 4): string =>
  texts.length <= most ? texts.join(", ") : `${texts.slice(0, most).join(", ")} and ${texts.length - most} more`;

/** Actions as the policy writes them: comparing has lowered them. */
const actionTexts = (grants: readonly Grant[]): string[] => {
  const written = new Map(
    grants.flatMap(({ statement }) =>
      textsOf(statement.Action).map((action) => [action.toLowerCase(), action] as const),
    ),
  );
  return distinct(grants.flatMap(({ action }) => elementText(action))).map((action) => written.get(action) ?? action);
};

const spoken = (grants: readonly Grant[]): string => {
  const actions = shown(actionTexts(grants));
  const resources = distinct(grants.flatMap(({ resource }) => elementText(resource)));
  const principals = distinct(grants.flatMap(({ principal }) => elementText(principal)));
  const conditions = grants[0]!.conditions.map(conditionText);
  return [
    actions,
    resources.length > 0 ? `on ${shown(resources)}` : "",
    principals.length > 0 ? `by ${shown(principals)}` : "",
    conditions.length > 0 ? `if ${conditions.join(" and ")}` : "",
  ]
    .filter(Boolean)
    .join(" ");
};

const conditionText = ({ operator, key, values }: Grant["conditions"][number]): string =>
  `${key} ${operator} ${shown(values)}`;

/** What tells these grants from the nearest on the other side: the statement of the same name, or of the same actions. */
const reasonOf = (grants: readonly Grant[], others: readonly Grant[], gained: boolean): string => {
  const [first] = grants as [Grant];
  const near = others.filter(
    (other) =>
      other.deny === first.deny &&
      ((first.statement.Sid !== undefined && other.statement.Sid === first.statement.Sid) ||
        JSON.stringify(other.statement.Action) === JSON.stringify(first.statement.Action)),
  );
  if (near.length === 0) return gained ? "new" : "gone";
  const dropped = near.length > 0 ? unimplied(near[0]!, first) : [];
  const lost = distinct(dropped.map(({ key }) => key));
  if (gained && lost.length > 0) return `condition dropped or weaker: ${lost.join(", ")}`;
  const was = distinct(near.flatMap(({ resource }) => elementText(resource)));
  const now = distinct(grants.flatMap(({ resource }) => elementText(resource)));
  if (gained && was.join() !== now.join() && was.length > 0) return `was ${shown(was, 2)}`;
  const callers = distinct(near.flatMap(({ principal }) => elementText(principal)));
  const caller = distinct(grants.flatMap(({ principal }) => elementText(principal)));
  if (gained && callers.join() !== caller.join() && callers.length > 0) return `was ${shown(callers, 2)}`;
  return "";
};

/** What gives away more than it seems, by what it is called. */
export const warningOf = (grants: readonly Grant[]): string | undefined => {
  const allows = grants.filter(({ deny }) => !deny);
  const onAll = allows.filter(
    ({ resource }) => !resource || ("only" in resource && /^\*$|^arn:\*/.test(resource.only)) || "but" in resource,
  );
  const actions = onAll.flatMap(({ action }) => elementText(action));
  const anyone = allows.some(
    ({ principal, conditions }) =>
      principal && "only" in principal && principal.only === "*" && conditions.length === 0,
  );
  const butSome = allows.some(
    ({ action, principal, resource }) =>
      "but" in action || (principal && "but" in principal) || (resource && "but" in resource),
  );
  const isTrust = allows.every(({ resource }) => resource === undefined);
  if (anyone) return "anyone, without a condition";
  if (!isTrust && actions.includes("*")) return "administrator: every action on everything";
  if (!isTrust && actions.some((action) => /^iam:(\*|passrole|create\*|attach|put)/.test(action)))
    return "can give itself any right (iam on everything)";
  if (butSome) return "allows everything but what it names, so also what AWS adds later";
  const whole = actions.filter((action) => /^[a-z0-9-]+:\*$/.test(action));
  if (!isTrust && whole.length > 0)
    return `every action of ${whole.map((action) => action.slice(0, -2)).join(", ")}, on everything`;
  return undefined;
};

/** Policies of AWS's that make an administrator, or nearly so (IAM User Guide, "AWS managed policies for job functions"). */
const powerful: Readonly<Record<string, string>> = {
  AdministratorAccess: "administrator: every action on everything",
  PowerUserAccess: "every action but those of IAM and Organizations",
  IAMFullAccess: "can give itself any right (iam on everything)",
  "job-function/SystemAdministrator": "most actions of most services",
};

const managedChanges = (old: Holder, current: Holder): { direction: Direction; text: string; warning?: string }[] => [
  ...current.managed
    .filter((name) => !old.managed.includes(name))
    .map((name) => ({
      direction: "widened" as const,
      text: `AWS's policy ${name}`,
      ...((powerful[name] ?? /FullAccess$/.test(name)) && { warning: powerful[name] ?? "every action of its service" }),
    })),
  ...old.managed
    .filter((name) => !current.managed.includes(name))
    .map((name) => ({ direction: "narrowed" as const, text: `AWS's policy ${name}` })),
];
