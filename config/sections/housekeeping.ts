import { z } from "zod";

/** Fields of a cron expression, in their order: signs, and the largest number. */
const fields: readonly (readonly [signs: RegExp, largest: number])[] = [
  [/^\d+$/, 59],
  [/^[\d,*/-]+$/, 23],
  [/^[\d,*/?LW-]+$/, 31],
  [/^[\dA-Z,*/-]+$/, 12],
  [/^[\dA-Z,*/?L#-]+$/, 7],
  [/^[\d,*/-]+$/, 2199],
];

/** At most once an hour; AWS wants a question mark for exactly one of the two kinds of days. */
function isCron(expression: string): boolean {
  const found = expression.split(" ");
  const fits = fields.every(([signs, largest], index) => {
    const field = found[index] ?? "";
    return signs.test(field) && (field.match(/\d+/g) ?? []).every((number) => Number(number) <= largest);
  });
  return fits && found.length === fields.length && (found[2] === "?") !== (found[4] === "?");
}

/** As EventBridge Scheduler reads it (EventBridge Scheduler User Guide, "Schedule types"). */
const schedule = z.string().refine((value) => {
  const [, kind, expression = ""] = /^(cron|rate)\((.*)\)$/.exec(value) ?? [];
  return kind === "cron"
    ? isCron(expression)
    : kind === "rate" && /^(1 (hour|day)|[1-9]\d{0,2} (hours|days))$/.test(expression);
}, "cron(MINUTE HOURS DAY-OF-MONTH MONTH DAY-OF-WEEK YEAR) with one minute and with ? for one kind of day, such as cron(0 3 * * ? *), or rate(12 hours), rate(1 day)");

/** What is removed from a created Airflow, and when. */
export const housekeeping = z
  .strictObject({
    enabled: z
      .boolean()
      .default(true)
      .describe("Without it Airflow's database, its logs and the DAGs of deleted pipelines grow without end."),
    schedule: schedule
      .default("cron(0 3 * * ? *)")
      .describe("When it runs, in UTC, as EventBridge Scheduler writes it: cron(…) or rate(…)."),
    keepDays: z
      .int()
      .min(7)
      .max(3650)
      .default(60)
      .describe(
        "Days that Airflow keeps its runs, their events and their logs; what OpenMetadata itself keeps of runs stays.",
      ),
  })
  .prefault({})
  .describe(
    "A task that removes what piles up in Airflow: old rows (airflow db clean), old files of logs, and the DAGs of ingestion pipelines that OpenMetadata does not have any more. A failure goes to server.alarmEmail, and to server.alarmTopicArn where the topic's policy lets events.amazonaws.com publish.",
  );
