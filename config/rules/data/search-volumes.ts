import { set } from "../../../problems/commands";
import { withoutVolumes } from "../../aws/search-engines";
import type { Problem } from "../../../problems/problem";
import { rule } from "../rule";

/**
 * Largest gp3 volume of a node, GiB, where it is below the most that `search.storageGiB` takes (Amazon OpenSearch Service
 * developer guide, quotas, EBS volume size). The guide's copy that could be read ends with the sixth generation: nothing
 * is said of newer types.
 */
export const largestVolume: Readonly<Record<string, number>> = {
  "t3.medium": 200,
  "m5.large": 1024,
  "m5.xlarge": 2048,
  "m6g.large": 1024,
  "m6g.xlarge": 2048,
  "c5.large": 256,
  "c5.xlarge": 512,
  "c5.2xlarge": 1024,
  "c5.4xlarge": 1536,
  "c6g.large": 256,
  "c6g.xlarge": 512,
  "c6g.2xlarge": 1024,
  "c6g.4xlarge": 1536,
  "r5.large": 2048,
  "r6g.large": 2048,
};

/** Families that take no gp3 volume (same table); those that take none at all are the service's. */
const withoutGp3 = ["t2", "m3", "m4", "c4", "r3", "r4", "i2"];

/** The stack gives each node a gp3 volume; how large it may be follows from the node's type. */
export const volumeFitsNode = rule(["search"], ({ search }) => {
  if (search.mode !== "create") return {};
  const { instanceType, storageGiB } = search;
  const type = instanceType.replace(/\.search$/, "");
  const problems: Problem[] = [];
  if (withoutGp3.includes(type.split(".")[0] ?? "") || withoutVolumes.test(instanceType))
    problems.push({
      key: "search.instanceType",
      found: `"${instanceType}"`,
      allowed: "a type with gp3 volumes, which the stack gives each node, such as m7g.large.search",
      fix: set("search.instanceType", "m7g.large.search"),
    });
  const largest = largestVolume[type];
  if (largest !== undefined && storageGiB > largest)
    problems.push({
      key: "search.storageGiB",
      found: String(storageGiB),
      allowed: `at most ${largest} when search.instanceType is "${instanceType}"`,
      fix: set("search.storageGiB", String(largest)),
    });
  return { problems };
});
