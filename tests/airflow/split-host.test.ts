import assert from "node:assert/strict";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { type AirflowPart, airflowParts, airflowPartTask } from "../../openmetadata/tasks/airflow-parts";
import { airflowTask, type AirflowTaskSettings } from "../../openmetadata/tasks/airflow-task";
import type { ContainerSpec, TaskSpec } from "../../openmetadata/tasks/container-spec";
import { releaseLineOf } from "../../openmetadata/releases/release-lines";
import { basic, type Gateway, send, startGateway } from "../containers/gateway-server";
import { freePort, remove, run, scratch, until } from "../containers/parts";
import type { PostgresServer } from "../containers/postgres-server";
import { environmentOf, runContainer } from "../containers/run-container";
import {
  containerOf,
  helloPipeline,
  type ManagedCall,
  managedHostSettings,
  secrets,
  sessionHeaders,
  shopPipeline,
  startAirflowsPostgres,
  whyNot,
} from "./managed-host";
import { installedPrograms, managedHosts } from "./managed-host-packages";
import { type ServerStub, startServerStub } from "./server-stub";
import { type MountedContainer, startMounted } from "./mounted-container";

const chosen = managedHosts.filter(
  ({ version }) => releaseLineOf(version).splitsAirflow && (process.env.MANAGED_HOST_VERSION ?? version) === version,
);

