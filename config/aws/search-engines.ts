/**
 * What OpenSearch Service has had, by major version; from the developer guide, "Supported versions". Elasticsearch ended
 * with 7.10; of the newest OpenSearch a higher minor version than the last one here passes, for more will come.
 */
const versions: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>> = {
  Elasticsearch: { 1: [5], 2: [3], 5: [1, 3, 5, 6], 6: [0, 2, 3, 4, 5, 7, 8], 7: [1, 4, 7, 8, 9, 10] },
  OpenSearch: { 1: [0, 1, 2, 3], 2: [3, 5, 7, 9, 10, 11, 13, 15, 17, 19], 3: [1, 3] },
};
const newest = "3";

/** Whether OpenSearch Service has a version, named as its API does: `OpenSearch_2.19`. */
export function isSearchEngine(version: string): boolean {
  const [, engine = "", major = "", minor = ""] = /^(OpenSearch|Elasticsearch)_(\d+)\.(\d+)$/.exec(version) ?? [];
  const minors = versions[engine]?.[major];
  if (!minors) return false;
  return (
    minors.includes(Number(minor)) ||
    (engine === "OpenSearch" && major === newest && Number(minor) > Math.max(...minors))
  );
}

/** Every version of OpenSearch that the service is known to have, oldest first. */
export const openSearchVersions: readonly string[] = Object.entries(versions.OpenSearch ?? {}).flatMap(
  ([major, minors]) => minors.map((minor) => `${major}.${minor}`),
);

/** A family such as m7g, r6gd, or1 or im4gn, and a size. AWS adds families and sizes, and the SDK's list lags behind. */
export const searchInstanceType =
  /^(c|d|i|im|m|oi|om|or|r|t|ultrawarm)\d+[a-z]*\.(nano|micro|small|medium|large|xlarge|[1-9]\d*xlarge)\.search$/;

/** Families with disks of their own, which take no EBS volume; developer guide, "Supported instance types". */
export const withoutVolumes = /^(i3|i4g|i4i|i8g|im4gn|r6gd|r7gd)\./;
