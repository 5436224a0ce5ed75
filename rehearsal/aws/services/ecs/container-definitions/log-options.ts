import type { Container } from "./containers";
import { quoted } from "../../../rule";

/** Options that the driver awslogs cannot do without. */
const needed = ["awslogs-region", "awslogs-group"];

/**
 * What it may have besides (Amazon ECS API Reference, LogConfiguration; Docker manual, "Amazon CloudWatch Logs logging driver"). Of
 * any other ECS says that the driver "disallows options".
 */
// prettier-ignore
const allowed = [
  ...needed,
  "awslogs-create-group", "awslogs-create-stream", "awslogs-credentials-endpoint", "awslogs-datetime-format",
  "awslogs-endpoint", "awslogs-force-flush-interval-seconds", "awslogs-format", "awslogs-max-buffered-events",
  "awslogs-multiline-pattern", "awslogs-stream", "awslogs-stream-prefix", "max-buffer-size", "mode", "tag",
];

const modes = ["blocking", "non-blocking"];

/** Docker's sizes, such as 10m. */
const size = /^\d+(\.\d+)? ?[kmgtp]?i?b?$/i;

export function logProblems({ logConfiguration }: Container): string[] {
  if (logConfiguration?.logDriver !== "awslogs") return [];
  const { options = {}, secretOptions } = logConfiguration;
  const given = [...Object.keys(options), ...(secretOptions ?? []).map(({ name }) => name ?? "")];
  const missing = needed.filter((option) => !given.includes(option));
  const unknown = given.filter((option) => !allowed.includes(option));
  return [
    ...(missing.length > 0 ? [`log driver awslogs needs the options ${missing.join(", ")}`] : []),
    ...unknown.map((option) => `log driver awslogs has no option ${quoted(option)}`),
    ...valueProblems(options),
  ];
}

function valueProblems(options: Readonly<Record<string, string>>): string[] {
  const { mode, "max-buffer-size": buffer } = options;
  const problems: string[] = [];
  if (mode !== undefined && !modes.includes(mode))
    problems.push(`log option mode is ${quoted(mode)}; allowed: ${modes.join(", ")}`);
  if (mode === "blocking" && buffer !== undefined)
    problems.push("log option max-buffer-size is for mode non-blocking only");
  if (buffer !== undefined && !size.test(buffer))
    problems.push(`log option max-buffer-size is ${quoted(buffer)}; it must be like "10m"`);
  if (options["awslogs-datetime-format"] !== undefined && options["awslogs-multiline-pattern"] !== undefined)
    problems.push("log options awslogs-datetime-format and awslogs-multiline-pattern exclude each other");
  return problems;
}
