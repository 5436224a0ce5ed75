import type { EngineSlip } from "../../testing/engine-slip";
import { type Slip, toldSlips } from "../../testing/slip";

const schedule = "aws:scheduler/schedule:Schedule";

export const slips: readonly Slip[] = toldSlips(schedule, [
  ["a schedule on a day that no February has", /never fires/, { scheduleExpression: "cron(0 3 30 2 ? *)" }],
  ["a schedule by Unix's five fields", /5 fields/, { scheduleExpression: "cron(0 3 * * *)" }],
  ["a schedule on days of both kinds", /must be \?/, { scheduleExpression: "cron(0 3 1 * MON *)" }],
]);

export const engineSlip: EngineSlip = {
  what: "a schedule on the 31st of April",
  type: schedule,
  props: (props) => ({ ...props, scheduleExpression: "cron(0 3 31 4 ? *)" }),
};
