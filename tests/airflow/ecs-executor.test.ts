import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { ecsExecutorPackage } from "../../openmetadata/environment/ecs-executor";
import { airflowWorkerTask, workerContainer } from "../../openmetadata/tasks/airflow-parts";
import { releaseLineOf } from "../../openmetadata/releases/release-lines";
import { scratch, remove, until } from "../containers/parts";
import { EcsAccount, ecsMissing } from "./ecs-account";
import { containerOf, helloPipeline, whyNot } from "./managed-host";
import { installedPrograms, managedHosts } from "./managed-host-packages";
import { mountsOf, SplitAirflow } from "./split-airflow";

/** The table of docs/scaling.md is of ECS_RUNS=40 and ECS_AT_A_TIME=1,4,16. */
const runs = Number(process.env.ECS_RUNS ?? "8");
const atATime = (process.env.ECS_AT_A_TIME ?? "4").split(",").map(Number);
const names = Array.from({ length: runs }, (_, index) => `many_${index}`);
/** Milliseconds: a run takes about 12 s of processor time, which other programs of the machine may share. */
const timeLimit = 900_000 + runs * 60_000;
const chosen = managedHosts.filter(
  ({ version }) => releaseLineOf(version).splitsAirflow && (process.env.MANAGED_HOST_VERSION ?? version) === version,
);

