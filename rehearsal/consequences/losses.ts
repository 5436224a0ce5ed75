import { isRecord } from "../../problems/record";
import { cardOf, spokenKind } from "../cards/cards";
import { containersOf } from "../report/environments";
import { shortName, type StateResource } from "../report/state";
import type { Loss, StateChange } from "./consequences";

/** Guards that were there before and are not, or are weaker, after. */
export const lossesOf = ({ base, head, prefix }: StateChange): Loss[] => {
  const after = new Map(head.map((resource) => [resource.urn, resource]));
  const named = ({ type, urn }: StateResource) => `${spokenKind(type)} ${shortName(urn, prefix)}`;
  const losses = base.flatMap((resource): Loss[] => {
    const now = after.get(resource.urn);
    const name = named(resource);
    const guard = cardOf(resource.type)?.guard;
    if (!now) return guard ? [{ ...guard, resource: name }] : [];
    const unguarded =
      resource.protect && !now.protect
        ? [{ kind: "protection" as const, resource: name, text: "pulumi may delete it" }]
        : [];
    return [...unguarded, ...weaker(resource, now).map((loss) => ({ ...loss, resource: name }))];
  });
  return [...together(losses), ...containerLosses(base, head)];
};

const weaker = (before: StateResource, after: StateResource): Omit<Loss, "resource">[] =>
  (cardOf(before.type)?.guards ?? []).flatMap(({ input, kind, strength, lost }) => {
    const [old, current] = [strength(before.inputs?.[input]), strength(after.inputs?.[input])];
    return current < old ? [{ kind, text: lost(old, current) }] : [];
  });

const most = 3;

/** The same loss of many resources is one line. */
const together = (losses: readonly Loss[]): Loss[] => {
  const groups = new Map<string, Loss[]>();
  for (const loss of losses) {
    const key = `${loss.kind} ${loss.text}`;
    groups.set(key, [...(groups.get(key) ?? []), loss]);
  }
  return [...groups.values()].map(([first, ...more]) => {
    const names = [first!, ...more].map(({ resource }) => resource);
    const resource =
      names.length <= most ? names.join(", ") : `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
    return { ...first!, resource };
  });
};

/** What containers lose: where their output goes, and the walls around them. */
const containerLosses = (base: readonly StateResource[], head: readonly StateResource[]): Loss[] => {
  const after = containersOf(head);
  return [...containersOf(base)].flatMap(([name, before]): Loss[] => {
    const now = after.get(name);
    if (!now) return [];
    const resource = `container ${name}`;
    return [
      ...(isRecord(before.logConfiguration) && !isRecord(now.logConfiguration)
        ? [{ kind: "logging" as const, resource, text: "its output goes nowhere any more" }]
        : []),
      ...(before.readonlyRootFilesystem === true && now.readonlyRootFilesystem !== true
        ? [{ kind: "protection" as const, resource, text: "may write to its own file system" }]
        : []),
      ...(before.privileged !== true && now.privileged === true
        ? [{ kind: "protection" as const, resource, text: "is privileged" }]
        : []),
    ];
  });
};
