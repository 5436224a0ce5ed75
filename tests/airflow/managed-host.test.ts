import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { ContainerSpec, TaskSpec } from "../../openmetadata/tasks/container-spec";
import { releaseLineOf } from "../../openmetadata/releases/release-lines";
import { type AirflowStepName, airflowSteps, airflowStepTask } from "../../openmetadata/tasks/airflow-schema";
import { airflowHealthCheck, airflowTask } from "../../openmetadata/tasks/airflow-task";
import type { AirflowTaskSettings } from "../../openmetadata/tasks/airflow-task-settings";
import { basic, type Gateway, send, startGateway } from "../containers/gateway-server";
import { type Ended, freePort, remove, run, scratch, until } from "../containers/parts";
import type { PostgresServer } from "../containers/postgres-server";
import { environmentOf, runContainer } from "../containers/run-container";
import { deployedDespiteRace, type RunningAirflow, startAirflow } from "./harness";
import {
  containerOf,
  databaseContainer,
  managedHostSettings,
  secrets,
  sessionHeaders,
  shopPipeline,
  startAirflowsPostgres,
  whyNot,
} from "./managed-host";
import { installedPrograms, managedHosts } from "./managed-host-packages";
import { type ServerStub, startServerStub } from "./server-stub";

const chosen = managedHosts.filter(({ version }) => (process.env.MANAGED_HOST_VERSION ?? version) === version);

/** The connection as the ingestion image's start script writes it. */
function entrypointConnection(variables: Record<string, string>): string {
  const quoted = (name: string) => encodeURIComponent(variables[name] ?? "").replace(/%2F/g, "/");
  const { DB_SCHEME, DB_HOST, DB_PORT, AIRFLOW_DB, DB_PROPERTIES = "" } = variables;
  return `${DB_SCHEME}://${quoted("DB_USER")}:${quoted("DB_PASSWORD")}@${DB_HOST}:${DB_PORT}/${AIRFLOW_DB}${DB_PROPERTIES}`;
}

