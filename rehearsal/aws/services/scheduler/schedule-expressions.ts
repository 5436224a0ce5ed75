import { expressionProblem, neverFires } from "../../../../problems/schedules/schedule-expression";
import type { Failure } from "../../../protocol/package";
import { guide } from "../../source";
import { quoted, refuse, type Rule } from "../../rule";
import { scheduleType } from "../../task-starters";

interface Scheduled {
  readonly input: string;
  /** EventBridge User Guide, rate expressions: 1 goes with the singular. The scheduler's reference does not say. */
  readonly units: "matching" | "any";
  /** Whether `at(…)` is taken too. */
  readonly once: boolean;
}

const scheduled: Readonly<Record<string, Scheduled>> = {
  [scheduleType]: { input: "scheduleExpression", units: "any", once: true },
  "aws:cloudwatch/eventRule:EventRule": { input: "scheduleExpression", units: "matching", once: false },
  // Application Auto Scaling User Guide, "Use cron expressions to schedule recurring scaling actions".
  "aws:appautoscaling/scheduledAction:ScheduledAction": { input: "schedule", units: "any", once: true },
};

const day = 86_400_000;

export const scheduleExpressions: Rule = {
  name: "schedule-expressions",
  refuses: "a schedule by a cron or rate expression that AWS cannot read, or that never fires",
  source: guide("EventBridge Scheduler User Guide, Schedule types", "scheduler/latest/UserGuide/schedule-types"),
  check: ({ type, inputs }) => {
    const found = scheduled[type];
    const expression = found && inputs[found.input];
    return typeof expression === "string" ? failuresOf(expression, found!) : [];
  },
};

function failuresOf(expression: string, { input, units, once }: Scheduled): Failure[] {
  if (once && /^at\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\)$/.test(expression)) return [];
  const wrong = expressionProblem(expression, units);
  if (wrong !== undefined) return refuse(input, `${input} is ${quoted(expression)}: ${wrong}`);
  // What fires last today is over in one time zone and to come in another.
  return neverFires(expression, new Date(Date.now() - day))
    ? refuse(input, `${input} is ${quoted(expression)}, which never fires: no such day comes any more`)
    : [];
}
