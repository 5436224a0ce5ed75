import { type Consequences, noConsequences } from "../rehearsal/consequences/consequences";
import { consequencesOf } from "../rehearsal/consequences/index";
import { standingStores } from "../rehearsal/consequences/stores";
import { estimateCost } from "../rehearsal/cost/estimate";
import type { ChangeEntry, CostEstimate } from "../rehearsal/report/document";
import { changeEntries } from "../rehearsal/report/changes";
import { containerChanges } from "../rehearsal/report/containers";
import { environmentChanges, environmentsOf } from "../rehearsal/report/environments";
import { componentOf, isProvider, namePrefix, type StateResource } from "../rehearsal/report/state";
import type { Comparison, SideResult } from "./compare";
import { concernsOf } from "./concerns";
import type { ConcernKind, CostPart, Outcome, ResourceCounts, ReviewedChange, SecretToSet, StackReview } from "./model";
import { outputChanges } from "./outputs";
import { settingChanges } from "./settings";

/** What a comparison comes to, for people and for programs. */
export const assess = (comparison: Comparison, accepted: ReadonlySet<ConcernKind>): StackReview => {
  const { stack, base, head, operations, same } = comparison;
  const kind = same ? "same" : !stack.baseFile ? "added" : !stack.headFile ? "removed" : "changed";
  const [before, after] = [base?.resources ?? [], head?.resources ?? []];
  const comparable = kind === "changed" && before.length > 0 && after.length > 0;
  const changes =
    comparable || kind === "added" ? withParts(changeEntries(operations, before, after), before, after) : [];
  const prefix = namePrefix(comparison.project, stack.stack);
  const consequences =
    comparable || kind === "added"
      ? ofKind(kind, consequencesOf({ base: before, head: after, changes, prefix }))
      : noConsequences;
  const { settings, secretsChanged } =
    same || kind === "removed" ? { settings: [], secretsChanged: [] } : settingChanges(stack.baseFile, stack.headFile);
  const environments = comparable ? environmentChanges(environmentsOf(before), environmentsOf(after)) : [];
  const secretsToSet = secretsNeeded(stack.stack, base, head);
  const found = {
    stack: stack.stack,
    kind,
    ...(base && { baseUp: base.up }),
    ...(head && { headUp: head.up }),
    refusals: head?.refusals ?? [],
    baseRefusals: base?.refusals ?? [],
    resources: counts(kind, changes, before, after),
    cost: costOf(before, after),
    consequences,
    settings,
    outputs: comparable ? outputChanges(before, after) : [],
    secretsChanged,
    environments,
    containers: comparable ? containerChanges(before, after) : [],
    changes,
    stores: kind === "removed" ? standingStores(before, prefix) : [],
    secretsToSet,
    // What the base warns of too is not of this change.
    warnings: (head?.warnings ?? []).filter((warning) => !base?.warnings.includes(warning)),
  } as const;
  const concerns = concernsOf(found, before, accepted);
  return { ...found, outcome: outcomeOf(found.headUp, concerns), concerns };
};

/** Of a stack that is new only what would be worth a look in any: what the internet reaches, and what gives away much. */
const ofKind = (kind: StackReview["kind"], found: Consequences): Consequences =>
  kind === "added"
    ? { ...noConsequences, access: found.access.filter(({ kind: what, warning }) => what === "internet" || warning) }
    : found;

const withParts = (
  changes: readonly ChangeEntry[],
  before: readonly StateResource[],
  after: readonly StateResource[],
): ReviewedChange[] => {
  const [old, current] = [componentOf(before), componentOf(after)];
  return changes.map((change) => ({ ...change, part: current.get(change.urn) ?? old.get(change.urn) ?? "stack" }));
};

const outcomeOf = (headUp: boolean | undefined, concerns: StackReview["concerns"]): Outcome => {
  if (headUp === false) return "fails";
  return concerns.some(({ accepted }) => !accepted) ? "look" : "fine";
};

const isReal = ({ custom, type }: StateResource): boolean => custom !== false && !isProvider(type);

const counts = (
  kind: StackReview["kind"],
  changes: readonly ChangeEntry[],
  before: readonly StateResource[],
  after: readonly StateResource[],
): ResourceCounts => {
  const real = changes.filter(({ component }) => !component);
  const count = (op: string) => real.filter((change) => change.op === op).length;
  const total = (after.length > 0 ? after : before).filter(isReal).length;
  // Of a base that does not come up nothing is left: all of the head is new.
  if (kind === "added" || (kind === "changed" && before.length === 0))
    return { create: total, update: 0, replace: 0, delete: 0, total };
  if (kind === "removed") return { create: 0, update: 0, replace: 0, delete: total, total };
  return {
    create: count("create"),
    update: count("update"),
    replace: count("replace"),
    delete: count("delete"),
    total,
  };
};

const costOf = (before: readonly StateResource[], after: readonly StateResource[]): StackReview["cost"] => {
  const [old, current] = [before, after].map((side) => (side.length > 0 ? estimateCost(side) : undefined));
  return {
    ...(old && { before: old.total }),
    ...(current && { after: current.total }),
    parts: old && current ? costParts(old, current) : [],
  };
};

const costParts = (old: CostEstimate, current: CostEstimate): CostPart[] => {
  const monthly = (estimate: CostEstimate) =>
    new Map(estimate.components.map(({ component, monthly: amount }) => [component, amount]));
  const [before, after] = [monthly(old), monthly(current)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((part) => ({ part, before: before.get(part) ?? 0, after: after.get(part) ?? 0 }))
    .filter((part) => part.before !== part.after)
    .sort((one, other) => Math.abs(other.after - other.before) - Math.abs(one.after - one.before));
};

const secretsNeeded = (stack: string, base: SideResult | undefined, head: SideResult | undefined): SecretToSet[] =>
  (head?.missingSecrets ?? []).map((key) => ({
    key,
    command: `pulumi config set --secret --path ${key} --stack ${stack}`,
    isNew: !base?.missingSecrets.includes(key),
  }));

export type { Consequences };