for (const host of chosen) {
  const title = `the stack's own Airflow with an ECS task for each run, ${host.version} on Airflow ${host.packages.split("-")[2]}`;
  describe(title, { skip: whyNot || ecsMissing() }, () => {
    let account: EcsAccount;
    let airflow: SplitAirflow;
    let place: string;
    const states = (dag: string) =>
      airflow.rows(`SELECT state, count(*)::int AS runs FROM dag_run WHERE dag_id = '${dag}' GROUP BY state`);
    /** Tries of the last run of a DAG, and the state of its task. */
    const lastTask = async (dag: string) =>
      (
        await airflow.rows(
          `SELECT state, try_number FROM task_instance WHERE dag_id = '${dag}' ORDER BY queued_dttm DESC LIMIT 1`,
        )
      )[0];

    before(
      async () => {
        place = scratch("ecs-account");
        const withProvider = { ...host, added: [ecsExecutorPackage] };
        const folder = join(place, "airflow");
        account = await EcsAccount.start(place, mountsOf(installedPrograms(withProvider), folder));
        airflow = await SplitAirflow.prepare(withProvider, {
          parallelism: atATime[0] ?? 4,
          workerSizes: { application: { cpu: 2048, memory: 8192 }, profiler: { cpu: 4096, memory: 16384 } },
          executor: await account.executor(workerContainer),
          environment: account.environment,
          folder,
        });
        await account.register(workerContainer, containerOf(airflowWorkerTask(airflow.settings), workerContainer));
        await airflow.startAll();
      },
      { timeout: 900_000 },
    );
    after(async () => {
      await account?.stop();
      await airflow?.stop();
      if (place) remove(place);
    });

    test("a run is a task of ECS with the worker's environment alone, and succeeds", { timeout: 400_000 }, async () => {
      await airflow.deploy(helloPipeline(airflow.stub.apiUrl, { name: "hello", sleep: 1 }));
      await airflow.trigger("hello");
      await airflow.ended("hello", "success", 240).catch((error: unknown) => {
        throw new Error(
          `${String(error)}\n${account
            .ran()
            .map(({ id }) => account.log(id))
            .join("\n")
            .slice(-4000)}`,
        );
      });
      const [task] = account.ran();
      assert.ok(task, "no task was run");
      assert.deepEqual(task.size, { cpu: "2048", memory: "8192" }, "the size of its kind");
      assert.deepEqual(
        task.names.filter((name) =>
          /^(DB_|AIRFLOW_DB|AIRFLOW_ADMIN|AWS_)|SQL_ALCHEMY|JWT_SECRET|SECRET_KEY/.test(name),
        ),
        [],
      );
      const log = await airflow.call("last_dag_logs?dag_id=hello&task_id=application_task");
      assert.match(log.body, /hello from hello/);
    });

    /** Deploys what is not there yet. */
    const deployMany = async () => {
      const there = await airflow.rows("SELECT dag_id FROM dag");
      for (const name of names.filter((one) => !there.some((row) => row.dag_id === one)))
        await airflow.deploy(helloPipeline(airflow.stub.apiUrl, { name, sleep: 2 }));
    };
    /** Every run so far had one try of its task, and that ended well. */
    const onlyOnce = async (dags: string) =>
      assert.deepEqual(
        await airflow.rows(
          `SELECT dag_id, run_id, state, try_number FROM task_instance
           WHERE dag_id LIKE '${dags}' AND (try_number <> 1 OR state IS DISTINCT FROM 'success')`,
        ),
        [],
      );
    const told = (what: string, began: number, before: readonly string[]) => {
      const seconds = Math.round((Date.now() - began) / 1000);
      const ended = account.ran().filter(({ id, processorSeconds }) => !before.includes(id) && processorSeconds);
      const processor = ended.reduce((sum, one) => sum + (one.processorSeconds ?? 0), 0) / ended.length;
      const peak = Math.max(...ended.map(({ peakMiB }) => peakMiB ?? 0));
      console.log(`${what}: ${seconds} s, ${processor.toFixed(1)} s of processor time a run, ${peak} MiB at most`);
    };

    for (const level of atATime)
      test(`${runs} runs end well, each in one task, ${level} at a time`, { timeout: timeLimit }, async () => {
        await airflow.withParallelism(level);
        await deployMany();
        const before = account.ran().map(({ id }) => id);
        const began = Date.now();
        for (const name of names) await airflow.trigger(name);
        for (const name of names) await airflow.ended(name, "success", timeLimit / 1000);
        told(`${runs} runs, ${level} at a time`, began, before);
        assert.equal(account.ran().length - before.length, runs);
        await onlyOnce("many_%");
        const sized = account.ran().filter(({ size }) => size.cpu === "2048" && size.memory === "8192");
        assert.equal(sized.length, account.ran().length, "tasks of the size of their kind");
      });

    test(
      "scheduler and API server start again in the middle of runs: none is lost, none runs twice",
      { timeout: timeLimit },
      async () => {
        const long = ["restarted_0", "restarted_1", "restarted_2"];
        for (const name of long) await airflow.deploy(helloPipeline(airflow.stub.apiUrl, { name, sleep: 45 }));
        await deployMany();
        const before = account.ran().map(({ id }) => id);
        const began = Date.now();
        for (const name of [...long, ...names]) await airflow.trigger(name);
        await until("a worker", async () => (await lastTask("restarted_0"))?.state === "running", 200);
        await airflow.restart("airflow-scheduler", "airflow-scheduler");
        await airflow.restart("airflow", "airflow");
        for (const name of [...long, ...names]) await airflow.ended(name, "success", timeLimit / 1000);
        told(`${runs + long.length} runs with a restart`, began, before);
        assert.equal(account.ran().length - before.length, runs + long.length);
        await onlyOnce("restarted_%");
        await onlyOnce("many_%");
      },
    );

    test("a run waits while RunTask is refused for a quota, and then runs once", { timeout: 400_000 }, async () => {
      const before = account.ran().length;
      account.refuse(true);
      await airflow.trigger("hello");
      await new Promise((resolve) => setTimeout(resolve, 30_000));
      assert.equal((await lastTask("hello"))?.state, "queued");
      account.refuse(false);
      await airflow.ended("hello", "success", 240);
      assert.equal(account.ran().length - before, 1);
    });

    test("a run whose worker is killed fails, and is not run a second time", { timeout: 600_000 }, async () => {
      const before = account.ran().map(({ id }) => id);
      await airflow.deploy(helloPipeline(airflow.stub.apiUrl, { name: "long", sleep: 120 }));
      await airflow.trigger("long");
      await until("the worker", async () => (await lastTask("long"))?.state === "running", 120);
      const [worker] = account.ran().filter(({ id }) => !before.includes(id));
      assert.ok(worker);
      process.kill(-worker.pid, "SIGKILL");
      await airflow.ended("long", "failed", 500);
      assert.equal((await states("long")).length, 1);
    });
  });
}
