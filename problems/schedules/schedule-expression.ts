import { type CronValue, cronFields, cronValue } from "./cron-field";

type Cron = readonly [CronValue, CronValue, CronValue, CronValue, CronValue, CronValue];

const withinOf = (kind: string, expression: string): string | undefined =>
  new RegExp(`^${kind}\\((.*)\\)$`).exec(expression)?.[1];

/** The six fields of `cron(…)`, or what is wrong with them. */
function cronOf(text: string): Cron | string {
  const texts = text.trim().split(/\s+/);
  if (texts.length !== cronFields.length) return `it has ${texts.length} fields instead of ${cronFields.length}`;
  const values = cronFields.map((field, index) => cronValue(texts[index] ?? "", field));
  const wrong = values.indexOf(undefined);
  if (wrong >= 0) return `${cronFields[wrong]!.name} cannot be ${texts[wrong]}`;
  const fields = values as unknown as Cron;
  if (fields[2].open && fields[4].open) return "both kinds of days are ?, so that no day is meant";
  if (!fields[2].open && !fields[4].open)
    return "day of the month and day of the week are both given: one of them must be ?";
  return fields;
}

/**
 * What is wrong with the form of `cron(…)` or `rate(…)` (Amazon EventBridge Scheduler User Guide, "Schedule types"); undefined
 * for a right one.
 *
 * @param units whether 1 goes with the singular and more with the plural, which EventBridge's rules demand ("Using cron and
 *   rate expressions to schedule rules"); the scheduler's API reference lists both forms without saying which goes with what
 */
export function expressionProblem(expression: string, units: "matching" | "any" = "matching"): string | undefined {
  const cron = withinOf("cron", expression);
  if (cron !== undefined) {
    const fields = cronOf(cron);
    return typeof fields === "string" ? fields : undefined;
  }
  const rate = withinOf("rate", expression);
  if (rate === undefined) return "it is neither cron(…) nor rate(…)";
  const [, number = "", unit = "", many = ""] = /^([1-9]\d*) (minute|hour|day)(s?)$/.exec(rate) ?? [];
  if (number === "") return "a rate is a number from 1 on and minutes, hours or days";
  const right = number === "1" ? "" : "s";
  return units === "any" || many === right ? undefined : `${number} goes with ${unit}${right}`;
}

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
const weekdayOf = (year: number, month: number, day: number): number =>
  new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;

/** Whether a day of a month is one of the days that the expression means. */
function isMeant([, , days, , weekdays]: Cron, year: number, month: number, day: number): boolean {
  const last = daysIn(year, month);
  const weekday = weekdayOf(year, month, day);
  if (weekdays.open)
    // A working day near a day is in a month that has the day.
    return days.numbers.has(day) || days.special.some((one) => one.startsWith("L") || Number(one.slice(0, -1)) <= last);
  const names = cronFields[4]!.names ?? [];
  const numberOf = (text: string) => (names.includes(text) ? names.indexOf(text) + 1 : Number(text));
  return (
    weekdays.numbers.has(weekday) ||
    weekdays.special.some((one) => {
      if (one === "L") return weekday === 7;
      const [name = "", nth] = one.replace(/L$/, "").split("#");
      if (numberOf(name) !== weekday) return false;
      return nth === undefined ? day + 7 > last : Math.ceil(day / 7) === Number(nth);
    })
  );
}

/** Whether an expression of a right form means no time after `now`: a day that its months do not have, or a time that is over. */
export function neverFires(expression: string, now: Date): boolean {
  const cron = withinOf("cron", expression);
  const fields = cron === undefined ? "" : cronOf(cron);
  if (typeof fields === "string") return false;
  const [minutes, hours, , months, , years] = fields;
  const [hour, minute] = [Math.max(...hours.numbers), Math.max(...minutes.numbers)];
  for (const year of [...years.numbers].sort((one, other) => one - other)) {
    if (year < now.getUTCFullYear()) continue;
    for (const month of months.numbers)
      for (let day = daysIn(year, month); day >= 1; day--)
        if (Date.UTC(year, month - 1, day, hour, minute) > now.getTime() && isMeant(fields, year, month, day))
          return false;
  }
  return true;
}

/** Whether an expression of a right form fires more than once an hour. */
export function isMoreThanHourly(expression: string): boolean {
  const cron = withinOf("cron", expression);
  const fields = cron === undefined ? "" : cronOf(cron);
  if (typeof fields !== "string") return fields[0].numbers.size > 1;
  return /^rate\(\d+ minutes?\)$/.test(expression);
}
