/** Facts of the service as the judge knows them, so that a mistake in config's table is found and not repeated. */

/** Minor versions by engine and major version (Amazon OpenSearch Service Developer Guide, "Supported versions"). */
// prettier-ignore
const versions: readonly string[] = [
  "Elasticsearch_1.5", "Elasticsearch_2.3", "Elasticsearch_5.1", "Elasticsearch_5.3", "Elasticsearch_5.5", "Elasticsearch_5.6",
  "Elasticsearch_6.0", "Elasticsearch_6.2", "Elasticsearch_6.3", "Elasticsearch_6.4", "Elasticsearch_6.5", "Elasticsearch_6.7",
  "Elasticsearch_6.8", "Elasticsearch_7.1", "Elasticsearch_7.4", "Elasticsearch_7.7", "Elasticsearch_7.8", "Elasticsearch_7.9",
  "Elasticsearch_7.10", "OpenSearch_1.0", "OpenSearch_1.1", "OpenSearch_1.2", "OpenSearch_1.3", "OpenSearch_2.3",
  "OpenSearch_2.5", "OpenSearch_2.7", "OpenSearch_2.9", "OpenSearch_2.10", "OpenSearch_2.11", "OpenSearch_2.13",
  "OpenSearch_2.15", "OpenSearch_2.17", "OpenSearch_2.19", "OpenSearch_3.1", "OpenSearch_3.3",
];

/** Whether the service has a version; of the newest major version more will come, so a higher one passes. */
export const hasVersion = (version: string): boolean =>
  versions.includes(version) || Number(/^OpenSearch_3\.(\d+)$/.exec(version)?.[1] ?? 0) > 3;

/** A family and a size (same guide, "Supported instance types"); AWS adds to both. */
export const instanceTypes =
  /^(c|d|i|im|m|oi|om|or|r|t|ultrawarm)\d+[a-z]*\.(nano|micro|small|medium|large|xlarge|[1-9]\d*xlarge)\.search$/;

/** Families with disks of their own, which take no EBS volume. */
export const withOwnDisks = /^(i3|i4g|i4i|i8g|im4gn|r6gd|r7gd)\./;

/** Largest EBS volume of a node, GiB (same guide, "EBS volume size quotas"); newer types than these are not judged. */
// prettier-ignore
export const largestVolumes: Readonly<Record<string, number>> = {
  "t3.medium": 200, "m5.large": 1024, "m5.xlarge": 2048, "m6g.large": 1024, "m6g.xlarge": 2048,
  "c5.large": 256, "c5.xlarge": 512, "c5.2xlarge": 1024, "c5.4xlarge": 1536,
  "c6g.large": 256, "c6g.xlarge": 512, "c6g.2xlarge": 1024, "c6g.4xlarge": 1536, "r5.large": 2048, "r6g.large": 2048,
};
