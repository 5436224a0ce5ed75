import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { EcsExecutorSettings } from "../../openmetadata/environment/ecs-executor";
import { type AirflowPart, airflowPartTask } from "../../openmetadata/tasks/airflow-parts";
import { type AirflowStepName, airflowSteps, airflowStepTask } from "../../openmetadata/tasks/airflow-schema";
import { airflowTask } from "../../openmetadata/tasks/airflow-task";
import type { AirflowTaskSettings } from "../../openmetadata/tasks/airflow-task-settings";
import type { ContainerSpec, TaskSpec } from "../../openmetadata/tasks/container-spec";
import { type ReleaseLine, releaseLineOf } from "../../openmetadata/releases/release-lines";
import { basic, type Gateway, send, startGateway } from "../containers/gateway-server";
import { type Ended, freePort, remove, run, scratch, until } from "../containers/parts";
import type { PostgresServer } from "../containers/postgres-server";
import { environmentOf, runContainer } from "../containers/run-container";
import {
  containerOf,
  databaseContainer,
  type ManagedCall,
  managedHostSettings,
  secrets,
  sessionHeaders,
  startAirflowsPostgres,
} from "./managed-host";
import { installedPrograms, type ManagedHost } from "./managed-host-packages";
import { type MountedContainer, startMounted } from "./mounted-container";
import { PrivateName } from "./private-name";
import { type ServerStub, startServerStub } from "./server-stub";

const login = () => ({ username: "admin", password: secrets["airflow.password"] ?? "" });

/** A task of the stack's split Airflow. */
export type SplitTask = "airflow" | AirflowPart;

/** What a test chooses. */
export interface SplitAirflowOptions {
  readonly executor?: EcsExecutorSettings;
  readonly parallelism?: number;
  readonly workerSizes?: AirflowTaskSettings["workerSizes"];
  /** Log group of runs; their logs are files when absent. */
  readonly runLogGroupArn?: string;
  /** More variables for the programs of this machine, such as where AWS is. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Folder of everything that it writes; a new one when absent. */
  readonly folder?: string;
}

/** Where the programs of a host's packages and the shared folders are: what stands for an image and its mounts. */
export const mountsOf = (bin: string, folder: string): Record<string, string> => ({
  PATH: `${bin}:${process.env.PATH ?? ""}`,
  AIRFLOW__CORE__DAGS_FOLDER: join(folder, "dags"),
  AIRFLOW__OPENMETADATA_AIRFLOW_APIS__DAG_GENERATED_CONFIGS: join(folder, "dag-generated-configs"),
  AIRFLOW__LOGGING__BASE_LOG_FOLDER: join(folder, "logs"),
  AIRFLOW__LOGGING__DAG_PROCESSOR_CHILD_PROCESS_LOG_DIRECTORY: join(folder, "logs", "dag_processor"),
});

/**
 * The stack's own split Airflow on this machine: a real PostgreSQL, the real gateway, and every program with exactly the
 * environment, the command and the mounts of its container. A task's own folder stands for its disk.
 */
export class SplitAirflow {
  readonly running = new Map<string, MountedContainer>();
  readonly line: ReleaseLine;

  private constructor(
    readonly settings: AirflowTaskSettings,
    readonly folder: string,
    readonly database: PostgresServer,
    readonly stub: ServerStub,
    /** What callers know as Airflow: to whoever serves. */
    private readonly entry: PrivateName,
    private gateway: Gateway,
    private readonly bin: string,
    public airflowPort: number,
    private more: Readonly<Record<string, string>>,
    version: string,
  ) {
    this.line = releaseLineOf(version);
  }

