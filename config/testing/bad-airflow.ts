import type { BadStackFile } from "./bad-stack-file";

/** What cannot work of how the stack's own Airflow is spread over tasks. */
export const badAirflow: readonly BadStackFile[] = [
  {
    title: "a split Airflow where it was not proved",
    values: { version: "1.12.6", airflow: { topology: "split" } },
    key: "airflow.topology",
  },
  {
    title: "sizes of parts that one task has not",
    values: { airflow: { dagProcessor: { cpu: 512 } } },
    key: "airflow.dagProcessor",
  },
  {
    title: "memory of a part that goes with other CPU",
    values: { airflow: { topology: "split", apiServer: { cpu: 256, memory: 8192 } } },
    key: "airflow.apiServer.memory",
  },
  {
    title: "a task for each run in an Airflow of one task",
    values: { airflow: { executor: "ecs" } },
    key: "airflow.executor",
  },
  { title: "workers of Celery", values: { airflow: { executor: "celery" } }, key: "airflow.executor" },
  {
    title: "a size of workers that nobody starts",
    values: { airflow: { worker: { cpu: 2048 } } },
    key: "airflow.worker",
  },
  {
    title: "memory of a worker that goes with other CPU",
    values: { airflow: { topology: "split", executor: "ecs", worker: { cpu: 256, memory: 8192 } } },
    key: "airflow.worker.memory",
  },
  {
    title: "housekeeping by a cron expression of Unix",
    values: { airflow: { housekeeping: { schedule: "0 3 * * *" } } },
    key: "airflow.housekeeping.schedule",
  },
  {
    title: "housekeeping on days of both kinds",
    values: { airflow: { housekeeping: { schedule: "cron(0 3 * * * *)" } } },
    key: "airflow.housekeeping.schedule",
  },
  {
    title: "housekeeping at an hour that no day has",
    values: { airflow: { housekeeping: { schedule: "cron(0 24 * * ? *)" } } },
    key: "airflow.housekeeping.schedule",
  },
  {
    title: "housekeeping every minute",
    values: { airflow: { housekeeping: { schedule: "rate(1 minute)" } } },
    key: "airflow.housekeeping.schedule",
  },
  {
    title: "runs kept for less than a week",
    values: { airflow: { housekeeping: { keepDays: 1 } } },
    key: "airflow.housekeeping.keepDays",
  },
];
