import { containerLines, withScriptNames } from "./containers";
import { type Registration } from "./origins";

/** Inputs that say nothing about what goes where. */
const left = new Set(["tags", "description", "alarmDescription"]);

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource?: string | string[];
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

const listed = (value: string | string[]): string => [value].flat().join(", ");

const statementLine = ({ Sid, Effect, Action, Resource, Principal, Condition }: Statement): string =>
  [
    `${Sid}: ${Effect} ${listed(Action)}`,
    ...(Resource === undefined ? [] : [`on ${listed(Resource)}`]),
    ...(Principal === undefined ? [] : [`to ${JSON.stringify(Principal)}`]),
    ...(Condition === undefined ? [] : [`if ${JSON.stringify(Condition)}`]),
  ].join(" ");

function statementsIn(value: unknown): Statement[] | undefined {
  if (typeof value !== "string" || !value.startsWith('{"Version"')) return undefined;
  return (JSON.parse(value) as { Statement: Statement[] }).Statement;
}

/** `a.b: value` for each value inside, with the places of lists in which there are several. */
function leafLines(value: unknown, at: string): string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item !== "object")) return [`${at}: ${value.join(", ") || "none"}`];
    return value.flatMap((item, index) => leafLines(item, value.length === 1 ? at : `${at}[${index}]`));
  }
  if (typeof value === "object")
    return Object.entries(value).flatMap(([name, inner]) => leafLines(inner, `${at}.${name}`));
  return [`${at}: ${withScriptNames(String(value)).replaceAll("\n", "\\n")}`];
}

const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";

/** An alarm on one line: what it watches, when it goes off, whom it tells. */
const alarmLine = (inputs: Registration["inputs"]): string => {
  const of = (name: string): string => String(inputs[name]);
  const { dimensions, alarmActions, okActions } = inputs as Record<string, Record<string, string> | string[]>;
  const watched = Object.entries(dimensions ?? {}).map(([name, value]) => `${name} ${String(value)}`);
  return (
    `${of("namespace")} ${of("metricName")} of ${watched.join(", ")}: ${of("statistic")} ${of("comparisonOperator")} ` +
    `${of("threshold")}, ${of("evaluationPeriods")} × ${of("period")} s, no data ${of("treatMissingData")}; ` +
    `tells ${String(alarmActions) || "nobody"}, when over ${String(okActions) || "nobody"}`
  );
};

/** What a resource is asked for, line by line. */
export function inputLines({ type, inputs }: Registration): string[] {
  if (type === alarmType) return [alarmLine(inputs)];
  return Object.entries(inputs)
    .filter(([name]) => !left.has(name))
    .flatMap(([name, value]) => {
      if (name === "containerDefinitions") return containerLines(String(value));
      const statements = statementsIn(value);
      if (statements) return statements.map((one) => `${name} ${statementLine(one)}`);
      return leafLines(value, name);
    });
}