  /** Starts everything but Airflow itself, and makes its database as the stack's step does. */
  static async prepare(host: ManagedHost, options: SplitAirflowOptions = {}): Promise<SplitAirflow> {
    const { version, packages } = host;
    const bin = installedPrograms(host);
    const folder = options.folder ?? scratch("split-airflow");
    for (const name of ["dags", "dag-generated-configs", "logs"]) mkdirSync(join(folder, name), { recursive: true });
    const database = await startAirflowsPostgres();
    const stub = await startServerStub(packages.split("-")[0] ?? version, "shop");
    const airflowPort = await freePort();
    const gateway = await startGateway({ airflowPort, ...login() });
    const name = await PrivateName.start();
    name.leadTo(gateway.port);
    const entry = `http://127.0.0.1:${name.port}`;
    const common = managedHostSettings({
      ...{ version, topology: "split", databasePort: database.port, serverApiUrl: stub.apiUrl, baseUrl: entry },
      executionApiUrl: `${entry}/execution/`,
      ...(options.executor && { executor: options.executor }),
      ...(options.runLogGroupArn !== undefined && { runLogGroupArn: options.runLogGroupArn }),
      ...(options.parallelism !== undefined && { parallelism: options.parallelism }),
    });
    const settings = { ...common, ...(options.workerSizes && { workerSizes: options.workerSizes }) };
    const made = new SplitAirflow(
      ...([settings, folder, database, stub, name, gateway, bin] as const),
      ...([airflowPort, options.environment ?? {}, version] as const),
    );
    const { status, output } = await runContainer(databaseContainer(settings), {
      secrets,
      environment: made.machine("airflow"),
    });
    assert.equal(status, 0, output);
    return made;
  }

  get tasks(): Record<SplitTask, TaskSpec> {
    return {
      airflow: airflowTask(this.settings),
      "airflow-scheduler": airflowPartTask("airflow-scheduler", this.settings),
      "airflow-dag-processor": airflowPartTask("airflow-dag-processor", this.settings),
    };
  }

  /** What differs on a test machine: a task's own folder, the shared ones, and the API server's port. */
  machine(task: string): Record<string, string> {
    const home = join(this.folder, task);
    mkdirSync(home, { recursive: true });
    return {
      ...mountsOf(this.bin, this.folder),
      HOME: home,
      AIRFLOW_HOME: home,
      BOOTSTRAP_DIRECTORY: home,
      ...(task === "airflow" && { AIRFLOW__API__PORT: String(this.airflowPort) }),
      ...this.more,
      // By which an account tells tasks apart.
      ...(this.more.AWS_ACCESS_KEY_ID !== undefined && { AWS_ACCESS_KEY_ID: task }),
    };
  }

  /** Runs a step of a task to its end; `change` may take words of its command for others. */
  step(task: SplitTask, name: string, change = (word: string) => word): Promise<Ended> {
    const container = containerOf(this.tasks[task], name);
    const changed: ContainerSpec = { ...container, command: container.command?.map(change) };
    return runContainer(changed, { secrets, environment: this.machine(task) });
  }

  /** Runs a step before the services, which must end well. */
  async runStep(step: AirflowStepName): Promise<void> {
    const container = containerOf(airflowStepTask(this.settings, step), step);
    const { status, output } = await runContainer(container, { secrets, environment: this.machine(step) });
    assert.equal(status, 0, output);
  }

  start(task: SplitTask, name: string): void {
    const container = containerOf(this.tasks[task], name);
    this.running.set(name, startMounted(container, { secrets, environment: this.machine(task) }, this.folder));
  }

  /** Ends a program, as ECS does, and starts it again. */
  async restart(task: SplitTask, name: string): Promise<void> {
    await this.running.get(name)?.stop();
    this.start(task, name);
    await this.explained(until(name, () => this.isHealthy(task, containerOf(this.tasks[task], name)), 300));
  }

  /** Replaces the API server as ECS does where a service rolls: the new one and its gateway serve before the old ones are stopped. */
  async rollApiServer(): Promise<void> {
    const [old, oldGateway] = [this.running.get("airflow"), this.gateway];
    const container = containerOf(this.tasks.airflow, "airflow");
    this.airflowPort = await freePort();
    const environment = { ...this.machine("airflow-next"), AIRFLOW__API__PORT: String(this.airflowPort) };
    this.running.set("airflow", startMounted(container, { secrets, environment }, this.folder));
    await this.explained(until("airflow", () => this.isHealthy("airflow", container), 300));
    this.gateway = await startGateway({ airflowPort: this.airflowPort, drainSeconds: 5, ...login() });
    this.entry.leadTo(this.gateway.port);
    await oldGateway.stop();
    await old?.stop();
  }

  /** Starts the scheduler again with another number of runs at a time. */
  async withParallelism(runs: number): Promise<void> {
    const variable = { AIRFLOW__CORE__PARALLELISM: String(runs) };
    if (this.more.AIRFLOW__CORE__PARALLELISM === variable.AIRFLOW__CORE__PARALLELISM) return;
    this.more = { ...this.more, ...variable };
    await this.restart("airflow-scheduler", "airflow-scheduler");
  }

