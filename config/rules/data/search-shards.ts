import { set, steps, either, setCommand } from "../../../problems/commands";
import { compareVersions } from "../../../openmetadata/releases/versions";
import { rule } from "../rule";

/** Indices that OpenMetadata makes, with those of Data Insights: 43 to about 75 by release (measured, and counted in its files). */
const indices = 75;

/** Memory of a data node by the letter of its family and its size, GiB (Amazon EC2 and OpenSearch Service, instance types). */
const perCpu: Readonly<Record<string, number>> = { c: 2, m: 4, r: 8 };
const cpus: Readonly<Record<string, number>> = { medium: 1, large: 2, xlarge: 4 };

/** Memory of an instance type such as `m7g.large.search`, GiB; undefined where it is not known here. */
export function memoryOf(instanceType: string): number | undefined {
  const [family = "", size = ""] = instanceType.split(".");
  if (family === "t3") return size === "medium" ? 4 : undefined;
  const of = perCpu[/^([cmr])\d/.exec(family)?.[1] ?? ""];
  const count = cpus[size] ?? (/^(\d+)xlarge$/.test(size) ? 4 * Number.parseInt(size, 10) : undefined);
  return of === undefined || count === undefined ? undefined : of * count;
}

/** OpenSearch Service gives half of a node's memory to the heap, 32 GiB at most (developer guide, sizing). */
const heapOf = (memory: number): number => Math.min(memory / 2, 32);

/**
 * Shards that AWS allows on a node: 1,000 for 16 GiB of heap and 4,000 at most from 2.17 on, 1,000 before (Amazon
 * OpenSearch Service Developer Guide, "Choosing the number of shards").
 */
export const allowedShards = (version: string, heap: number): number =>
  compareVersions(version, "2.17") >= 0 ? Math.min(4000, Math.floor((1000 / 16) * heap)) : 1000;

/** And advises: 25 for a GiB of heap (AWS Well-Architected, OpenSearch Service Lens, AOSPERF01-BP01). */
const advisedForGiB = 25;

/** A reindex makes every index a second time beside the live ones, before it swaps them. */
export const reindexFits = rule(["search"], ({ search }) => {
  if (search.mode !== "create") return {};
  const memory = memoryOf(search.instanceType);
  if (memory === undefined) return {};
  const heap = heapOf(memory);
  const live = indices * (search.nodes > 1 ? 2 : 1);
  const allowed = allowedShards(search.version, heap) * search.nodes;
  if (2 * live > allowed) {
    const found = `"${search.instanceType}" × ${search.nodes}, which hold ${allowed} shards`;
    return {
      problems: [
        {
          key: "search.instanceType",
          found,
          allowed: `nodes that hold ${2 * live} shards with OpenSearch ${search.version}: ${live} of the live indices and as many while they are rebuilt`,
          fix: either(
            set("search.instanceType", "m7g.large.search"),
            steps("Or set a larger type", setCommand("search.instanceType")),
          ),
        },
      ],
    };
  }
  const advised = advisedForGiB * heap * search.nodes;
  if (live <= advised) return {};
  const text = `${search.instanceType} × ${search.nodes}: ${live} shards, where AWS advises ${advised} at most, 25 a GiB of Java heap`;
  return { notes: [{ key: "search.instanceType", text }] };
});

/** Managers decide by a majority, and burstable types are no managers for production. */
export const managersFit = rule(["search"], ({ search }) => {
  if (search.mode !== "create" || search.managers > 0) return {};
  if (search.nodes < 10) return {};
  const text = `0 with ${search.nodes} data nodes: AWS advises three dedicated managers, which keep the cluster together while data nodes are busy`;
  return { notes: [{ key: "search.managers", text }] };
});
