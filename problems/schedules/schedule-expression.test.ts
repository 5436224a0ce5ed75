import assert from "node:assert/strict";
import { test } from "node:test";
import { expressionProblem, isMoreThanHourly, neverFires } from "./schedule-expression";

const now = new Date("2026-11-28T12:00:00Z");

test("expressions of AWS's own pages are right, and fire", () => {
  // EventBridge Scheduler User Guide, "Schedule types"; EventBridge User Guide, "Cron expressions reference".
  for (const expression of [
    ...["cron(15 10 ? * 6L 2026-2029)", "cron(0 10 * * ? *)", "cron(15 12 * * ? *)", "cron(0 18 ? * MON-FRI *)"],
    ...["cron(0 8 1 * ? *)", "cron(0/15 * * * ? *)", "cron(0/10 * ? * MON-FRI *)", "cron(0/5 8-17 ? * MON-FRI *)"],
    ...["cron(0 9 ? * 2#1 *)", "cron(0/30 20-2 ? * MON-FRI *)", "cron(0 3 L * ? *)", "cron(0 3 3W * ? *)"],
    ...["rate(5 minutes)", "rate(1 hour)", "rate(1 day)", "rate(7 days)"],
  ]) {
    assert.equal(expressionProblem(expression), undefined, expression);
    assert.equal(neverFires(expression, now), false, expression);
  }
});

test("what AWS does not take is said with its field", () => {
  for (const [expression, says] of [
    ["0 3 * * *", /neither cron\(…\) nor rate\(…\)/],
    ["cron(0 3 * * *)", /5 fields instead of 6/],
    ["cron(0 3 * * * *)", /day of the month and day of the week are both given/],
    ["cron(0 3 15 * MON *)", /both given/],
    ["cron(0 3 ? * ? *)", /no day is meant/],
    // aws-sdk-js#4212
    ["cron(*/60 * * * ? *)", /minutes cannot be \*\/60/],
    ["cron(0 24 * * ? *)", /hours cannot be 24/],
    ["cron(0 3 0 * ? *)", /day of the month cannot be 0/],
    ["cron(0 3 32 * ? *)", /day of the month cannot be 32/],
    // winglang/wing#7115
    ["cron(15 12 ? * -1 *)", /day of the week cannot be -1/],
    ["cron(0 3 ? * 3#1,6#3 *)", /day of the week cannot be 3#1,6#3/],
    ["cron(0 3 ? * 0 *)", /day of the week cannot be 0/],
    ["cron(0 3 1 MAI ? *)", /month cannot be MAI/],
    ["cron(0 3 1 * ? 2200)", /year cannot be 2200/],
    ["cron(0 ? 1 * ? *)", /hours cannot be \?/],
    ["rate(0 hours)", /a number from 1 on/],
    ["rate(1.5 hours)", /a number from 1 on/],
    ["rate(2 weeks)", /minutes, hours or days/],
    ["rate(1 hours)", /1 goes with hour$/],
    ["rate(12 hour)", /12 goes with hours/],
  ] as const)
    assert.match(expressionProblem(expression) ?? "nothing", says, expression);
  assert.equal(expressionProblem("rate(1 hours)", "any"), undefined);
});

test("a day that never comes", () => {
  for (const expression of [
    ...["cron(0 3 31 2 ? *)", "cron(0 3 30 FEB ? *)", "cron(0 3 31 4,6,9,11 ? *)", "cron(0 3 31 APR ? *)"],
    ...["cron(0 3 29 2 ? 2027)", "cron(0 3 * * ? 2025)", "cron(0 3 1 1 ? 2026)", "cron(0 3 28 11 ? 2026)"],
    ...["cron(0 3 31W 2 ? *)", "cron(0 3 ? 2 7#5 2027)", "cron(0 3 ? 1-10 MON 2026)"],
  ]) {
    assert.equal(expressionProblem(expression), undefined, expression);
    assert.equal(neverFires(expression, now), true, expression);
  }
  for (const expression of [
    ...["cron(0 3 31 * ? *)", "cron(0 3 30,31 4 ? *)", "cron(0 3 29 2 ? *)", "cron(0 3 29 2 ? 2027-2028)"],
    ...["cron(0 13 28 11 ? 2026)", "cron(0 3 * * ? 2025-2027)", "cron(0 3 ? 2 1#5 2032)", "cron(0 3 ? 12 MON 2026)"],
    ...["cron(0 3 ? * FRI-MON *)", "cron(0 3 LW * ? *)", "cron(0 3 ? * L *)"],
  ])
    assert.equal(neverFires(expression, now), false, expression);
});

test("more than once an hour", () => {
  for (const expression of ["rate(1 minute)", "rate(90 minutes)", "cron(0,30 3 * * ? *)", "cron(*/15 * * * ? *)"])
    assert.equal(isMoreThanHourly(expression), true, expression);
  for (const expression of ["rate(1 hour)", "cron(0 * * * ? *)", "cron(0 3 * * ? *)"])
    assert.equal(isMoreThanHourly(expression), false, expression);
});
