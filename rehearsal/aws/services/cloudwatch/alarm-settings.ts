import { apiReference } from "../../source";
import type { Failure } from "../../../protocol/package";
import { isProperties, type Properties, type Value } from "../../../protocol/wire";
import { objectsIn, quoted, refuse, type Rule } from "../../rule";

/** Seconds; API reference, PutMetricAlarm: 10, 20, 30, or whole minutes. */
const isPeriod = (seconds: number) => [10, 20, 30].includes(seconds) || (seconds > 0 && seconds % 60 === 0);
const [hour, day, week] = [3600, 86_400, 604_800];

export const alarmSettings: Rule = {
  name: "alarm-settings",
  refuses: "an alarm over a period or a dimension that CloudWatch does not take",
  source: apiReference("CloudWatch", "PutMetricAlarm"),
  check: ({ type, inputs }) => {
    if (type !== "aws:cloudwatch/metricAlarm:MetricAlarm") return [];
    const metrics = [
      inputs,
      ...objectsIn(inputs.metricQueries).flatMap((query) => [query, ...objectsIn(query.metric)]),
    ];
    const evaluations = typeof inputs.evaluationPeriods === "number" ? inputs.evaluationPeriods : 0;
    return [
      ...metrics.flatMap((metric) => [...periodFailures(metric.period, evaluations), ...dimensionFailures(metric)]),
      ...datapointFailures(inputs),
    ];
  },
};

function periodFailures(period: Value | undefined, evaluations: number): Failure[] {
  if (typeof period !== "number") return [];
  if (!isPeriod(period)) return refuse("period", `period is ${period}; allowed: 10, 20, 30 and multiples of 60`);
  const longest = period < hour! ? day! : week!;
  return period * evaluations > longest
    ? refuse("evaluationPeriods", `${evaluations} periods of ${period} s are more than the ${longest} s of an alarm`)
    : [];
}

/** CloudWatch user guide, "Evaluating an alarm": M out of N, where M is no more than N. */
const datapointFailures = ({ datapointsToAlarm: wanted, evaluationPeriods: periods }: Properties): Failure[] =>
  typeof wanted === "number" && typeof periods === "number" && wanted > periods
    ? refuse("datapointsToAlarm", `datapointsToAlarm is ${wanted}; evaluationPeriods has ${periods} at most`)
    : [];

/** API reference, Dimension: ASCII with at least one character that is no white space. */
const dimensionFailures = ({ dimensions }: Properties): Failure[] =>
  isProperties(dimensions)
    ? Object.entries(dimensions).flatMap(([name, value]) =>
        typeof value === "string" && !/^[ -~]*[!-~][ -~]*$/.test(value)
          ? refuse("dimensions", `dimension ${name} is ${quoted(value)}; it must have a value, of ASCII characters`)
          : [],
      )
    : [];
