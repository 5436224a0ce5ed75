import { guide } from "../../source";
import type { Failure } from "../../../protocol/package";
import { isProperties, type Properties } from "../../../protocol/wire";
import { ownNamespaces, publishers, type Publisher } from "./alarm-namespaces";
import { globPattern } from "../iam/simulation/statement";
import { objectsIn, quoted, refuse, type Rule } from "../../rule";

/** An alarm on a metric that nobody publishes has no data, and goes off always or never. */
export const alarmMetrics: Rule = {
  name: "alarm-metrics",
  refuses: "an alarm on a namespace, metric or dimension that the AWS service does not publish",
  source: guide(
    "Amazon CloudWatch User Guide, AWS services that publish metrics",
    "AmazonCloudWatch/latest/monitoring/aws-services-cloudwatch-metrics",
  ),
  check: ({ type, inputs }) =>
    type === "aws:cloudwatch/metricAlarm:MetricAlarm"
      ? [inputs, ...objectsIn(inputs.metricQueries).flatMap(({ metric }) => objectsIn(metric))].flatMap(metricFailures)
      : [],
};

function metricFailures(inputs: Properties): Failure[] {
  const { namespace } = inputs;
  if (typeof namespace !== "string") return [];
  const publisher = publishers[namespace];
  if (publisher) return [...nameFailures(inputs, publisher), ...dimensionFailures(inputs, publisher)];
  // A namespace of one's own passes; those that begin with AWS/ are AWS's.
  return namespace.startsWith("AWS/") && !ownNamespaces.has(namespace.slice("AWS/".length))
    ? refuse("namespace", `namespace is ${quoted(namespace)}, which no service of AWS publishes`)
    : [];
}

const nameFailures = ({ namespace, metricName }: Properties, { metrics }: Publisher): Failure[] =>
  typeof metricName !== "string" || metrics.some((pattern) => globPattern(pattern).test(metricName))
    ? []
    : refuse("metricName", `metricName is ${quoted(metricName)}, which ${String(namespace)} does not have`);

function dimensionFailures({ namespace, dimensions }: Properties, { known, needed = [] }: Publisher): Failure[] {
  if (!isProperties(dimensions)) return [];
  const names = Object.keys(dimensions);
  const missing = needed.filter((name) => !names.includes(name));
  return [
    ...names
      .filter((name) => !known.includes(name))
      .flatMap((name) =>
        refuse("dimensions", `${String(namespace)} has no dimension ${quoted(name)}; it has ${known.join(", ")}`),
      ),
    ...(missing.length > 0
      ? refuse("dimensions", `no metric of ${String(namespace)} is without the dimension ${missing.join(" and ")}`)
      : []),
  ];
}