  /** Starts every program, and waits for each container's own health check. */
  async startAll(): Promise<void> {
    for (const step of airflowSteps) await this.runStep(step);
    await this.startPrograms();
  }

  async startPrograms(): Promise<void> {
    const programs = (Object.keys(this.tasks) as SplitTask[]).flatMap((task) =>
      this.tasks[task].containers
        .filter(({ name, healthCheck }) => healthCheck && name !== "gateway")
        .map((container) => ({ task, container })),
    );
    for (const { task, container } of programs) this.start(task, container.name);
    for (const { task, container } of programs)
      await this.explained(until(container.name, () => this.isHealthy(task, container), 300));
  }

  /** Asks a container's own health check. */
  async isHealthy(task: SplitTask, container: ContainerSpec): Promise<boolean> {
    const command = (container.healthCheck?.command ?? []).map((word) =>
      word.replace("127.0.0.1:8080", `127.0.0.1:${this.airflowPort}`),
    );
    return (await run(command, environmentOf(container, { secrets, environment: this.machine(task) }))).status === 0;
  }

  logs(): string {
    return [...this.running].map(([name, one]) => `--- ${name}\n${one.log().slice(-4000)}`).join("\n");
  }

  async explained<T>(promise: Promise<T>): Promise<T> {
    return promise.catch((error: unknown) => {
      throw new Error(`${String(error)}\n${this.logs()}`);
    });
  }

  readonly call: ManagedCall = (path, more = {}) =>
    send(this.entry.port, `${this.line.managedApisPath}/${path}`, {
      ...more,
      headers: { ...more.headers, authorization: basic("admin", secrets["airflow.password"] ?? "") },
    });

  rows(sql: string): Promise<Record<string, unknown>[]> {
    return this.database.query(sql, undefined, "airflow_db");
  }

  async post(route: string, body: unknown): Promise<void> {
    const headers = await sessionHeaders(this.call, 3);
    const answer = await this.call(route, { method: "POST", headers, body: JSON.stringify(body) });
    assert.equal(answer.status, 200, `${route}: ${answer.body.slice(0, 2000)}`);
  }

  /** Deploys as the server does, and waits for the DAG processor. */
  async deploy(pipeline: { readonly name: string }): Promise<void> {
    await this.post("deploy", pipeline);
    const parsed = async () => (await this.rows(`SELECT 1 FROM dag WHERE dag_id = '${pipeline.name}'`)).length === 1;
    await this.explained(until(`DAG ${pipeline.name}`, parsed, 180));
    assert.deepEqual(await this.rows("SELECT stacktrace FROM import_error"), []);
  }

  /**
   * Triggers as the server does. The managed APIs give a DAG the second of its last parsing as its start and a run the
   * second of its trigger: within one second Airflow makes a run without tasks, which succeeds (1.13.6.3, Airflow 3.3.1).
   */
  async trigger(dag: string): Promise<void> {
    const instances = `SELECT 1 FROM task_instance i JOIN dag_run r USING (dag_id, run_id)
      WHERE dag_id = '${dag}' AND r.id = (SELECT max(id) FROM dag_run WHERE dag_id = '${dag}')`;
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await this.post("trigger", { dag_id: dag });
      if ((await this.rows(instances)).length > 0) return;
    }
    assert.fail(`no run of ${dag} got a task`);
  }

  /** Waits for the end of a DAG's last run, which must be as `wanted`. */
  async ended(dag: string, wanted: "success" | "failed", seconds = 180): Promise<void> {
    let state: unknown;
    const over = async () => {
      const [last] = await this.rows(`SELECT state FROM dag_run WHERE dag_id = '${dag}' ORDER BY id DESC LIMIT 1`);
      state = last?.state;
      return state === "success" || state === "failed";
    };
    await this.explained(until(`the end of ${dag}`, over, seconds));
    const told = state === wanted ? "" : (await this.call(`last_dag_logs?dag_id=${dag}&task_id=application_task`)).body;
    assert.equal(state, wanted, `${told.slice(0, 6000)}\n${this.logs()}`);
  }

  async stop(): Promise<void> {
    for (const one of this.running.values()) await one.stop();
    this.entry.stop();
    await this.gateway.stop();
    await this.stub.close();
    await this.database.stop();
    remove(this.folder);
  }
}
