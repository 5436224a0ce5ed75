import { set } from "../../../problems/commands";
import type { Problem } from "../../../problems/problem";
import { expressionProblem, isMoreThanHourly, neverFires } from "../../../problems/schedules/schedule-expression";
import { allowedSchedules } from "../../sections/housekeeping";
import { rule } from "../rule";

/** What is wrong with a schedule, and what is allowed instead. */
function wrongSchedule(schedule: string, now: Date): Pick<Problem, "found" | "allowed"> | undefined {
  const quoted = JSON.stringify(schedule);
  const wrong = expressionProblem(schedule);
  if (wrong !== undefined) return { found: `${quoted} (${wrong})`, allowed: allowedSchedules };
  if (isMoreThanHourly(schedule))
    return { found: `${quoted} (more than once an hour)`, allowed: `once an hour or less often: ${allowedSchedules}` };
  if (neverFires(schedule, now))
    return {
      found: `${quoted} (it never fires: no such day comes any more)`,
      allowed:
        "a day that is still to come, such as cron(0 3 1 * ? *), or L for the last day of a month: cron(0 3 L * ? *)",
    };
  return undefined;
}

/** EventBridge Scheduler refuses what it cannot read, and takes a day that no calendar has: then nothing is ever removed. */
export const housekeepingFires = rule(["airflow"], ({ airflow }) => {
  if (airflow.host !== "create") return {};
  const wrong = wrongSchedule(airflow.housekeeping.schedule, new Date());
  const key = "airflow.housekeeping.schedule";
  return wrong === undefined ? {} : { problems: [{ key, ...wrong, fix: set(key, "cron(0 3 * * ? *)") }] };
});
