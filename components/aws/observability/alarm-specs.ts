import type * as pulumi from "@pulumi/pulumi";

/** One alarm on one metric. */
export interface AlarmSpec {
  /** Short and stable. */
  readonly name: string;
  readonly description: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Record<string, pulumi.Input<string>>;
  readonly statistic: "Average" | "Maximum" | "Minimum" | "Sum";
  readonly comparisonOperator: "GreaterThanOrEqualToThreshold" | "GreaterThanThreshold" | "LessThanThreshold";
  readonly threshold: number;
  /** Seconds. */
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly treatMissingData: "breaching" | "ignore" | "missing" | "notBreaching";
}

const minute = 60;
const gibibyte = 1024 ** 3;

/** Errors that users see, and a server that does not answer. */
export function loadBalancerAlarms(balancer: {
  arnSuffix: pulumi.Input<string>;
  targetGroupArnSuffix: pulumi.Input<string>;
}): AlarmSpec[] {
  const dimensions = { LoadBalancer: balancer.arnSuffix, TargetGroup: balancer.targetGroupArnSuffix };
  const common = { namespace: "AWS/ApplicationELB", dimensions, period: minute };
  return [
    {
      ...common,
      name: "server-errors",
      description: "The server answers with errors (5xx): more than 10 in each of 5 minutes.",
      metricName: "HTTPCode_Target_5XX_Count",
      statistic: "Sum",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 10,
      evaluationPeriods: 5,
      treatMissingData: "notBreaching",
    },
    {
      ...common,
      name: "server-unhealthy",
      description: "No healthy server behind the load balancer for 10 minutes, longer than a deployment takes.",
      metricName: "HealthyHostCount",
      statistic: "Maximum",
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      evaluationPeriods: 10,
      treatMissingData: "breaching",
    },
  ];
}

/** CPU and memory of a service's tasks, in percent of what they have. */
export function serviceAlarms(
  service: string,
  names: { clusterName: pulumi.Input<string>; serviceName: pulumi.Input<string> },
): AlarmSpec[] {
  const common = {
    namespace: "AWS/ECS",
    dimensions: { ClusterName: names.clusterName, ServiceName: names.serviceName },
    comparisonOperator: "GreaterThanThreshold",
    threshold: 90,
  } as const;
  return [
    {
      ...common,
      name: `${service}-cpu`,
      description: `CPU of the ${service} tasks above 90 % for 15 minutes, or no task that reports any.`,
      metricName: "CPUUtilization",
      statistic: "Average",
      period: 5 * minute,
      evaluationPeriods: 3,
      // A service without a task reports nothing: one of the two says so.
      treatMissingData: "breaching",
    },
    {
      ...common,
      name: `${service}-memory`,
      description: `Memory of a ${service} task above 90 % for 3 minutes: at 100 % it is killed, with all that runs in it.`,
      metricName: "MemoryUtilization",
      statistic: "Maximum",
      period: minute,
      evaluationPeriods: 3,
      treatMissingData: "notBreaching",
    },
  ];
}

/** CPU, storage and connections of the database. */
// eslint-disable-next-line max-lines-per-function -- a table
export function databaseAlarms({
  identifier,
  storageGiB,
}: {
  identifier: pulumi.Input<string>;
  storageGiB: number;
}): AlarmSpec[] {
  const common = {
    namespace: "AWS/RDS",
    dimensions: { DBInstanceIdentifier: identifier },
    period: 5 * minute,
    evaluationPeriods: 3,
    treatMissingData: "missing",
  } as const;
  return [
    {
      ...common,
      name: "database-cpu",
      description: "CPU of the database above 90 % for 15 minutes.",
      metricName: "CPUUtilization",
      statistic: "Average",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 90,
    },
    {
      ...common,
      name: "database-storage",
      description:
        "Less than a tenth of the database's first storage is free: RDS has not grown it, or the limit is reached.",
      metricName: "FreeStorageSpace",
      statistic: "Minimum",
      comparisonOperator: "LessThanThreshold",
      threshold: Math.round(storageGiB * gibibyte * 0.1),
    },
    {
      ...common,
      name: "database-connections",
      description: "More than 150 connections to the database: two servers' pools and Airflow's together.",
      metricName: "DatabaseConnections",
      statistic: "Maximum",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 150,
    },
  ];
}

/** State and storage of the search domain. */
export function searchAlarms(domain: {
  domainName: pulumi.Input<string>;
  accountId: pulumi.Input<string>;
  storageGiB: number;
}): AlarmSpec[] {
  const common = {
    namespace: "AWS/ES",
    dimensions: { DomainName: domain.domainName, ClientId: domain.accountId },
    period: minute,
    treatMissingData: "missing",
  } as const;
  return [
    {
      ...common,
      name: "search-red",
      description: "The search domain is red: some shards have no copy.",
      metricName: "ClusterStatus.red",
      statistic: "Maximum",
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      evaluationPeriods: 2,
    },
    {
      ...common,
      name: "search-storage",
      description: "A node of the search domain has less than a quarter of its storage free.",
      metricName: "FreeStorageSpace",
      statistic: "Minimum",
      comparisonOperator: "LessThanThreshold",
      // CloudWatch counts this one in MiB.
      threshold: Math.round(domain.storageGiB * 1024 * 0.25),
      evaluationPeriods: 5,
    },
  ];
}