for (const host of chosen) {
  const { version, packages } = host;
  const line = releaseLineOf(version);

  describe(`the stack's own split Airflow, ${version} on Airflow ${packages.split("-")[2]}`, { skip: whyNot }, () => {
    let database: PostgresServer;
    let stub: ServerStub;
    let folder: string;
    let bin: string;
    let settings: AirflowTaskSettings;
    let gateway: Gateway;
    let airflowPort: number;
    const running = new Map<string, MountedContainer>();

    const tasks = (): Record<"airflow" | AirflowPart, TaskSpec> => ({
      airflow: airflowTask(settings),
      "airflow-scheduler": airflowPartTask("airflow-scheduler", settings),
      "airflow-dag-processor": airflowPartTask("airflow-dag-processor", settings),
    });
    /** What differs on a test machine: paths of one task's own and of the shared folders, and the API server's port. */
    const machine = (task: string): Record<string, string> => {
      const home = join(folder, task);
      mkdirSync(home, { recursive: true });
      return {
        PATH: `${bin}:${process.env.PATH ?? ""}`,
        HOME: home,
        AIRFLOW_HOME: home,
        BOOTSTRAP_DIRECTORY: home,
        AIRFLOW__CORE__DAGS_FOLDER: join(folder, "dags"),
        AIRFLOW__OPENMETADATA_AIRFLOW_APIS__DAG_GENERATED_CONFIGS: join(folder, "dag-generated-configs"),
        AIRFLOW__LOGGING__BASE_LOG_FOLDER: join(folder, "logs"),
        ...(task === "airflow" && { AIRFLOW__API__PORT: String(airflowPort) }),
      };
    };
    const start = (task: "airflow" | AirflowPart, name: string): void => {
      const container = containerOf(tasks()[task], name);
      running.set(name, startMounted(container, { secrets, environment: machine(task) }, folder));
    };
    const schemaWait = (part: AirflowPart, seconds?: string) => {
      const container = containerOf(tasks()[part], "airflow-schema");
      const command = container.command?.map((word) => (seconds !== undefined && /^\d+$/.test(word) ? seconds : word));
      return runContainer({ ...container, command }, { secrets, environment: machine(part) });
    };
    const logs = (): string => [...running].map(([name, one]) => `--- ${name}\n${one.log().slice(-3000)}`).join("\n");
    const healthy = async (task: "airflow" | AirflowPart, container: ContainerSpec): Promise<boolean> => {
      const command = container.healthCheck?.command.map((word) =>
        word.replace("127.0.0.1:8080", `127.0.0.1:${airflowPort}`),
      );
      const environment = environmentOf(container, { secrets, environment: machine(task) });
      return (await run(command ?? [], environment)).status === 0;
    };
    const call: ManagedCall = (path, more = {}) =>
      send(gateway.port, `${line.managedApisPath}/${path}`, {
        ...more,
        headers: { ...more.headers, authorization: basic("admin", secrets["airflow.password"] ?? "") },
      });
    const rows = (sql: string) => database.query(sql, undefined, "airflow_db");
    const post = async (route: string, body: unknown): Promise<void> => {
      const headers = await sessionHeaders(call, 3);
      const answer = await call(route, { method: "POST", headers, body: JSON.stringify(body) });
      assert.equal(answer.status, 200, `${route}: ${answer.body.slice(0, 2000)}`);
    };
    const deployed = async (pipeline: { readonly name: string }): Promise<void> => {
      await post("deploy", pipeline);
      const parsed = async () => (await rows(`SELECT 1 FROM dag WHERE dag_id = '${pipeline.name}'`)).length === 1;
      await until(`DAG ${pipeline.name}`, parsed, 180).catch((error: unknown) => {
        throw new Error(`${String(error)}\n${logs()}`);
      });
      assert.deepEqual(await rows("SELECT stacktrace FROM import_error"), []);
    };
    /**
     * Triggers as the server does. The managed APIs give a DAG the second of its last parsing as its start and a run the
     * second of its trigger: within one second Airflow makes a run without tasks, which succeeds (1.13.6.3, Airflow 3.3.1).
     */
    const triggered = async (dag: string): Promise<void> => {
      const instances = `SELECT 1 FROM task_instance i JOIN dag_run r USING (dag_id, run_id)
        WHERE dag_id = '${dag}' AND r.id = (SELECT max(id) FROM dag_run WHERE dag_id = '${dag}')`;
      for (let attempt = 1; attempt <= 5; attempt += 1) {
        await new Promise((resolve) => setTimeout(resolve, 1500));
        await post("trigger", { dag_id: dag });
        if ((await rows(instances)).length > 0) return;
      }
      assert.fail(`no run of ${dag} got a task`);
    };
    const stateOf = async (dag: string): Promise<string | undefined> =>
      (await rows(`SELECT state FROM dag_run WHERE dag_id = '${dag}' ORDER BY id DESC LIMIT 1`))[0]?.state as string;
    const ended = async (dag: string, wanted: string, seconds = 180): Promise<void> => {
      let state: string | undefined;
      const over = async () => ["success", "failed"].includes((state = await stateOf(dag)) ?? "");
      await until(`the end of ${dag}`, over, seconds).catch((error: unknown) => {
        throw new Error(`${String(error)}: ${state}\n${logs()}`);
      });
      const told = await call(`last_dag_logs?dag_id=${dag}&task_id=application_task`);
      assert.equal(state, wanted, `${told.body.slice(0, 6000)}\n${logs()}`);
    };

    before(
      async () => {
        bin = installedPrograms(host);
        folder = scratch("split-airflow");
        for (const name of ["dags", "dag-generated-configs", "logs"]) mkdirSync(join(folder, name));
        database = await startAirflowsPostgres();
        stub = await startServerStub(packages.split("-")[0] ?? version, "shop");
        airflowPort = await freePort();
        gateway = await startGateway({
          airflowPort,
          username: "admin",
          password: secrets["airflow.password"] ?? "",
        });
        const entry = `http://127.0.0.1:${gateway.port}`;
        settings = managedHostSettings({
          version,
          databasePort: database.port,
          topology: "split",
          serverApiUrl: stub.apiUrl,
          baseUrl: entry,
          executionApiUrl: `${entry}/execution/`,
        });
        const api = tasks().airflow;
        const made = await runContainer(containerOf(api, "bootstrap"), { secrets, environment: machine("airflow") });
        assert.equal(made.status, 0, made.output);
      },
      { timeout: 900_000 },
    );
    after(async () => {
      for (const one of running.values()) await one.stop();
      await gateway?.stop();
      await stub?.close();
      await database?.stop();
      if (folder) remove(folder);
    });

    test("a part waits for the schema, and ends while there is none", { timeout: 240_000 }, async () => {
      const { status, output } = await schemaWait("airflow-scheduler", "2");
      assert.notEqual(status, 0, output);
    });

    test("the API server's task makes the schema once, and the parts go on", { timeout: 400_000 }, async () => {
      const waiting = airflowParts.map((part) => schemaWait(part));
      const initialised = await runContainer(containerOf(tasks().airflow, "airflow-init"), {
        secrets,
        environment: machine("airflow"),
      });
      assert.equal(initialised.status, 0, initialised.output);
      for (const { status, output } of await Promise.all(waiting)) assert.equal(status, 0, output);
    });

    test("each program runs by itself and its own health check turns healthy", { timeout: 400_000 }, async () => {
      start("airflow", "airflow");
      start("airflow-scheduler", "airflow-scheduler");
      start("airflow-scheduler", "airflow-triggerer");
      start("airflow-dag-processor", "airflow-dag-processor");
      for (const [task, { containers }] of Object.entries(tasks()) as ["airflow" | AirflowPart, TaskSpec][])
        for (const container of containers.filter(({ name, healthCheck }) => healthCheck && name !== "gateway"))
          await until(container.name, () => healthy(task, container), 200).catch((error: unknown) => {
            throw new Error(`${String(error)}\n${logs()}`);
          });
      const health = JSON.parse((await send(airflowPort, line.airflowHealthPath)).body) as Record<
        string,
        { status: string }
      >;
      for (const part of ["metadatabase", "scheduler", "triggerer", "dag_processor"])
        assert.equal(health[part]?.status, "healthy", `${part}\n${logs()}`);
    });

    test(
      "a workflow deployed through the gateway becomes a DAG, and the parts cannot write it",
      { timeout: 300_000 },
      async () => {
        await deployed(shopPipeline(stub.apiUrl));
        assert.ok(existsSync(join(folder, "dags", "shop_metadata.py")));
        for (const name of ["airflow-scheduler", "airflow-dag-processor"])
          assert.deepEqual(await running.get(name)?.writable(), ["logs"]);
      },
    );

    test(
      "a run reaches the execution API by the gateway and succeeds; its status and log are read",
      { timeout: 400_000 },
      async () => {
        await deployed(helloPipeline(stub.apiUrl, { name: "hello", sleep: 1 }));
        await triggered("hello");
        await ended("hello", "success");
        const status = await call("status?dag_id=hello");
        assert.equal(status.status, 200, status.body);
        assert.match(status.body, /success/);
        const log = await call("last_dag_logs?dag_id=hello&task_id=application_task");
        assert.equal(log.status, 200, log.body);
        assert.match(log.body, /hello from hello/);
      },
    );

    test("a run that is killed by the managed APIs ends as failed", { timeout: 400_000 }, async () => {
      await deployed(helloPipeline(stub.apiUrl, { name: "long", sleep: 300 }));
      await triggered("long");
      const runs = async () =>
        (await rows("SELECT 1 FROM task_instance WHERE dag_id = 'long' AND state = 'running'")).length === 1;
      await until("the run", runs, 120);
      await post("kill", { dag_id: "long" });
      await ended("long", "failed", 30);
    });
  });
}
