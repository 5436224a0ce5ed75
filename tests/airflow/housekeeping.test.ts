import assert from "node:assert/strict";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { airflowHousekeepingTask, housekeepingContainer } from "../../openmetadata/tasks/airflow-housekeeping";
import { airflowStepTask } from "../../openmetadata/tasks/airflow-schema";
import type { AirflowTaskSettings } from "../../openmetadata/tasks/airflow-task-settings";
import type { ContainerSpec } from "../../openmetadata/tasks/container-spec";
import { type Ended, remove, scratch } from "../containers/parts";
import type { PostgresServer } from "../containers/postgres-server";
import { runContainer } from "../containers/run-container";
import {
  containerOf,
  databaseContainer,
  managedHostSettings,
  secrets,
  startAirflowsPostgres,
  whyNot,
} from "./managed-host";
import { installedPrograms, managedHosts } from "./managed-host-packages";
import { mountsOf } from "./split-airflow";

const keepDays = 60;
const chosen = managedHosts.filter(({ version }) => (process.env.MANAGED_HOST_VERSION ?? version) === version);

for (const host of chosen) {
  const title = `housekeeping of the stack's own Airflow, ${host.version} on Airflow ${host.packages.split("-")[2]}`;
  describe(title, { skip: whyNot }, () => {
    let database: PostgresServer;
    let folder: string;
    let settings: AirflowTaskSettings;

    const machine = (): Record<string, string> => ({
      ...mountsOf(installedPrograms(host), folder),
      HOME: folder,
      AIRFLOW_HOME: folder,
      BOOTSTRAP_DIRECTORY: folder,
    });
    const step = async (container: ContainerSpec): Promise<void> => {
      const { status, output } = await runContainer(container, { secrets, environment: machine() });
      assert.equal(status, 0, output);
    };
    const keepHouse = (): Promise<Ended> => {
      const container = containerOf(airflowHousekeepingTask(settings, keepDays), housekeepingContainer);
      return runContainer(container, { secrets, environment: machine() });
    };
    const rows = (sql: string) => database.query(sql, undefined, "airflow_db");

    /** Inserts a row; a column that must have a value and is not named gets one of its type. */
    async function insert(table: string, values: Readonly<Record<string, string>>): Promise<void> {
      const needed = await rows(
        `SELECT column_name, data_type FROM information_schema.columns WHERE table_name = '${table}'
         AND table_schema = current_schema() AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO'`,
      );
      const ofType = (type: string): string =>
        /int|double/.test(type)
          ? "0"
          : type === "uuid"
            ? "gen_random_uuid()"
            : type === "boolean"
              ? "false"
              : /timestamp/.test(type)
                ? "now()"
                : /json/.test(type)
                  ? "'{}'"
                  : type === "bytea"
                    ? "''"
                    : "'text'";
      const all = {
        ...Object.fromEntries(needed.map((column) => [column["column_name"], ofType(String(column["data_type"]))])),
        ...values,
      };
      await rows(`INSERT INTO ${table} (${Object.keys(all).join()}) VALUES (${Object.values(all).join()})`);
    }

    before(
      async () => {
        folder = scratch("housekeeping");
        for (const name of ["dags", "dag-generated-configs", "logs"]) mkdirSync(join(folder, name));
        database = await startAirflowsPostgres();
        const urls = { serverApiUrl: "http://127.0.0.1:1/api", baseUrl: "http://127.0.0.1:1" };
        settings = managedHostSettings({ version: host.version, databasePort: database.port, ...urls });
        await step(databaseContainer(settings));
        await step(containerOf(airflowStepTask(settings, "airflow-migrate"), "airflow-migrate"));
      },
      { timeout: 600_000 },
    );
    after(async () => {
      await database?.stop();
      if (folder) remove(folder);
    });

    test("old rows go for good, runs with their tasks, and young ones stay", { timeout: 300_000 }, async () => {
      for (const age of [keepDays + 1, keepDays - 1]) {
        const at = `now() - interval '${age} days'`;
        await insert("log", { dttm: at, event: `'after ${age} days'` });
        await insert("job", { latest_heartbeat: at });
        const run = { dag_id: "'a'", run_id: `'run ${age}'` };
        await insert("dag_run", { ...run, start_date: at, run_type: "'manual'", [dateColumn()]: at });
        await insert("task_instance", { ...run, task_id: "'t'", start_date: at });
      }
      const { status, output } = await keepHouse();
      assert.equal(status, 0, output);
      assert.match(output, /housekeeping: done/);
      assert.deepEqual(await rows(`SELECT event FROM log WHERE event LIKE 'after%'`), [{ event: "after 59 days" }]);
      assert.deepEqual(await rows("SELECT run_id FROM dag_run"), [{ run_id: "run 59" }]);
      assert.deepEqual(await rows("SELECT run_id FROM task_instance"), [{ run_id: "run 59" }]);
      const kept = await rows(
        "SELECT table_name FROM information_schema.tables WHERE table_name LIKE '%airflow_deleted%'",
      );
      assert.deepEqual(kept, [], "no rows are kept aside");
      assert.deepEqual(readdirSync(join(folder, "dags")), []);
    });

    test("a table that cannot be cleaned fails the task", { timeout: 300_000 }, async () => {
      await insert("log", { dttm: `now() - interval '${keepDays + 1} days'`, event: "'after 61 days'" });
      await rows("CREATE TABLE keeps_log (log int REFERENCES log(id))");
      await rows("INSERT INTO keeps_log SELECT id FROM log");
      const { status, output } = await keepHouse();
      assert.equal(status, 1, output);
      assert.match(output, /housekeeping: FAILED: rows of Airflow's database/);
    });

    const dateColumn = () => (host.packages.includes("airflow-2") ? "execution_date" : "run_after");
  });
}