for (const host of chosen) {
  const { version, packages } = host;
  const line = releaseLineOf(version);
  const three = line.airflowMajor === 3;

  describe(`the stack's own Airflow host, ${version} on Airflow ${packages.split("-")[2]}`, { skip: whyNot }, () => {
    let database: PostgresServer;
    let stub: ServerStub;
    let folder: string;
    let bin: string;
    let airflowPort: number;
    let settings: AirflowTaskSettings;
    let task: TaskSpec;
    let airflow: RunningAirflow;
    let gateway: Gateway | undefined;
    let entryPort: number;

    const container = (name: string): ContainerSpec => containerOf(task, name);
    /** What differs on a test machine: paths and ports. Everything else is what the stack injects. */
    const machine = (): Record<string, string> => ({
      PATH: `${bin}:${process.env.PATH ?? ""}`,
      HOME: folder,
      AIRFLOW_HOME: folder,
      BOOTSTRAP_DIRECTORY: folder,
      AIRFLOW__CORE__DAGS_FOLDER: join(folder, "dags"),
      AIRFLOW__OPENMETADATA_AIRFLOW_APIS__DAG_GENERATED_CONFIGS: join(folder, "dag_generated_configs"),
      AIRFLOW__LOGGING__BASE_LOG_FOLDER: join(folder, "logs"),
      ...(three
        ? {
            AIRFLOW__API__PORT: String(airflowPort),
            AIRFLOW__API__BASE_URL: `http://127.0.0.1:${airflowPort}`,
            AIRFLOW__CORE__EXECUTION_API_SERVER_URL: `http://127.0.0.1:${airflowPort}/execution/`,
          }
        : {
            AIRFLOW__WEBSERVER__WEB_SERVER_PORT: String(airflowPort),
            AIRFLOW__WEBSERVER__WORKERS: "1",
            // Looks for new files every 5 minutes otherwise.
            AIRFLOW__SCHEDULER__DAG_DIR_LIST_INTERVAL: "5",
          }),
    });
    /** Runs a step before the services. */
    const step = (name: AirflowStepName, password = secrets["airflow.password"] ?? ""): Promise<Ended> =>
      runContainer(containerOf(airflowStepTask(settings, name), name), {
        secrets: { ...secrets, "airflow.password": password },
        environment: machine(),
      });
    /** Whether a program's task starts it. */
    const schemaFits = async () =>
      (
        await runContainer(
          {
            ...container("airflow-schema"),
            command: container("airflow-schema").command?.map((word) => word.replace(/^\d+$/, "2")) ?? [],
          },
          { secrets, environment: machine() },
        )
      ).status === 0;
    const call = (path: string, authorization?: string, more: Parameters<typeof send>[2] = {}) =>
      send(entryPort, path, { ...more, headers: { ...more.headers, ...(authorization && { authorization }) } });
    const server = basic("admin", secrets["airflow.password"] ?? "");
    const token = (password: string) =>
      send(airflowPort, "/auth/token", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ username: "admin", password }),
      });

    before(
      async () => {
        bin = installedPrograms(host);
        folder = scratch("airflow");
        for (const name of ["dags", "dag_generated_configs", "logs"]) mkdirSync(join(folder, name));
        database = await startAirflowsPostgres();
        stub = await startServerStub(packages.split("-")[0] ?? version, "shop");
        airflowPort = await freePort();
        settings = managedHostSettings({
          version,
          databasePort: database.port,
          serverApiUrl: stub.apiUrl,
          baseUrl: "http://airflow.test.internal:8080",
        });
        task = airflowTask(settings);
        const made = await runContainer(databaseContainer(settings), { secrets, environment: machine() });
        assert.equal(made.status, 0, made.output);
        assert.equal(await schemaFits(), false, "no program starts without a schema");
        for (const name of airflowSteps) {
          const { status, output } = await step(name);
          assert.equal(status, 0, output);
        }
        assert.equal(await schemaFits(), true);
        const variables = environmentOf(container("airflow"), { secrets, environment: machine() });
        airflow = startAirflow({
          environment: { ...variables, AIRFLOW__DATABASE__SQL_ALCHEMY_CONN: entrypointConnection(variables) },
          // As the image's start script does.
          programs: three ? [["api-server"], ["dag-processor"], ["scheduler"]] : [["webserver"], ["scheduler"]],
          logDirectory: join(folder, "output"),
        });
        gateway = three
          ? await startGateway({ airflowPort, username: "admin", password: secrets["airflow.password"] ?? "" })
          : undefined;
        entryPort = gateway?.port ?? airflowPort;
      },
      { timeout: 600_000 },
    );
    after(async () => {
      await airflow?.stop();
      await gateway?.stop();
      await stub?.close();
      await database?.stop();
      if (folder) remove(folder);
    });

    test("the container's health check turns healthy once every process runs", { timeout: 240_000 }, async () => {
      const { command } = airflowHealthCheck(line);
      const check = () =>
        run(
          command.map((word) => word.replace("127.0.0.1:8080", `127.0.0.1:${airflowPort}`)),
          { PATH: process.env.PATH },
        );
      assert.notEqual((await check()).status, 0, "healthy before it could be");
      await until("Airflow's health", async () => (await check()).status === 0, 200).catch((error: unknown) => {
        throw new Error(`${String(error)}\n${airflow.log(three ? "api-server" : "webserver").slice(-3000)}`);
      });
    });

    test("the server's credentials are accepted, others are not", async () => {
      const health = await call(`${line.managedApisPath}/health-auth`, server);
      assert.equal(health.status, 200, health.body);
      assert.equal((JSON.parse(health.body) as { version?: string }).version, packages.split("-")[0]);
      for (const wrong of [
        undefined,
        basic("admin", "wrong"),
        basic("other", secrets["airflow.password"] ?? ""),
        "Bearer junk",
      ]) {
        for (const route of ["health-auth", "deploy", "trigger", "status?dag_id=x", "last_dag_logs?dag_id=x"]) {
          const method = ["deploy", "trigger"].includes(route) ? "POST" : "GET";
          const { status } = await call(`${line.managedApisPath}/${route}`, wrong, { method });
          assert.ok([401, 403].includes(status), `${route} with ${wrong} gave ${status}`);
        }
      }
    });

    if (three) {
      test("without the gateway Airflow 3 would have answered everyone, which is why only the gateway is reached", async () => {
        assert.equal((await send(airflowPort, `${line.managedApisPath}/health-auth`)).status, 200);
      });

      test("the plug-in answers under no other path of Airflow", async () => {
        for (const prefix of [
          "/api/v2/openmetadata",
          "/api/v1/openmetadata",
          "/auth/api/v2/openmetadata",
          "/auth/pluginsv2/api/v2/openmetadata",
        ]) {
          for (const path of ["health", "health-auth"]) {
            const { status, body } = await call(`${prefix}/${path}`);
            assert.ok(
              status !== 200 || !body.includes("version"),
              `${prefix}/${path} gave ${status} ${body.slice(0, 80)}`,
            );
          }
        }
      });

      test("the rest of Airflow asks for its own login through the gateway", async () => {
        assert.equal((await call("/api/v2/dags")).status, 401);
        const made = await token(secrets["airflow.password"] ?? "");
        assert.equal(made.status, 201, made.body);
        const bearer = (JSON.parse(made.body) as { access_token: string }).access_token;
        assert.equal((await call("/api/v2/dags", `Bearer ${bearer}`)).status, 200);
        assert.equal((await call(`${line.managedApisPath}/health-auth`, `Bearer ${bearer}`)).status, 401);
      });
    }

    test(
      "a workflow deployed as the server does it becomes a DAG in the shared folders",
      { timeout: 240_000 },
      async () => {
        const headers = await sessionHeaders(
          (path, more) => call(`${line.managedApisPath}/${path}`, server, more),
          line.airflowMajor,
        );
        const body = JSON.stringify(shopPipeline(stub.apiUrl));
        const deployed = await deployedDespiteRace(
          () => call(`${line.managedApisPath}/deploy`, server, { method: "POST", headers, body }),
          (answer) => answer.body,
        );
        assert.equal(deployed.status, 200, deployed.body.slice(0, 2000));
        assert.ok(existsSync(join(folder, "dags", "shop_metadata.py")));
        assert.deepEqual(readdirSync(join(folder, "dag_generated_configs")), ["shop_metadata.json"]);
        const rows = (sql: string) => database.query(sql, undefined, "airflow_db");
        const parsed = async () => (await rows("SELECT dag_id FROM dag WHERE dag_id = 'shop_metadata'")).length === 1;
        const inTime = await until("the DAG", parsed, 180).then(
          () => true,
          () => false,
        );
        assert.deepEqual(await rows("SELECT stacktrace FROM import_error"), []);
        assert.ok(inTime, "the DAG processor did not take the file up within 180 s");
        const status = await call(`${line.managedApisPath}/status?dag_id=shop_metadata`, server);
        assert.equal(status.status, 200, status.body);
      },
    );

    test(
      "a changed password takes effect with the step that sets it, and the old one is refused",
      { timeout: 240_000 },
      async () => {
        const changed = "changed_password_1";
        const { status, output } = await step("airflow-admin", changed);
        assert.equal(status, 0, output);
        assert.ok(!output.includes(changed));
        const accepted = async (password: string) =>
          three
            ? (await token(password)).status
            : (
                await send(airflowPort, `${line.managedApisPath}/health-auth`, {
                  headers: { authorization: basic("admin", password) },
                })
              ).status;
        assert.equal(await accepted(changed), three ? 201 : 200);
        assert.ok([401, 403].includes(await accepted(secrets["airflow.password"] ?? "")));
      },
    );

    // Last, since Airflow itself does not start while the schema is of another one.
    test("an Airflow older than the schema neither migrates nor starts on it", { timeout: 240_000 }, async () => {
      const login = { user: "airflow_user", password: secrets["database.airflow"] ?? "" };
      const query = (sql: string) => database.query(sql, login, "airflow_db");
      const [known] = await query("SELECT version_num FROM alembic_version");
      await query("UPDATE alembic_version SET version_num = 'fffffffffff1'");
      const refused = await step("airflow-migrate");
      const starts = await schemaFits();
      await query(`UPDATE alembic_version SET version_num = '${String(known?.version_num)}'`);
      assert.notEqual(refused.status, 0);
      assert.equal(starts, false);
      assert.match(refused.output, /does not know schema revision fffffffffff1 of this database/);
      assert.ok(!refused.output.includes(secrets["airflow.password"] ?? ""));
    });
  });
}
