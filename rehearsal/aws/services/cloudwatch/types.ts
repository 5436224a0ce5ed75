import { namedBy, type TypeRules } from "../../type-rule";

export const types: TypeRules = {
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    arn: ({ arn, text }) => arn("cloudwatch", `alarm:${text("name")}`),
    id: namedBy("name"),
  },
  "aws:cloudwatch/dashboard:Dashboard": { id: namedBy("dashboardName") },
  "aws:cloudwatch/logGroup:LogGroup": {
    arn: ({ arn, text }) => arn("logs", `log-group:${text("name")}`),
    id: namedBy("name"),
  },
};
