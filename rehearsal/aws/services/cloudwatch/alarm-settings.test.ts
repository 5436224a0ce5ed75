import { test } from "node:test";
import { unknown } from "../../../protocol/wire";
import { given } from "../../testing/given";

test("what CloudWatch takes is refused by no rule", () => {
  for (const period of [10, 20, 30, 60, 86_400])
    given("aws:cloudwatch/metricAlarm:MetricAlarm", { period, evaluationPeriods: 1 }).accepts("alarm-settings");
  given("aws:cloudwatch/metricAlarm:MetricAlarm", {
    period: unknown,
    dimensions: { A: unknown, B: "c d" },
  }).accepts("alarm-settings");
});
