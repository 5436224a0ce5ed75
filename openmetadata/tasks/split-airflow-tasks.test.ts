import assert from "node:assert/strict";
import { test } from "node:test";
import { runLogNames, runLogVariables } from "../environment/run-logs";
import { images } from "../images/images";
import { releaseLineOf } from "../releases/release-lines";
import { airflowHousekeepingTask } from "./airflow-housekeeping";
import { airflowParts, airflowPartTask, airflowWorkerTask } from "./airflow-parts";
import { airflowSteps, airflowStepTask } from "./airflow-schema";
import { airflowTask } from "./airflow-task";
import type { AirflowTaskSettings } from "./airflow-task-settings";
import type { ContainerSpec, TaskSpec } from "./container-spec";

const database = { engine: "postgres", host: "db", port: 5432, name: "a", user: "a", masterUser: "master" } as const;
const airflowSettings = (more: Partial<AirflowTaskSettings>): AirflowTaskSettings => ({
  line: releaseLineOf("1.13.6"),
  images: { ingestion: "ingestion", databaseClient: images.postgresClient, gateway: images.gateway },
  database,
  environment: [],
  adminUser: "admin",
  ...more,
});

const container = (task: TaskSpec, name: string): ContainerSpec => {
  const found = task.containers.find((candidate) => candidate.name === name);
  assert.ok(found, `no container ${name}`);
  return found;
};

test("the gateway of an API server that rolls begins once that is healthy, and serves on when it is stopped", () => {
  const gateway = (topology: "single" | "split") => container(airflowTask(airflowSettings({ topology })), "gateway");
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
  const settings = airflowSettings({ environment, topology: "split", runLogs: "cloudwatch" });
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
  const own = airflowSettings({ environment, topology: "split" });
  assert.ok(
    container(airflowPartTask("airflow-scheduler", own), "airflow-scheduler").environment.length === 2,
    "a scheduler that runs workflows keeps what a stack file says of its own",
  );
});
