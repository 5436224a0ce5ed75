import { spokenKind } from "../cards/cards";
import { shortName } from "../report/state";
import type { ChangeEntry } from "../report/change-entry";
import type { DataRisk, StateChange } from "./consequences";
import { holdsOf } from "./stores";

/** Data, or the key to it, that `up` deletes or makes again; and data that goes back to less room or an older schema. */
export const dataRisksOf = ({ base, changes, prefix }: StateChange): DataRisk[] => {
  const guarded = new Set(base.filter(({ protect }) => protect).map(({ urn }) => urn));
  const risks = changes.flatMap((entry): DataRisk[] => {
    const resource = `${spokenKind(entry.type)} ${shortName(entry.urn, prefix)}`;
    if (entry.op === "delete" || entry.op === "replace") {
      const holds = holdsOf(entry.type);
      if (!holds) return [];
      const how =
        entry.op === "delete" ? "deleted" : `replaced because of ${entry.replaceKeys.join(", ") || "the provider"}`;
      const guard = guarded.has(entry.urn) ? "; it is protected, so up stops there" : "";
      return [{ resource, text: `${how}: gone is ${holds}${guard}`, risk: "lost" }];
    }
    return entry.op === "update" ? lowered(entry, resource) : [];
  });
  return risks;
};

/** Changes in place that AWS does not take back: an older engine, less room. */
const lowered = (entry: ChangeEntry, resource: string): DataRisk[] =>
  entry.properties.flatMap(({ path, before, after }): DataRisk[] => {
    const isLower = String(after).localeCompare(String(before), "en", { numeric: true }) < 0;
    if (/^engineVersion$/.test(path) && isLower)
      return [
        {
          resource,
          text: `goes back from ${String(before)} to ${String(after)}, which a database does not`,
          risk: "lost",
        },
      ];
    if (/^allocatedStorage$|ebsOptions\.volumeSize$/.test(path) && Number(after) < Number(before))
      return [{ resource, text: `less room: ${String(before)} → ${String(after)} GiB`, risk: "exposed" }];
    return [];
  });
