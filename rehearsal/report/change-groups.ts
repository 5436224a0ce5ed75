import { readFirst } from "../cards/cards";
import type { ChangeEntry, PropertyChange } from "./document";
import { unknownMark } from "./masking";
import { shortName } from "./state";

/** Changes that read alike: one operation, one type, the same properties to the same values. */
export interface ChangeGroup {
  readonly op: string;
  readonly type: string;
  /** Short names, sorted. */
  readonly names: readonly string[];
  readonly replaceKeys: readonly string[];
  readonly properties: readonly PropertyChange[];
  /** Services that run another revision of their task definition, which is a change of its own. */
  readonly newRevision: boolean;
}

const operations = ["replace", "update", "delete", "create"];

const placeIn = (list: readonly string[], matches: (item: string) => boolean): number => {
  const place = list.findIndex(matches);
  return place < 0 ? list.length : place;
};

const rankOf = ({ type, op }: ChangeGroup): number => {
  const kind = { data: 0, services: 1, rest: 2 }[readFirst(type) ?? "rest"];
  return kind * 10 + placeIn(operations, (one) => one === op);
};

/** Data stores first, then services, then the rest; what is replaced before what is updated, deleted or created. */
export const changeGroups = (changes: readonly ChangeEntry[], prefix: string): ChangeGroup[] => {
  const groups = new Map<string, ChangeGroup>();
  for (const change of changes) {
    if (change.component) continue;
    const properties = change.properties.filter((property) => !isRevision(property));
    const newRevision = properties.length < change.properties.length;
    const { op, type, replaceKeys } = change;
    const alike = op === "create" || op === "delete" ? [op, type] : [op, type, replaceKeys, properties, newRevision];
    const key = JSON.stringify(alike);
    const names = [...(groups.get(key)?.names ?? []), shortName(change.urn, prefix)].sort();
    groups.set(key, { op, type, names, replaceKeys, properties, newRevision });
  }
  return [...groups.values()].sort(
    (one, other) =>
      rankOf(one) - rankOf(other) || order(one.type, other.type) || order(one.names[0] ?? "", other.names[0] ?? ""),
  );
};

const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** `…:task-definition/server:1` → `…:2`: the task definition's own change says what is new. */
const isRevision = ({ path, before, after }: PropertyChange): boolean => {
  const familyOf = (value: unknown) => /:task-definition\/[^:]+(?=:\d+$)/.exec(String(value))?.[0];
  const family = familyOf(before);
  // A preview does not know the new revision's number.
  return path === "taskDefinition" && family !== undefined && (familyOf(after) === family || after === unknownMark);
};
