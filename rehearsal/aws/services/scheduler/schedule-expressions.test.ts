import { test } from "node:test";
import { unknown } from "../../../protocol/wire";
import { given } from "../../testing/given";

const schedule = "aws:scheduler/schedule:Schedule";
const rule = "aws:cloudwatch/eventRule:EventRule";
const action = "aws:appautoscaling/scheduledAction:ScheduledAction";

test("expressions that AWS takes are refused by no rule", () => {
  for (const expression of [
    "cron(0 3 L * ? *)",
    "rate(1 hour)",
    "rate(12 hours)",
    "rate(1 hours)",
    "at(2030-01-01T03:00:00)",
  ])
    given(schedule, { scheduleExpression: expression }).accepts("schedule-expressions");
  given(schedule, { scheduleExpression: unknown }).accepts("schedule-expressions");
  given(rule, { scheduleExpression: "rate(5 minutes)" }).accepts("schedule-expressions");
  given(rule, { eventPattern: "{}" }).accepts("schedule-expressions");
  given(action, { schedule: "cron(0 7 ? * MON-FRI *)" }).accepts("schedule-expressions");
});

test("what fires never, or cannot be read", () => {
  given(schedule, { scheduleExpression: "cron(0 3 31 2 ? *)" }).refuses("schedule-expressions", /never fires/);
  given(schedule, { scheduleExpression: "cron(0 3 * * ? 2020)" }).refuses("schedule-expressions", /never fires/);
  given(schedule, { scheduleExpression: "0 3 * * *" }).refuses("schedule-expressions", /neither cron/);
  given(schedule, { scheduleExpression: "cron(0 3 1 * MON *)" }).refuses("schedule-expressions", /must be \?/);
  given(rule, { scheduleExpression: "rate(1 hours)" }).refuses("schedule-expressions", /1 goes with hour/);
  given(rule, { scheduleExpression: "at(2030-01-01T03:00:00)" }).refuses("schedule-expressions", /neither cron/);
  given(action, { schedule: "cron(0 7 30 FEB ? *)" }).refuses("schedule-expressions", /never fires/);
});
