import { type ChangeGroup, changeGroups } from "../rehearsal/report/change-groups";
import type { ReviewedChange } from "./model";

/** What the engine does, by the component that owns it; the component whose change matters most comes first. */
export const groupsByPart = (
  changes: readonly ReviewedChange[],
  prefix: string,
): [part: string, groups: readonly ChangeGroup[]][] => {
  const all = changeGroups(changes, prefix);
  const place = (group: ChangeGroup) => all.findIndex(({ op, type }) => op === group.op && type === group.type);
  return [...new Set(changes.map(({ part }) => part))]
    .map((part): [string, readonly ChangeGroup[]] => [
      part,
      changeGroups(
        changes.filter((change) => change.part === part),
        prefix,
      ),
    ])
    .filter(([, groups]) => groups.length > 0)
    .sort(
      ([one, [first]], [other, [second]]) => place(first!) - place(second!) || (one < other ? -1 : one > other ? 1 : 0),
    );
};
