import * as cloudwatch from "@pulumi/aws/cloudwatch";
import { type Slip, inputSlips, toldSlips } from "../../testing/slip";
import type { EngineSlip } from "../../testing/engine-slip";

const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";

export const slips: readonly Slip[] = [
  ...toldSlips(
    alarm,
    [["more data points than periods", /datapointsToAlarm is 5/, { evaluationPeriods: 3, datapointsToAlarm: 5 }]],
    { stack: "prod" },
  ),
  ...inputSlips(
    alarm,
    [
      ["a period that is no whole minute", { period: 90 }],
      ["more than a day of short periods", { period: 60, evaluationPeriods: 1441 }],
      ["a dimension without a value", { dimensions: { LoadBalancer: "" } }],
    ],
    { stack: "prod" },
  ),
];

export const engineSlip: EngineSlip = {
  what: "an alarm over 90 seconds",
  type: "aws:cloudwatch/metricAlarm:MetricAlarm",
  also: () =>
    new cloudwatch.MetricAlarm("odd", {
      ...{ comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1, threshold: 1, statistic: "Sum" },
      ...{ namespace: "AWS/ECS", metricName: "CPUUtilization", period: 90 },
    }),
};
