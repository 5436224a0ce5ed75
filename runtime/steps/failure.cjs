// What a person reads when a step did not end well: what happened, the last lines of the log, and the commands that help.
const { logText } = require("./logs.cjs");

const containerText = ({ name, exitCode, reason }) => {
  const ended = exitCode === undefined || exitCode === null ? "never ran to an end" : `ended with status ${exitCode}`;
  return `container ${name} ${ended}${reason ? ` (${reason})` : ""}`;
};

/** A container that another one waits for and that was never started says nothing of the cause. */
const causes = (bad) => {
  const ended = bad.filter(({ exitCode }) => exitCode !== undefined && exitCode !== null);
  return ended.length > 0 ? ended : bad;
};

/**
 * @param {{ inputs: object, ended: object, bad: object[], lines: { container: string, last: string[] }[],
 *   logs: { container: string, group: string, stream: string }[], region: string }} told
 */
const failureOf = ({ inputs, ended, bad, lines, logs, region }) => {
  const { step, timeLimitMinutes, ifItFails } = inputs;
  const found = causes(bad);
  const reason = ended.stoppedReason ? `; ECS: ${ended.stoppedReason}` : "";
  const what = ended.overTime
    ? `it took longer than its time limit of ${timeLimitMinutes} min and was stopped`
    : `${found.map(containerText).join(", ")}${reason}`;
  const named = found.map(({ name }) => name);
  const whole = logs.filter(({ container }) => named.length === 0 || named.includes(container));
  return [
    `Step ${step} failed: ${what}.`,
    ...(ifItFails ? [ifItFails] : []),
    ...lines
      .filter(({ container }) => whole.some((log) => log.container === container))
      .flatMap((log) => logText(`container ${log.container}`, log)),
    ...whole.map(
      ({ group, stream }) =>
        `The whole log: aws logs tail ${group} --log-stream-name-prefix ${stream} --since 1d --region ${region}`,
    ),
    "Fix the cause, then run the step again: pulumi up",
  ].join("\n");
};

module.exports = { failureOf };
