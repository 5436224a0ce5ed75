import type * as pulumi from "@pulumi/pulumi";
import type { AlarmSpec } from "./alarm-specs";

/** A search domain that alarms watch. */
export interface WatchedDomain {
  readonly domainName: pulumi.Input<string>;
  readonly accountId: pulumi.Input<string>;
  /** Data nodes. */
  readonly nodes: number;
  /** Managers of their own besides; 0 where the data nodes manage themselves. */
  readonly managers: number;
  /** Whether the storage is encrypted with a KMS key of the account. */
  readonly hasOwnKey: boolean;
}

const minute = 60;
const day = 24 * 60 * minute;

interface Watched {
  readonly name: string;
  readonly description: string;
  readonly metricName: string;
  readonly statistic: AlarmSpec["statistic"];
  readonly threshold: number;
  /** Seconds, and how many in a row. */
  readonly period: number;
  readonly times: number;
  /** The value is too low rather than too high. */
  readonly below?: true;
}

const always: readonly Watched[] = [
  {
    name: "search-writes-blocked",
    description: "The search domain refuses to be written to: its disk or its memory is full.",
    metricName: "ClusterIndexWritesBlocked",
    statistic: "Maximum",
    threshold: 1,
    period: 5 * minute,
    times: 1,
  },
  {
    name: "search-snapshot",
    description: "The automatic snapshot of the search domain failed, mostly because the domain is red.",
    metricName: "AutomatedSnapshotFailure",
    statistic: "Maximum",
    threshold: 1,
    period: minute,
    times: 1,
  },
  {
    name: "search-cpu",
    description: "CPU of the search domain at 80 % or more for 45 minutes.",
    metricName: "CPUUtilization",
    statistic: "Maximum",
    threshold: 80,
    period: 15 * minute,
    times: 3,
  },
  {
    name: "search-heap",
    description: "The Java heap of a search node at 95 % or more for 3 minutes: out of memory is near.",
    metricName: "JVMMemoryPressure",
    statistic: "Maximum",
    threshold: 95,
    period: minute,
    times: 3,
  },
  {
    name: "search-old-heap",
    description:
      "What the Java heap of a search node keeps is at 80 % or more for 3 minutes: too many shards for the node.",
    metricName: "OldGenJVMMemoryPressure",
    statistic: "Maximum",
    threshold: 80,
    period: minute,
    times: 3,
  },
  {
    name: "search-write-queue",
    description: "100 or more requests to index wait.",
    metricName: "ThreadpoolWriteQueue",
    statistic: "Average",
    threshold: 100,
    period: minute,
    times: 1,
  },
  {
    name: "search-queue",
    description: "500 or more searches wait.",
    metricName: "ThreadpoolSearchQueue",
    statistic: "Average",
    threshold: 500,
    period: minute,
    times: 1,
  },
];

/** A yellow domain has no second copy of some index: with one node there is no place for one. */
const ofSeveralNodes = (nodes: number): readonly Watched[] => [
  {
    name: "search-yellow",
    description: "The search domain is yellow for 5 minutes: some shards have no copy.",
    metricName: "ClusterStatus.yellow",
    statistic: "Maximum",
    threshold: 1,
    period: minute,
    times: 5,
  },
  {
    name: "search-nodes",
    description: "A node of the search domain was away for a day.",
    metricName: "Nodes",
    statistic: "Minimum",
    threshold: nodes,
    period: day,
    times: 1,
    below: true,
  },
];

const ofManagers: readonly Watched[] = [
  {
    name: "search-manager-cpu",
    description: "CPU of the search domain's managers at 50 % or more for 45 minutes.",
    metricName: "MasterCPUUtilization",
    statistic: "Maximum",
    threshold: 50,
    period: 15 * minute,
    times: 3,
  },
  {
    name: "search-manager-heap",
    description: "The Java heap of a manager at 95 % or more for 3 minutes.",
    metricName: "MasterJVMMemoryPressure",
    statistic: "Maximum",
    threshold: 95,
    period: minute,
    times: 3,
  },
];

const ofOwnKey: readonly Watched[] = ["KMSKeyError", "KMSKeyInaccessible"].map((metricName) => ({
  name: metricName === "KMSKeyError" ? "search-key-error" : "search-key-gone",
  description: `The search domain cannot use its KMS key (${metricName}): without it the domain is lost.`,
  metricName,
  statistic: "Maximum",
  threshold: 1,
  period: minute,
  times: 1,
}));

/**
 * What AWS recommends to watch of a domain besides red and storage (Amazon OpenSearch Service Developer Guide,
 * "Recommended CloudWatch alarms"): https://docs.aws.amazon.com/opensearch-service/latest/developerguide/cloudwatch-alarms.html
 */
export function recommendedSearchAlarms({ domainName, accountId, ...domain }: WatchedDomain): AlarmSpec[] {
  const watched = [
    ...always,
    ...(domain.nodes > 1 ? ofSeveralNodes(domain.nodes + domain.managers) : []),
    ...(domain.managers > 0 ? ofManagers : []),
    ...(domain.hasOwnKey ? ofOwnKey : []),
  ];
  return watched.map(({ times, below, ...spec }) => ({
    ...spec,
    namespace: "AWS/ES",
    dimensions: { DomainName: domainName, ClientId: accountId },
    comparisonOperator: below ? "LessThanThreshold" : "GreaterThanOrEqualToThreshold",
    evaluationPeriods: times,
    treatMissingData: "missing",
  }));
}
