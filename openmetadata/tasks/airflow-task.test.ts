import assert from "node:assert/strict";
import { test } from "node:test";
import { type TaskSpec } from "./container-spec";
import { lineRanges } from "../releases/lines";
import { releaseLineOf } from "../releases/release-lines";
import { runLogNames, runLogVariables } from "../environment/run-logs";
import { airflowHousekeepingTask } from "./airflow-housekeeping";
import { airflowParts, airflowPartTask, airflowWorkerTask } from "./airflow-parts";
import { airflowSteps, airflowStepTask } from "./airflow-schema";
import { airflowEntryPort, airflowTask } from "./airflow-task";
import { airflowSettings, names, container, secretsOf, precedes } from "./testing/task-settings";

test("Airflow waits for its schema, and Airflow 3 has the gateway as its entry", () => {
  for (const { newest } of lineRanges) {
    const task = airflowTask(airflowSettings(newest));
    assert.deepEqual([...precedes(task, "airflow")].sort(), ["airflow-schema"]);
    const three = releaseLineOf(newest).airflowMajor === 3;
    assert.equal(names(task).includes("gateway"), three, newest);
    assert.equal(airflowEntryPort(airflowSettings(newest)), three ? 8081 : 8080);
    assert.equal(container(task, "airflow").healthCheck?.command.includes("dag_processor"), three, newest);
    assert.equal(container(task, "airflow").stopTimeoutSeconds, 120);
    const folders = container(task, "airflow").mounts.flatMap(({ volume, path }) =>
      volume === "bootstrap" ? [] : [path],
    );
    const line = releaseLineOf(newest);
    assert.deepEqual(folders, [line.airflowDagsFolder, line.airflowGeneratedConfigsFolder, `${line.airflowHome}/logs`]);
  }
});

test("the gateway of an API server that rolls begins once that is healthy, and serves on when it is stopped", () => {
  const gateway = (topology: "single" | "split") =>
    container(airflowTask(airflowSettings("1.13.6", { topology })), "gateway");
  assert.deepEqual(gateway("single").dependsOn, [{ container: "airflow", condition: "START" }]);
  const { dependsOn, environment, stopTimeoutSeconds = 0 } = gateway("split");
  assert.deepEqual(dependsOn, [{ container: "airflow", condition: "HEALTHY" }]);
  const drain = environment.find(({ name }) => name === "GATEWAY_DRAIN_SECONDS");
  assert.ok(drain && "value" in drain);
  assert.ok(
    Number(drain.value) >= 60 && Number(drain.value) <= stopTimeoutSeconds - 30,
    "and time for what is under way",
  );
});

test("only workers and the API server know of logs in CloudWatch, and workers then mount no volume of logs", () => {
  const environment = Object.entries(runLogVariables("arn")).map(([name, value]) => ({ name, value }));
  const settings = airflowSettings("1.13.6", { environment, topology: "split", runLogs: "cloudwatch" });
  const tasks = [
    airflowTask(settings),
    airflowWorkerTask(settings),
    ...airflowParts.map((part) => airflowPartTask(part, settings)),
    ...airflowSteps.map((step) => airflowStepTask(settings, step)),
    airflowHousekeepingTask(settings, 60),
  ];
  const knowing = tasks
    .flatMap(({ containers }) => containers)
    .filter((each) => each.environment.some(({ name }) => runLogNames.includes(name)));
  assert.deepEqual(
    knowing.map(({ name }) => name),
    ["airflow", "airflow-worker"],
  );
  const { containers, volumes } = airflowWorkerTask(settings);
  const mounted = containers.flatMap(({ mounts }) => mounts.map(({ volume }) => volume));
  assert.deepEqual([mounted, volumes.map(({ name }) => name)], [["dags", "dag-generated-configs"], mounted]);
  const own = airflowSettings("1.13.6", { environment, topology: "split" });
  assert.ok(
    container(airflowPartTask("airflow-scheduler", own), "airflow-scheduler").environment.length === 2,
    "a scheduler that runs workflows keeps what a stack file says of its own",
  );
});

test("only the step that sets it, and an image whose own script makes an admin, get the admin's password", () => {
  const environment = [
    { name: "AIRFLOW_ADMIN_PASSWORD", secret: "airflow.password" },
    { name: "AIRFLOW__CORE__FERNET_KEY", secret: "airflow.fernetKey" },
    { name: "AIRFLOW__API_AUTH__JWT_SECRET", secret: "airflow.jwtSecret" },
    { name: "DB_PASSWORD", secret: "database.airflow" },
    { name: "SNOWFLAKE_PASSWORD", secret: "airflowEnvironment.SNOWFLAKE_PASSWORD" },
  ] as const;
  const settings = airflowSettings("1.13.6", { environment });
  const split = airflowSettings("1.13.6", { environment, topology: "split" });
  const read = (task: TaskSpec, name: string) => secretsOf(container(task, name)).sort();
  assert.deepEqual(read(airflowStepTask(settings, "airflow-admin"), "airflow-admin"), [
    "airflow.password",
    "database.airflow",
  ]);
  assert.deepEqual(read(airflowStepTask(settings, "airflow-migrate"), "airflow-migrate"), [
    "airflow.fernetKey",
    "database.airflow",
  ]);
  assert.deepEqual(read(airflowTask(settings), "airflow-schema"), ["database.airflow"]);
  const has = (task: TaskSpec) => read(task, "airflow").includes("airflow.password");
  assert.deepEqual([has(airflowTask(settings)), has(airflowTask(split))], [true, false]);
});

test("the image of 0.12.0 starts by itself, later ones by their script", () => {
  assert.equal(container(airflowTask(airflowSettings("0.12.0")), "airflow").command, undefined);
  assert.deepEqual(container(airflowTask(airflowSettings("1.13.6")), "airflow").command, [
    "/opt/airflow/ingestion_dependency.sh",
  ]);
});
