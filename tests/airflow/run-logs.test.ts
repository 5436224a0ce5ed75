import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { runLogs } from "../../components/aws/airflow/run-logs";
import type { LogGroups } from "../../components/aws/observability/logs";
import type { StackConfig } from "../../config/stack-config";
import { ecsExecutorPackage } from "../../openmetadata/environment/ecs-executor";
import { airflowWorkerTask, workerContainer } from "../../openmetadata/tasks/airflow-parts";
import { releaseLineOf } from "../../openmetadata/releases/release-lines";
import { remove, scratch, until } from "../containers/parts";
import { EcsAccount, ecsMissing } from "./ecs-account";
import { containerOf, helloPipeline, secrets, whyNot } from "./managed-host";
import { installedPrograms, managedHosts } from "./managed-host-packages";
import { mountsOf, SplitAirflow } from "./split-airflow";

const chosen = managedHosts.filter(
  ({ version }) => releaseLineOf(version).splitsAirflow && (process.env.MANAGED_HOST_VERSION ?? version) === version,
);

/** What the stack lets its roles do with the logs of runs, by the task that has the role. */
function logRights(): Record<string, readonly string[]> {
  const groups = { group: () => ({ arn: "arn" }) } as unknown as LogGroups;
  const rights = runLogs({ airflow: { host: "create", runLogs: "cloudwatch" } } as StackConfig, groups);
  assert.ok(rights);
  return {
    worker: rights.ofWorker.flatMap(({ actions }) => actions),
    airflow: rights.ofApiServer.flatMap(({ actions }) => actions),
    ...{ "airflow-scheduler": [], "airflow-dag-processor": [], "airflow-migrate": [], "airflow-admin": [] },
  };
}

for (const host of chosen) {
  const title = `logs of runs in CloudWatch, ${host.version} on Airflow ${host.packages.split("-")[2]}`;
  describe(title, { skip: whyNot || ecsMissing() }, () => {
    let account: EcsAccount;
    let airflow: SplitAirflow;
    let place: string;

    before(
      async () => {
        place = scratch("run-logs");
        const withProvider = { ...host, added: [ecsExecutorPackage] };
        const folder = join(place, "airflow");
        // A worker mounts no volume of logs: they are on its own disk.
        const { AIRFLOW__LOGGING__BASE_LOG_FOLDER: _, ...mounts } = mountsOf(installedPrograms(withProvider), folder);
        account = await EcsAccount.start(place, mounts, logRights());
        airflow = await SplitAirflow.prepare(withProvider, {
          ...{ parallelism: 2, environment: account.environment, folder },
          runLogGroupArn: await account.logGroup("stack-airflow-runs"),
          executor: await account.executor(workerContainer),
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

    const explained = async (dag: string, wanted: "success" | "failed") =>
      airflow.ended(dag, wanted, 300).catch((error: unknown) => {
        const workers = account.ran().map(({ id }) => account.log(id).slice(-4000));
        throw new Error([String(error), ...workers].join("\n"));
      });
    const lastLogs = async (dag: string) =>
      (await airflow.call(`last_dag_logs?dag_id=${dag}&task_id=application_task`)).body;

    test("a worker writes the log; OpenMetadata and Airflow's own API read it", { timeout: 400_000 }, async () => {
      await airflow.deploy(helloPipeline(airflow.stub.apiUrl, { name: "hello", sleep: 1 }));
      await airflow.trigger("hello");
      await explained("hello", "success");
      assert.equal(existsSync(join(airflow.folder, "logs", "dag_id=hello")), false, "a file on the volume");
      const body = await lastLogs("hello");
      assert.match(body, /hello from hello/);
      assert.equal(body.split("hello from hello").length, 2, `the line once: ${body}`);
      assert.match(await ofAirflow(airflow, "hello"), /Reading remote log from Cloudwatch[^]*hello from hello/);
    });

    test("the log of a run that still runs is read", { timeout: 400_000 }, async () => {
      await airflow.deploy(helloPipeline(airflow.stub.apiUrl, { name: "long", sleep: 150 }));
      await airflow.trigger("long");
      const running = "SELECT 1 FROM task_instance WHERE dag_id = 'long' AND state = 'running'";
      await until("the run", async () => (await airflow.rows(running)).length === 1, 120);
      const began = Date.now();
      await until("its log", async () => lines(await lastLogs("long")).length > 0, 140);
      console.log(`${lines(await lastLogs("long"))[0]}: after ${Math.round((Date.now() - began) / 1000)} s`);
      assert.equal((await airflow.rows(running)).length, 1);
      await explained("long", "success");
    });

    test("workers write, the API server reads and logs what it scans, and nobody else asks", () => {
      const calls = account.logCalls();
      const asked = (caller: string, allowed: boolean) =>
        [
          ...new Set(
            calls.filter((one) => one.caller === caller && one.allowed === allowed).map(({ action }) => action),
          ),
        ]
          .sort()
          .join(" ");
      assert.equal(asked("worker", true), "CreateLogGroup CreateLogStream PutLogEvents");
      assert.equal(asked("worker", false), "DescribeLogGroups");
      assert.match(asked("airflow", true), /^CreateLogGroup.* GetLogEvents/);
      assert.equal(asked("airflow", false), "DescribeLogGroups");
      assert.deepEqual([...new Set(calls.map(({ caller }) => caller))].sort(), ["airflow", "test", "worker"]);
    });
  });
}

/** What the run itself said, without where it was looked for. */
const lines = (body: string): string[] =>
  ((JSON.parse(body) as { application_task?: string }).application_task ?? "")
    .split("\n")
    .filter((line) => line !== "" && !/::(end)?group|remote log|log stream|served logs/i.test(line));

/** A run's log as Airflow's pages ask for it. */
async function ofAirflow(airflow: SplitAirflow, dag: string): Promise<string> {
  const base = `http://127.0.0.1:${airflow.airflowPort}`;
  const login = await fetch(`${base}/auth/token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username: "admin", password: secrets["airflow.password"] }),
  });
  const { access_token: token } = (await login.json()) as { access_token: string };
  const [run] = await airflow.rows(`SELECT run_id FROM dag_run WHERE dag_id = '${dag}'`);
  const path = `dags/${dag}/dagRuns/${encodeURIComponent(String(run?.run_id))}/taskInstances/application_task/logs/1`;
  const answer = await fetch(`${base}/api/v2/${path}`, { headers: { authorization: `Bearer ${token}` } });
  return answer.text();
}
