import assert from "node:assert/strict";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { dagReaderCommand, type WorkerSizes } from "../../openmetadata/tasks/airflow-program";
import { airflowPartTask, airflowParts } from "../../openmetadata/tasks/airflow-parts";
import { airflowTask } from "../../openmetadata/tasks/airflow-task";
import { managedHostSettings } from "../airflow/managed-host";
import { program, remove, run, scratch } from "./parts";

const skip = program("python3") === undefined ? "no python3" : false;

const sizes = { profiler: { cpu: 2048, memory: 8192 } };

/** Stands for Airflow: reads its local settings as that does, and prints what they make of a task of each tag. */
const airflow = `#!/usr/bin/env python3
import json, sys, types
import airflow_local_settings
said = {}
for tags in ({"OpenMetadata", "type:profiler", "service:shop"}, {"type:metadata"}, {"profiler"}, set()):
    task = types.SimpleNamespace(dag=types.SimpleNamespace(tags=tags), executor_config={"kept": 1})
    airflow_local_settings.task_policy(task)
    said[" ".join(sorted(tags))] = task.executor_config
print(json.dumps([sys.argv[1:], said]))
`;

describe("sizes by kind of pipeline in a program that reads DAGs", { skip }, () => {
  let folder: string;
  beforeEach(() => {
    folder = scratch("worker-sizes");
    writeFileSync(join(folder, "airflow"), airflow);
    chmodSync(join(folder, "airflow"), 0o755);
  });
  afterEach(() => remove(folder));

  const start = (program: "api-server" | "dag-processor", asked: WorkerSizes) => {
    const { entryPoint = [], command = [] } = dagReaderCommand(program, asked);
    return run([...entryPoint, ...command], {
      PATH: `${folder}:${process.env.PATH ?? ""}`,
      HOME: folder,
      AIRFLOW_HOME: folder,
      AIRFLOW__DATABASE__SQL_ALCHEMY_CONN: "postgresql://db",
    });
  };

  for (const program of ["api-server", "dag-processor"] as const)
    test(`${program}: a task of a kind that has a size gets it as ECS takes it, the others none`, async () => {
      const { status, output } = await start(program, sizes);
      assert.equal(status, 0, output);
      assert.deepEqual(JSON.parse(output), [
        [program],
        {
          "OpenMetadata service:shop type:profiler": { kept: 1, overrides: { cpu: "2048", memory: "8192" } },
          "type:metadata": { kept: 1 },
          profiler: { kept: 1 },
          "": { kept: 1 },
        },
      ]);
    });

  test("every program of a split Airflow that reads DAGs has them, and no other", () => {
    const common = managedHostSettings({
      version: "1.13.6",
      topology: "split",
      databasePort: 5432,
      serverApiUrl: "http://server/api",
      baseUrl: "http://airflow",
    });
    const settings = { ...common, workerSizes: sizes };
    const tasks = [airflowTask(settings), ...airflowParts.map((part) => airflowPartTask(part, settings))];
    const sizing = tasks.flatMap(({ containers }) =>
      containers.filter(({ command = [] }) => command.join("\n").includes("task_policy")).map(({ name }) => name),
    );
    assert.deepEqual(sizing, ["airflow", "airflow-dag-processor"]);
  });

  test("settings that the image brings are not hidden: the program does not start, and says why", async () => {
    mkdirSync(join(folder, "config"));
    writeFileSync(join(folder, "config", "airflow_local_settings.py"), "");
    const { status, output } = await start("api-server", sizes);
    assert.equal(status, 78);
    assert.match(output, /airflow\.workerSizes would hide: leave one of the two out/);
  });
});
