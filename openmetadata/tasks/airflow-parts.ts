import { ecsExecutorNames } from "../environment/ecs-executor";
import { runLogNames } from "../environment/run-logs";
import { caBundle, certificateFiles, certificateMounts } from "./airflow-certificates";
import { airflowCommand, airflowJobCheck, dagReaderCommand } from "./airflow-program";
import { ofAdmin, schemaCheck } from "./airflow-schema";
import { sharedDirectories, sharedVolume } from "./airflow-task";
import type { AirflowTaskSettings } from "./airflow-task-settings";
import {
  longestStopSeconds,
  type ContainerSpec,
  type EnvironmentVariable,
  type MountSpec,
  type TaskSpec,
  type VolumeSpec,
} from "./container-spec";
import { after, bootstrapMount, bootstrapVolume, sorted } from "./database-bootstrap";

/** The tasks of a split Airflow beside that of the API server. */
export const airflowParts = ["airflow-scheduler", "airflow-dag-processor"] as const;
export type AirflowPart = (typeof airflowParts)[number];

/** Airflow's programs that have a container of their own in them. */
type Program = "scheduler" | "triggerer" | "dag-processor";

/** The container that an executor gives a workload to run. */
export const workerContainer = "airflow-worker";

const jobTypes = { scheduler: "SchedulerJob", triggerer: "TriggererJob", "dag-processor": "DagProcessorJob" } as const;

const ofDatabase = [
  ...["AIRFLOW_DB", "DB_HOST", "DB_PASSWORD", "DB_PORT", "DB_PROPERTIES", "DB_SCHEME", "DB_USER"],
  "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_ASYNC",
];

/**
 * What a program has no use for (measured with Airflow 3.3.1: it starts and works without). The DAG processor signs
 * nothing, calls no execution API and runs no workflow, whose lineage would log in to Airflow.
 */
const withoutUse: Readonly<Record<Program | "worker", readonly string[]>> = {
  scheduler: ofAdmin,
  triggerer: ofAdmin,
  "dag-processor": [
    ...ofAdmin,
    ...ecsExecutorNames,
    "AIRFLOW_USERNAME",
    "AIRFLOW_PASSWORD",
    "AIRFLOW__API__SECRET_KEY",
    "AIRFLOW__API_AUTH__JWT_SECRET",
    "AIRFLOW__CORE__EXECUTION_API_SERVER_URL",
    "AIRFLOW__WORKERS__EXECUTION_API_RETRIES",
    "AIRFLOW__WORKERS__EXECUTION_API_RETRY_WAIT_MAX",
    "AIRFLOW__WORKERS__EXECUTION_API_TIMEOUT",
  ],
  // A workload brings a token of its own, and the execution API is between it and the database.
  worker: [
    ...ofAdmin,
    ...ofDatabase,
    ...ecsExecutorNames,
    "AIRFLOW__API__SECRET_KEY",
    "AIRFLOW__API_AUTH__JWT_SECRET",
    "AIRFLOW__CORE__PARALLELISM",
  ],
};

/** A task of a split Airflow: its programs, on a schema that a step made. */
export function airflowPartTask(part: AirflowPart, settings: AirflowTaskSettings): TaskSpec {
  const programs: readonly Program[] = part === "airflow-scheduler" ? ["scheduler", "triggerer"] : ["dag-processor"];
  const files = certificateFiles(settings);
  return {
    containers: [...files, schemaCheck(settings), ...programs.map((program) => programContainer(settings, program))],
    volumes: volumesOf(settings, files),
  };
}

/** The task in which an executor runs one workload, which it gives to the container as its command. */
export function airflowWorkerTask(settings: AirflowTaskSettings): TaskSpec {
  const authorities = settings.ownAuthorities ? [caBundle(settings)] : [];
  // The managed APIs show a file of a run rather than what CloudWatch has of it.
  const isMounted = ({ volume }: { readonly volume: string }) => volume !== "logs" || settings.runLogs !== "cloudwatch";
  return {
    containers: [
      ...authorities,
      {
        name: workerContainer,
        image: settings.images.ingestion,
        entryPoint: ["/usr/bin/env"],
        command: ["false"],
        ports: [],
        environment: environmentOf(settings, "worker"),
        mounts: [
          ...(authorities.length > 0 ? [bootstrapMount(true)] : []),
          ...sharedMounts(settings).filter(isMounted),
        ],
        essential: true,
        dependsOn: after(...authorities.map(({ name }) => name)),
        stopTimeoutSeconds: longestStopSeconds,
      },
    ],
    volumes: volumesOf(settings, authorities).filter(({ name }) => isMounted({ volume: name })),
  };
}

/** The shared ones, and one for certificates where containers write them. */
export const volumesOf = (settings: AirflowTaskSettings, writers: readonly ContainerSpec[]): VolumeSpec[] => [
  ...(writers.length > 0 ? [{ name: bootstrapVolume, kind: "ephemeral" } as const] : []),
  ...sharedDirectories(settings).map(({ name }) => sharedVolume(name)),
];

/** Only a worker writes logs of runs. The DAG processor would send there what it says of every file (read in Airflow 3.3.1). */
const environmentOf = (
  { environment, runLogs }: AirflowTaskSettings,
  program: Program | "worker",
): EnvironmentVariable[] => {
  const ofRuns = runLogs === "cloudwatch" && program !== "worker" ? runLogNames : [];
  return sorted(environment.filter(({ name }) => ![...withoutUse[program], ...ofRuns].includes(name)));
};

function programContainer(settings: AirflowTaskSettings, program: Program): ContainerSpec {
  return {
    name: `airflow-${program}`,
    image: settings.images.ingestion,
    ...(program === "dag-processor" ? dagReaderCommand(program, settings.workerSizes) : airflowCommand(program)),
    ports: [],
    environment: environmentOf(settings, program),
    mounts: [...certificateMounts(settings), ...sharedMounts(settings)],
    healthCheck: airflowJobCheck(jobTypes[program]),
    essential: true,
    dependsOn: after("airflow-schema"),
    stopTimeoutSeconds: longestStopSeconds,
  };
}

/** Deploying and deleting is the API server's work: the others only read what it wrote. */
const sharedMounts = (settings: AirflowTaskSettings): MountSpec[] =>
  sharedDirectories(settings).map(({ name, path }) => ({ volume: name, path, readOnly: name !== "logs" }));
