import { spokenKind } from "../report/facts";
import { shortName } from "../report/state";
import type { ChangeEntry } from "../report/change-entry";
import type { DataRisk, StateChange } from "./consequences";

/** What is gone with a resource, by type: data, or a key without which data cannot be read. */
const stores: readonly { readonly type: RegExp; readonly holds: string }[] = [
  { type: /^aws:rds\/(instance|cluster):/, holds: "the catalog's database" },
  { type: /^aws:opensearch\/domain:/, holds: "the search indexes (a reindex makes them again)" },
  { type: /^aws:efs\/(fileSystem|accessPoint):/, holds: "Airflow's files: DAGs, their configurations and logs" },
  { type: /^aws:(s3\/bucket(V2)?|dynamodb\/table|elasticache\/\w+|ebs\/volume):/, holds: "what is stored in it" },
  { type: /^aws:secretsmanager\/secret:/, holds: "the secret; what is encrypted with it cannot be read any more" },
  {
    type: /^random:index\/(randomPassword|randomBytes):/,
    holds: "a generated password or key; what it opens or encrypts is closed",
  },
  {
    type: /^tls:index\/privateKey:/,
    holds: "a generated key pair; tokens that it signed, those of the bots too, are not valid any more",
  },
  { type: /^aws:kms\/key:/, holds: "a key; what is encrypted with it cannot be read any more" },
  { type: /^aws:ecr\/repository:/, holds: "the images in it" },
];

/** Data, or the key to it, that `up` deletes or makes anew; and data that goes back to less room or an older schema. */
export const dataRisksOf = ({ base, changes, prefix }: StateChange): DataRisk[] => {
  const guarded = new Set(base.filter(({ protect }) => protect).map(({ urn }) => urn));
  const risks = changes.flatMap((entry): DataRisk[] => {
    const resource = `${spokenKind(entry.type)} ${shortName(entry.urn, prefix)}`;
    if (entry.op === "delete" || entry.op === "replace") {
      const store = stores.find(({ type }) => type.test(entry.type));
      if (!store) return [];
      const how =
        entry.op === "delete" ? "deleted" : `replaced because of ${entry.replaceKeys.join(", ") || "the provider"}`;
      const guard = guarded.has(entry.urn) ? "; it is protected, so up stops there" : "";
      return [{ resource, text: `${how}: gone is ${store.holds}${guard}`, risk: "lost" }];
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
