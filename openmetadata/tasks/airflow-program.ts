import type { ContainerSpec, HealthCheckSpec } from "./container-spec";
import { script } from "./script";

const runScript = (): string => script("airflow-connection.sh", "airflow-run.sh");

/** Entry point and command of a container that runs one of Airflow's programs, such as `scheduler`, and nothing else. */
export const airflowCommand = (...args: readonly string[]): Pick<ContainerSpec, "entryPoint" | "command"> => ({
  entryPoint: ["/bin/bash", "-c"],
  command: [runScript(), "airflow", ...args],
});

/** CPU units and MiB of the task of a run, by the kind of its ingestion pipeline. */
export type WorkerSizes = Readonly<Record<string, { readonly cpu: number; readonly memory: number }>>;

const sizingCommand = (program: string, sizes: WorkerSizes): Pick<ContainerSpec, "entryPoint" | "command"> => ({
  entryPoint: ["/bin/bash", "-c"],
  command: [
    script("airflow-connection.sh", "airflow-worker-sizes.sh", "airflow-run.sh"),
    "airflow",
    script("airflow_local_settings.py"),
    JSON.stringify(
      Object.fromEntries(
        Object.entries(sizes).map(([kind, { cpu, memory }]) => [kind, { cpu: String(cpu), memory: String(memory) }]),
      ),
    ),
    program,
  ],
});

/**
 * A program that reads DAGs and keeps them in the database, with the size of its kind in each task. The API server is one
 * too: after a deployment the managed APIs read the DAGs in a process that it forks (`scan_dags_job_background` of 1.13.6.3
 * and 2.0.6.0), and the last one that kept a DAG decides.
 */
export const dagReaderCommand = (
  program: "api-server" | "dag-processor",
  sizes: WorkerSizes | undefined,
): Pick<ContainerSpec, "entryPoint" | "command"> => (sizes ? sizingCommand(program, sizes) : airflowCommand(program));

/**
 * Whether a program of this container wrote its heartbeat into the database: Airflow's own `jobs check`, the check that its
 * compose file has for programs without a port. It takes 2.6 s of processor time (measured with 3.3.1), so once a minute.
 */
export const airflowJobCheck = (jobType: "SchedulerJob" | "TriggererJob" | "DagProcessorJob"): HealthCheckSpec => ({
  command: ["/bin/bash", "-c", runScript(), "airflow", "jobs", "check", "--job-type", jobType, "--local"],
  intervalSeconds: 60,
  timeoutSeconds: 60,
  retries: 5,
  startPeriodSeconds: 300,
});
