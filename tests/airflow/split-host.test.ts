import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { airflowParts } from "../../openmetadata/tasks/airflow-parts";
import { airflowSteps } from "../../openmetadata/tasks/airflow-schema";
import { releaseLineOf } from "../../openmetadata/releases/release-lines";
import { send } from "../containers/gateway-server";
import { until } from "../containers/parts";
import { helloPipeline, shopPipeline, whyNot } from "./managed-host";
import { managedHosts } from "./managed-host-packages";
import { SplitAirflow } from "./split-airflow";

const chosen = managedHosts.filter(
  ({ version }) => releaseLineOf(version).splitsAirflow && (process.env.MANAGED_HOST_VERSION ?? version) === version,
);

for (const host of chosen) {
  const title = `the stack's own split Airflow, ${host.version} on Airflow ${host.packages.split("-")[2]}`;
  describe(title, { skip: whyNot }, () => {
    let airflow: SplitAirflow;
    before(
      async () => {
        airflow = await SplitAirflow.prepare(host);
      },
      { timeout: 900_000 },
    );
    after(() => airflow?.stop());

    test("a program waits for the schema, and ends while there is none", { timeout: 240_000 }, async () => {
      const briefly = (word: string) => (/^\d+$/.test(word) ? "2" : word);
      const { status, output } = await airflow.step("airflow-scheduler", "airflow-schema", briefly);
      assert.notEqual(status, 0, output);
    });

    test("steps make schema and admin, again and again, and every program goes on", { timeout: 900_000 }, async () => {
      for (const step of [...airflowSteps, ...airflowSteps]) await airflow.runStep(step);
      for (const task of ["airflow", ...airflowParts] as const) {
        const { status, output } = await airflow.step(task, "airflow-schema");
        assert.equal(status, 0, output);
      }
    });

    test("each program runs by itself and its own health check turns healthy", { timeout: 400_000 }, async () => {
      await airflow.startPrograms();
      const { body } = await send(airflow.airflowPort, airflow.line.airflowHealthPath);
      const health = JSON.parse(body) as Record<string, { status: string }>;
      for (const part of ["metadatabase", "scheduler", "triggerer", "dag_processor"])
        assert.equal(health[part]?.status, "healthy", `${part}\n${airflow.logs()}`);
    });

    test(
      "a workflow deployed through the gateway becomes a DAG that the parts only read",
      { timeout: 300_000 },
      async () => {
        await airflow.deploy(shopPipeline(airflow.stub.apiUrl));
        assert.ok(existsSync(join(airflow.folder, "dags", "shop_metadata.py")));
        for (const name of ["airflow-scheduler", "airflow-dag-processor"])
          assert.deepEqual(await airflow.running.get(name)?.writable(), ["logs"]);
      },
    );

    test(
      "a run reaches the execution API by the gateway and succeeds; status and log are read",
      { timeout: 400_000 },
      async () => {
        await airflow.deploy(helloPipeline(airflow.stub.apiUrl, { name: "hello", sleep: 1 }));
        await airflow.trigger("hello");
        await airflow.ended("hello", "success");
        const status = await airflow.call("status?dag_id=hello");
        assert.equal(status.status, 200, status.body);
        assert.match(status.body, /success/);
        const log = await airflow.call("last_dag_logs?dag_id=hello&task_id=application_task");
        assert.equal(log.status, 200, log.body);
        assert.match(log.body, /hello from hello/);
      },
    );

    test(
      "the API server rolls in the middle of a run: status and logs are never away, and the run succeeds",
      { timeout: 600_000 },
      async () => {
        await airflow.deploy(helloPipeline(airflow.stub.apiUrl, { name: "rolled", sleep: 90 }));
        await airflow.trigger("rolled");
        const runs = "SELECT 1 FROM task_instance WHERE dag_id = 'rolled' AND state = 'running'";
        await until("the run", async () => (await airflow.rows(runs)).length === 1, 120);
        let rolled = false;
        const rolling = airflow.rollApiServer().finally(() => (rolled = true));
        let answers = 0;
        while (!rolled) {
          for (const path of ["status?dag_id=rolled", "last_dag_logs?dag_id=hello&task_id=application_task"])
            assert.equal((await airflow.call(path)).status, 200, path);
          answers += 1;
          await new Promise((resolve) => setTimeout(resolve, 500));
        }
        await rolling;
        console.log(`${answers} times asked while the API server rolled`);
        await airflow.deploy(helloPipeline(airflow.stub.apiUrl, { name: "after", sleep: 1 }));
        await airflow.ended("rolled", "success", 300);
        assert.deepEqual(await airflow.rows("SELECT try_number FROM task_instance WHERE dag_id = 'rolled'"), [
          { try_number: 1 },
        ]);
      },
    );

    test("a run that is killed by the managed APIs ends as failed", { timeout: 400_000 }, async () => {
      await airflow.deploy(helloPipeline(airflow.stub.apiUrl, { name: "long", sleep: 300 }));
      await airflow.trigger("long");
      const runs = "SELECT 1 FROM task_instance WHERE dag_id = 'long' AND state = 'running'";
      await until("the run", async () => (await airflow.rows(runs)).length === 1, 120);
      await airflow.post("kill", { dag_id: "long" });
      await airflow.ended("long", "failed", 30);
    });
  });
}
