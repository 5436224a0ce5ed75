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

const runs = Number(process.env.ECS_RUNS ?? "8");
const atATime = Number(process.env.ECS_AT_A_TIME ?? "4");
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
          parallelism: atATime,
          workerSizes: { application: { cpu: 2048, memory: 8192 }, profiler: { cpu: 4096, memory: 16384 } },
          executor: {
            cluster: account.cluster,
            taskDefinition: account.revisionOf(workerContainer),
            container: workerContainer,
            region: account.region,
            ...(await account.network()),
          },
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

    test(`${runs} runs end well, each in one task`, { timeout: 900_000 }, async () => {
      const before = account.ran().length;
      const names = Array.from({ length: runs }, (_, index) => `many_${index}`);
      for (const name of names) await airflow.deploy(helloPipeline(airflow.stub.apiUrl, { name, sleep: 2 }));
      const began = Date.now();
      for (const name of names) await airflow.trigger(name);
      for (const name of names) await airflow.ended(name, "success", 800);
      const seconds = Math.round((Date.now() - began) / 1000);
      const ended = account.ran().filter(({ processorSeconds }) => processorSeconds !== undefined);
      const processor = ended.reduce((sum, one) => sum + (one.processorSeconds ?? 0), 0) / ended.length;
      const peak = Math.max(...ended.map(({ peakMiB }) => peakMiB ?? 0));
      console.log(
        `${runs} runs, ${atATime} at a time: ${seconds} s, ${processor.toFixed(1)} s of processor time a run, ${peak} MiB at most`,
      );
      assert.equal(account.ran().length - before, runs);
      const sized = account.ran().filter(({ size }) => size.cpu === "2048" && size.memory === "8192");
      assert.equal(sized.length, account.ran().length, "tasks of the size of their kind");
    });

    test(
      "scheduler and API server start again in the middle of runs: none is lost, none runs twice",
      { timeout: 900_000 },
      async () => {
        const before = account.ran().length;
        const names = ["restarted_0", "restarted_1", "restarted_2"];
        for (const name of names) await airflow.deploy(helloPipeline(airflow.stub.apiUrl, { name, sleep: 45 }));
        for (const name of names) await airflow.trigger(name);
        await until("a worker", async () => (await lastTask("restarted_0"))?.state === "running", 200);
        await airflow.restart("airflow-scheduler", "airflow-scheduler");
        await airflow.restart("airflow", "airflow");
        for (const name of names) await airflow.ended(name, "success", 500);
        assert.equal(account.ran().length - before, names.length);
        for (const name of names) assert.equal((await lastTask(name))?.try_number, 1);
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
