import type { BadStackFile } from "./bad-stack-file";
import { canary } from "./canary";
import { existingAirflow } from "./valid-stack-files";

const airflowPassword = { secrets: { airflow: { password: canary } } };

/** What cannot work of the Airflow: how the stack's own is spread over tasks, and how one of the team's is used. */
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
  {
    title: "logs in CloudWatch from an image that cannot write them",
    values: { airflow: { runLogs: "cloudwatch" } },
    key: "airflow.runLogs",
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
    title: "a connector that does not exist",
    values: { airflow: { connectors: ["snowflke"] } },
    key: "airflow.connectors[0]",
  },
  {
    title: "managed APIs without an endpoint",
    values: { airflow: { ...existingAirflow, endpoint: undefined }, ...airflowPassword },
    key: "airflow.endpoint",
  },
  { title: "managed APIs without a password", values: { airflow: existingAirflow }, key: "secrets.airflow.password" },
  {
    title: "managed APIs that check no login",
    values: { airflow: { ...existingAirflow, confirmUnauthenticatedDeploy: false }, ...airflowPassword },
    key: "airflow.confirmUnauthenticatedDeploy",
  },
  {
    title: "managed APIs on MWAA",
    values: { airflow: { ...existingAirflow, runtime: "mwaa" }, ...airflowPassword },
    key: "airflow.angles",
  },
  {
    title: "an angle without a version",
    values: { airflow: { ...existingAirflow, version: undefined }, ...airflowPassword },
    key: "airflow.version",
  },
  {
    title: "a verified certificate without its path",
    values: { airflow: { ...existingAirflow, verifySsl: "validate" }, ...airflowPassword },
    key: "airflow.certificatePath",
  },
  {
    title: "secrets for an Airflow of the team's own",
    values: { airflow: { host: "existing" }, secrets: { airflowEnvironment: { A: canary } } },
    key: "secrets.airflowEnvironment.A",
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
    title: "housekeeping on a day that February never has",
    values: { airflow: { housekeeping: { schedule: "cron(0 3 31 2 ? *)" } } },
    key: "airflow.housekeeping.schedule",
  },
  {
    title: "housekeeping on the 31st of short months",
    values: { airflow: { housekeeping: { schedule: "cron(0 3 31 4,6,9,11 ? *)" } } },
    key: "airflow.housekeeping.schedule",
  },
  {
    title: "housekeeping in a year that is over",
    values: { airflow: { housekeeping: { schedule: "cron(0 3 * * ? 2025)" } } },
    key: "airflow.housekeeping.schedule",
  },
  {
    title: "housekeeping on a 15th and on Mondays",
    values: { airflow: { housekeeping: { schedule: "cron(0 3 15 * MON *)" } } },
    key: "airflow.housekeeping.schedule",
  },
  {
    title: "housekeeping on no day at all",
    values: { airflow: { housekeeping: { schedule: "cron(0 3 ? * ? *)" } } },
    key: "airflow.housekeeping.schedule",
  },
  {
    title: "housekeeping every one hours",
    values: { airflow: { housekeeping: { schedule: "rate(1 hours)" } } },
    key: "airflow.housekeeping.schedule",
  },
  {
    title: "housekeeping every twelve hour",
    values: { airflow: { housekeeping: { schedule: "rate(12 hour)" } } },
    key: "airflow.housekeeping.schedule",
  },
  {
    title: "housekeeping by a step of sixty minutes",
    values: { airflow: { housekeeping: { schedule: "cron(*/60 * * * ? *)" } } },
    key: "airflow.housekeeping.schedule",
  },
  {
    title: "housekeeping four times an hour",
    values: { airflow: { housekeeping: { schedule: "cron(0/15 * * * ? *)" } } },
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
  {
    title: "memory of a kind of run that goes with other CPU",
    values: {
      airflow: { topology: "split", executor: "ecs", workerSizes: { profiler: { cpu: 256, memory: 8192 } } },
    },
    key: "airflow.workerSizes.profiler.memory",
  },
  {
    title: "the size of a kind of run that OpenMetadata has not",
    values: {
      airflow: { topology: "split", executor: "ecs", workerSizes: { profiling: { cpu: 1024, memory: 8192 } } },
    },
    key: "airflow.workerSizes.profiling",
  },
  {
    title: "sizes of runs that are processes beside the scheduler",
    values: { airflow: { workerSizes: { profiler: { cpu: 1024, memory: 8192 } } } },
    key: "airflow.workerSizes",
  },
  {
    title: "another cluster than the one in which the stack lets runs start",
    values: {
      airflow: {
        ...{ topology: "split", executor: "ecs" },
        environment: { AIRFLOW__AWS_ECS_EXECUTOR__CLUSTER: "other" },
      },
    },
    key: "airflow.environment.AIRFLOW__AWS_ECS_EXECUTOR__CLUSTER",
  },
];
