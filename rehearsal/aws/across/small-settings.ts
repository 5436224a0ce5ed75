import type { Failure } from "../../protocol/package";
import { isProperties, unknown, type Properties, type Value } from "../../protocol/wire";
import { objectsIn, quoted, refuse, type Rule } from "../rule";

/** Seconds; API reference, PutMetricAlarm: 10, 20, 30, or whole minutes. */
const isPeriod = (seconds: number) => [10, 20, 30].includes(seconds) || (seconds > 0 && seconds % 60 === 0);
const [hour, day, week] = [3600, 86_400, 604_800];

export const alarmSettings: Rule = {
  name: "alarm-settings",
  refuses: "an alarm over a period or a dimension that CloudWatch does not take",
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

/** API reference, CreateSecret, SecretString. */
const longestSecret = 65_536;

export const secretSize: Rule = {
  name: "secret-size",
  refuses: "a secret longer than Secrets Manager keeps",
  check: ({ type, inputs: { secretString } }) => {
    if (type !== "aws:secretsmanager/secretVersion:SecretVersion" || typeof secretString !== "string") return [];
    const bytes = Buffer.byteLength(secretString);
    return bytes <= longestSecret
      ? []
      : refuse("secretString", `secretString has ${bytes} bytes; at most ${longestSecret} are allowed`);
  },
};

const groups = /^aws:(ec2\/(securityGroup|defaultSecurityGroup|securityGroupRule)|vpc\/securityGroup(In|E)gressRule):/;
/** API reference, CreateSecurityGroup and IpRange. */
const groupText = /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]*$/;
const longestText = 255;

export const securityGroupSettings: Rule = {
  name: "security-group-settings",
  refuses: "a security group with a text, protocol or port range that EC2 does not take",
  check: ({ type, inputs }) =>
    groups.test(type)
      ? [inputs, ...objectsIn(inputs.ingress), ...objectsIn(inputs.egress)].flatMap((rule) => [
          ...textFailures(rule),
          ...protocolFailures(rule),
        ])
      : [],
};

const textFailures = (rule: Properties): Failure[] =>
  ["name", "description"].flatMap((property) => {
    const value = rule[property];
    if (typeof value !== "string") return [];
    if (value.length > longestText)
      return refuse(property, `${property} has ${value.length} characters; at most ${longestText} are allowed`);
    return groupText.test(value)
      ? []
      : refuse(property, `${property} is ${quoted(value)}; allowed: a-z, A-Z, 0-9, spaces and ._-:/()#,@[]+=&;{}!$*`);
  });

/** API reference, IpPermission: a name, a number, or -1 for all; a port range with the first three. */
const withPorts = ["tcp", "udp", "icmp", "6", "17", "1"];
const withoutPorts = ["icmpv6", "-1", "all"];

function protocolFailures(rule: Properties): Failure[] {
  const [property, value] = Object.entries(rule).find(([name]) => name === "ipProtocol" || name === "protocol") ?? [];
  if (property === undefined || (typeof value !== "string" && typeof value !== "number")) return [];
  const protocol = String(value).toLowerCase();
  if (
    !withPorts.includes(protocol) &&
    !withoutPorts.includes(protocol) &&
    !(/^\d{1,3}$/.test(protocol) && Number(protocol) <= 255)
  )
    return refuse(
      property,
      `${property} is ${quoted(value)}; allowed: tcp, udp, icmp, icmpv6, -1 and protocol numbers`,
    );
  const { fromPort: from, toPort: to } = rule;
  if (!withPorts.includes(protocol) || from === unknown || to === unknown) return [];
  if (from === undefined || from === null || to === undefined || to === null)
    return refuse("fromPort", `${protocol} needs fromPort and toPort`);
  // Of ICMP these are a type and a code.
  return !/^(icmp|1)$/.test(protocol) && Number(from) > Number(to)
    ? refuse("fromPort", `fromPort ${String(from)} is above toPort ${String(to)}`)
    : [];
}

/** AWS general reference, "Tagging AWS resources". */
const mostTags = 50;
const [longestKey, longestValue] = [128, 256];
/** Services whose API reference gives this pattern for keys and values; EC2 takes any character. */
const tagText = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const strict = /^aws:(acm|cloudwatch\/logGroup|efs|iam|lb|rds)[/:]/;

export const tags: Rule = {
  name: "tags",
  refuses: "more tags, longer ones or other characters than AWS takes, and keys that are its own",
  check: ({ type, inputs }) => {
    if (!type.startsWith("aws:") || !isProperties(inputs.tags)) return [];
    const entries = Object.entries(inputs.tags);
    const reasons = entries.flatMap(([key, value]) => tagProblems(type, key, value));
    if (caseless.test(type)) reasons.push(...sameButForCase(Object.keys(inputs.tags)));
    if (entries.length > mostTags) reasons.push(`there are ${entries.length} tags; at most ${mostTags} are allowed`);
    return reasons.map((reason) => ({ property: "tags", reason }));
  },
};

/** IAM user guide, "Tags for AWS Identity and Access Management resources": of users and roles only. */
const caseless = /^aws:iam\/(role|user):/;

function sameButForCase(keys: readonly string[]): string[] {
  const lower = keys.map((key) => key.toLowerCase());
  return keys
    .filter((_, index) => lower.indexOf(lower[index]!) !== index)
    .map((key) => `tag ${quoted(key)} is there in another case, which is the same key to IAM`);
}

function tagProblems(type: string, key: string, value: Value): string[] {
  const found: string[] = [];
  if (/^aws:/i.test(key)) found.push(`tag ${quoted(key)}: keys that begin with aws: are AWS's own`);
  if (key === "" || key.length > longestKey) found.push(`tag ${quoted(key)}: a key has 1 to ${longestKey} characters`);
  if (typeof value === "string" && value.length > longestValue)
    found.push(`tag ${quoted(key)} has a value of ${value.length} characters; at most ${longestValue} are allowed`);
  if (strict.test(type) && [key, value].some((text) => typeof text === "string" && !tagText.test(text)))
    found.push(`tag ${quoted(key)}: letters, digits, spaces and _ . : / = + - @ are allowed`);
  return found;
}
