import { z } from "zod";

/** What `airflow.housekeeping.schedule` takes; rules/housekeeping.ts reads what is within the brackets. */
export const allowedSchedules =
  "cron(MINUTE HOURS DAY-OF-MONTH MONTH DAY-OF-WEEK YEAR) with one minute and with ? for one kind of day, such as cron(0 3 * * ? *), or rate(12 hours), rate(1 day)";

/** What is removed from a created Airflow, and when. */
export const housekeeping = z
  .strictObject({
    enabled: z
      .boolean()
      .default(true)
      .describe("Without it Airflow's database, its logs and the DAGs of deleted pipelines grow without end."),
    schedule: z
      .string()
      .regex(/^(cron|rate)\(.*\)$/, allowedSchedules)
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
