import type { Properties, Value } from "../wire";

/** What the provider's own code decides about a change, besides its schema: no lesson of learn.ts can show it. */
interface CustomDiff {
  /** A change at this path replaces the resource after all. */
  replaces?: Readonly<Record<string, (before: Properties, after: Properties) => boolean>>;
  /** A change at this path is none. */
  ignores?: Readonly<Record<string, (before: Properties, after: Properties) => boolean>>;
}

const customDiffs: Readonly<Record<string, CustomDiff>> = {
  // CustomizeDiff, ForceNewIf: a version that is no target of an upgrade makes a new domain; none lower ever is one.
  "aws:opensearch/domain:Domain": {
    replaces: { engineVersion: (before, after) => isLowerEngine(after.engineVersion, before.engineVersion) },
  },
  "aws:rds/instance:Instance": { ignores: { allocatedStorage: keepsGrownStorage } },
};

export const replacedByCode = (type: string, path: string, before: Properties, after: Properties): boolean =>
  customDiffs[type]?.replaces?.[path]?.(before, after) ?? false;

export const ignoredByCode = (type: string, path: string, before: Properties, after: Properties): boolean =>
  customDiffs[type]?.ignores?.[path]?.(before, after) ?? false;

/** DiffSuppressFunc: a database that has grown is left so, while autoscaling may go beyond the size that is asked for. */
export function keepsGrownStorage(before: Properties, after: Properties): boolean {
  const [from, to, most] = [before.allocatedStorage, after.allocatedStorage, after.maxAllocatedStorage].map(Number);
  return from! > to! && most! > to!;
}

/** Whether the first engine version of a search domain is lower than the second: OpenSearch came after Elasticsearch. */
export function isLowerEngine(one: Value | undefined, other: Value | undefined): boolean {
  const [first, second] = [one, other].map((version) =>
    typeof version === "string" ? /^(OpenSearch|Elasticsearch)_(\d+)\.(\d+)$/.exec(version) : null,
  );
  if (!first || !second) return false;
  if (first[1] !== second[1]) return first[1] === "Elasticsearch";
  return Number(first[2]) - Number(second[2]) < 0 || (first[2] === second[2] && Number(first[3]) < Number(second[3]));
}
