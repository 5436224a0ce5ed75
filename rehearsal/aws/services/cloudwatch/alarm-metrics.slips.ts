import * as cloudwatch from "@pulumi/aws/cloudwatch";
import { type Slip, toldSlips } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";

const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";

export const slips: readonly Slip[] = [
  ...toldSlips(
    alarm,
    [
      ["a namespace that no service has", /namespace is "AWS\/OpenSearch"/, { namespace: "AWS/OpenSearch" }],
      [
        "a metric of a balancer that there is not",
        /metricName is "HTTPCode_Target_5xx"/,
        { metricName: "HTTPCode_Target_5xx" },
        /server-errors$/,
      ],
      [
        "a metric of ECS that there is not",
        /metricName is "CpuUtilization"/,
        { metricName: "CpuUtilization" },
        /server-cpu$/,
      ],
      [
        "a metric of a database that there is not",
        /metricName is "FreeStorage"/,
        { metricName: "FreeStorage" },
        /database-storage$/,
      ],
      [
        "a metric of a domain that there is not",
        /metricName is "ClusterStatus"/,
        { metricName: "ClusterStatus" },
        /search-red$/,
      ],
      [
        "a dimension of a database that there is not",
        /no dimension "DBInstanceId"/,
        { dimensions: { DBInstanceId: "a" } },
        /database-cpu$/,
      ],
      [
        "a metric of a domain without its account",
        /without the dimension ClientId/,
        { dimensions: { DomainName: "a" } },
        /search-red$/,
      ],
      [
        "a misspelt metric in an expression",
        /metricName is "RequestCounts"/,
        {
          ...{ namespace: null, metricName: null, dimensions: null },
          metricQueries: [
            {
              id: "a",
              metric: { namespace: "AWS/ApplicationELB", metricName: "RequestCounts", period: 60, stat: "Sum" },
            },
          ],
        },
      ],
    ],
    { stack: "prod" },
  ),
  ...toldSlips(
    alarm,
    [
      [
        "a metric of a file system that there is not",
        /metricName is "IOLimit"/,
        { namespace: "AWS/EFS", metricName: "IOLimit", dimensions: { FileSystemId: "fs-1" } },
      ],
      [
        "a metric of Container Insights without its cluster",
        /without the dimension ClusterName/,
        { namespace: "ECS/ContainerInsights", metricName: "RunningTaskCount", dimensions: { ServiceName: "a" } },
      ],
    ],
    { stack: "prod", name: /server-cpu$/ },
  ),
];

export const engineSlip: EngineSlip = {
  what: "an alarm on a namespace that no service has",
  type: "aws:cloudwatch/metricAlarm:MetricAlarm",
  also: () =>
    new cloudwatch.MetricAlarm("odd", {
      ...{ comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1, threshold: 1, statistic: "Sum" },
      ...{ namespace: "AWS/OpenSearch", metricName: "CPUUtilization", period: 60 },
    }),
};
