import type * as pulumi from "@pulumi/pulumi";
import type { AlarmSpec } from "./alarm-specs";

const minute = 60;
const mebibyte = 1024 ** 2;

interface Watched extends Pick<AlarmSpec, "name" | "description" | "metricName" | "statistic" | "threshold"> {
  readonly below?: true;
}

const always: readonly Watched[] = [
  {
    name: "database-memory",
    description: "Less than 128 MiB of memory is free on the database for 15 minutes: it begins to swap.",
    metricName: "FreeableMemory",
    statistic: "Minimum",
    threshold: 128 * mebibyte,
    below: true,
  },
  {
    name: "database-read-latency",
    description: "Reads of the database's disk take more than 20 ms for 15 minutes.",
    metricName: "ReadLatency",
    statistic: "Average",
    threshold: 0.02,
  },
  {
    name: "database-write-latency",
    description: "Writes to the database's disk take more than 20 ms for 15 minutes.",
    metricName: "WriteLatency",
    statistic: "Average",
    threshold: 0.02,
  },
];

/** PostgreSQL stops at two thousand million transactions that no vacuum has frozen. */
const ofPostgres: readonly Watched[] = [
  {
    name: "database-transaction-ids",
    description: "More than a thousand million transaction ids wait for a vacuum: PostgreSQL stops at twice as many.",
    metricName: "MaximumUsedTransactionIDs",
    statistic: "Average",
    threshold: 1_000_000_000,
  },
];

/**
 * What AWS recommends to watch of an instance besides CPU, storage and connections (Amazon CloudWatch User Guide,
 * "Recommended alarms", Amazon RDS):
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html
 */
export function recommendedDatabaseAlarms(database: {
  readonly identifier: pulumi.Input<string>;
  readonly engine: "postgres" | "mysql";
}): AlarmSpec[] {
  const watched = [...always, ...(database.engine === "postgres" ? ofPostgres : [])];
  return watched.map(({ below, ...spec }) => ({
    ...spec,
    namespace: "AWS/RDS",
    dimensions: { DBInstanceIdentifier: database.identifier },
    comparisonOperator: below ? "LessThanThreshold" : "GreaterThanThreshold",
    period: 5 * minute,
    evaluationPeriods: 3,
    treatMissingData: "missing",
  }));
}
