import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { renderAirflowKit } from "../../openmetadata/airflow-kit/kit";
import { isAirflow3, provenCombinations } from "../../openmetadata/releases/airflow-support";
import { freePort, run, until } from "../containers/parts";
import { type AirflowDatabase, deployedDespiteRace, http, startAirflow, startAirflowDatabase } from "./harness";
import { startTeam, type Team } from "./team";

const pipeline = "shop_metadata";

/** What OpenMetadata's server sends to deploy a metadata workflow of service `shop`. */
const ingestionPipeline = (apiUrl: string) => ({
  id: "1b8c9c3e-6a5f-4d9c-9d0a-0f2d0a7f6a12",
  name: pipeline,
  displayName: "shop metadata",
  fullyQualifiedName: `shop.${pipeline}`,
  pipelineType: "metadata",
  service: { id: "0b8c9c3e-6a5f-4d9c-9d0a-0f2d0a7f6a11", type: "databaseService", name: "shop" },
  sourceConfig: { config: { type: "DatabaseMetadata" } },
  openMetadataServerConnection: {
    hostPort: apiUrl,
    authProvider: "openmetadata",
    securityConfig: { jwtToken: "stub-bot-token" },
  },
  airflowConfig: { retries: 0, pausePipeline: false },
  loggerLevel: "INFO",
});

/**
 * Proves the kit on one combination: a real Airflow with a real database, the kit applied as its README says, against
 * a stub of OpenMetadata's server with the real version number.
 */
export function proveKit(version: string, packages: string): void {
  const combination = provenCombinations.find((one) => one.packages === packages);
  if (combination === undefined) throw new Error(`provenCombinations has no ${packages}`);
  const three = isAirflow3(combination.airflow);

  describe(`the kit of OpenMetadata ${version} on Airflow ${combination.airflow}`, { timeout: 1_800_000 }, () => {
    let database: AirflowDatabase;
    let team: Team;
    before(async () => {
      const started = await startAirflowDatabase();
      if ("why" in started) throw new Error(started.why);
      database = started;
      try {
        team = await startTeam(version, combination, database);
      } catch (error) {
        await database.stop();
        throw error;
      }
    });
    after(async () => {
      await team?.stop();
      await database?.stop();
    });

    const url = (route: string) => `${team.endpoint}${team.managedApis}/${route}`;
    const login = () => `${team.settings.username}:${team.password}`;

    test("the check passes", async () => {
      const { status, output } = await team.check();
      assert.equal(status, 0, output);
      assert.match(output, /^ok {4}deploy is closed/m);
      assert.match(output, /^ok {4}login of the server/m);
      assert.match(output, new RegExp(`ok {4}same release: server ${version}, openmetadata-ingestion ${packages}`));
      assert.doesNotMatch(output, /FAIL/);
      assert.ok(!output.includes(team.password));
    });

    const failures: readonly (readonly [what: string, words: RegExp, check: () => Promise<{ status: number | null; output: string }>])[] = [
      ["the password is wrong", three ? /FAIL {2}login: Airflow refuses the password of openmetadata \(POST \/auth\/token answers 401\)/ : /FAIL {2}login of the server: the password of openmetadata is refused \(401\)/,
        () => team.check(["network"], { OPENMETADATA_AIRFLOW_PASSWORD: "not-the-password" })],
      ["the server cannot be reached", /FAIL {2}OpenMetadata server: the server cannot be reached at http:\/\/127\.0\.0\.1:1\/api/, () => team.check(["network", "--server", "http://127.0.0.1:1/api"])],
      ["nobody answers at the endpoint", /FAIL {2}Airflow reachable: nobody answers/, () => team.check(["network", "--endpoint", "http://127.0.0.1:1"])],
      // Root may write anywhere but to the kernel's own folders.
      ["the folder is read-only", /FAIL {2}generated-config folder: \/sys\/kernel is not writable/,
        () => team.check(["host"], { AIRFLOW__OPENMETADATA_AIRFLOW_APIS__DAG_GENERATED_CONFIGS: "/sys/kernel" })],
      ["the token is still a placeholder", /FAIL {2}lineage settings: jwt_token is still a placeholder/, () => team.check(["host"], { AIRFLOW__LINEAGE__JWT_TOKEN: "REPLACE_WITH_INGESTION_BOT_TOKEN" })],
    ]; // prettier-ignore
    for (const [what, words, check] of failures) {
      test(`the check says that ${what}`, async () => {
        const { status, output } = await check();
        assert.equal(status, 1, output);
        assert.match(output, words);
        assert.match(output, /\d+ to fix/);
      });
    }

    test("the check says that the server is of another release", async () => {
      team.server.setVersion("1.2.3");
      try {
        const { status, output } = await team.check(["network"]);
        assert.equal(status, 1, output);
        assert.match(
          output,
          new RegExp(
            `FAIL {2}same release: the server is 1\\.2\\.3 and openmetadata-ingestion is ${packages}; the first two numbers must be equal`,
          ),
        );
      } finally {
        team.server.setVersion(version);
      }
    });

    test("the check says that a connector's packages are missing", async () => {
      const kit = renderAirflowKit({ ...team.settings, connectors: ["mysql", "looker"] });
      const script = join(team.kit, "check-looker.py");
      writeFileSync(script, kit.find(({ path }) => path === "check.py")?.text ?? "");
      const { status, output } = await run(
        [join(team.environment.PATH?.split(":")[0] ?? "", "python"), script, "host"],
        { ...team.environment },
      );
      assert.equal(status, 1, output);
      assert.match(output, /FAIL {2}connector looker: cannot be used: needs /);
      assert.match(output, /ok {4}connector mysql/);
    });

    test("the check says that the plug-in is missing", async () => {
      const port = await freePort();
      // Airflow as it was before the kit: without its settings, but for the login that this team has had before.
      const own = Object.entries(team.environment).filter(
        ([name]) => !/^AIRFLOW__(LINEAGE|CORE__AUTH_MANAGER)/.test(name),
      );
      const bare = startAirflow({
        environment: {
          ...Object.fromEntries(own),
          PATH: `${team.bare.bin}:${process.env.PATH ?? ""}`,
          AIRFLOW__API__PORT: String(port),
          AIRFLOW__WEBSERVER__WEB_SERVER_PORT: String(port),
        },
        programs: [three ? ["api-server"] : ["webserver", "--pid", join(team.home, "bare.pid")]],
        logDirectory: join(team.home, "bare-logs"),
      });
      try {
        const health = `http://127.0.0.1:${port}${three ? "/api/v2/version" : "/health"}`;
        await until("Airflow without the plug-in", async () => (await http(health)).status === 200, 300);
        const { status, output } = await team.check(["network", "--endpoint", `http://127.0.0.1:${port}`]);
        assert.equal(status, 1, output);
        assert.match(
          output,
          /FAIL {2}managed APIs: the plug-in is missing: .*\/health answers (404|a page of Airflow's UI)/,
        );
        assert.match(output, /Install requirements\.txt/);
        assert.doesNotMatch(output, /ok {4}(login of the server|deploy is closed)/);
      } finally {
        await bare.stop();
      }
    });

    test(
      three ? "past the gateway anybody may deploy, and the check says so" : "Airflow itself refuses who has no login",
      async () => {
        const { status, output } = await team.check(["network", "--endpoint", team.airflowUrl]);
        if (!three) return assert.equal(status, 0, output);
        assert.equal(status, 1, output);
        assert.match(
          output,
          /FAIL {2}deploy is closed: deploy answers without a right login: nobody gets \d+, a wrong password gets \d+; wanted 401 or 403/,
        );
      },
    );

    test("the managed APIs answer the right login only", async () => {
      const calls = [["health-auth", "GET"], [`status?dag_id=${pipeline}`, "GET"], ["deploy", "POST"], ["trigger", "POST"], [`delete?dag_id=${pipeline}`, "DELETE"], ["run_automation", "POST"]] as const; // prettier-ignore
      for (const [route, method] of calls) {
        const body = method === "POST" ? {} : undefined;
        assert.equal((await http(url(route), { method, body })).status, 401, `${route} without a login`);
        assert.equal(
          (await http(url(route), { method, body, basic: "openmetadata:wrong" })).status,
          401,
          `${route} with a wrong password`,
        );
      }
      assert.equal((await http(url("health-auth"), { basic: login() })).status, 200);
    });

    test("the example DAGs are imported", async () => {
      const ids = ["openmetadata_ingest_mysql", "openmetadata_lineage_example"];
      await until("the example DAGs", async () => {
        const { dags } = (await team.api("/dags?limit=100")) as { dags: { dag_id: string }[] };
        return ids.every((id) => dags.some((dag) => dag.dag_id === id));
      }, 60); // prettier-ignore
      const errors = (await team.api("/importErrors")) as { total_entries: number };
      assert.equal(errors.total_entries, 0, JSON.stringify(errors));
    });

    test("a workflow is deployed, imported, triggered and deleted", async () => {
      const files = [
        join(team.home, "dags", `${pipeline}.py`),
        join(team.home, "dag_generated_configs", `${pipeline}.json`),
      ];
      const body = ingestionPipeline(team.server.apiUrl);
      const deployed = await deployedDespiteRace(
        () => http(url("deploy"), { method: "POST", basic: login(), body }),
        ({ text }) => text,
      );
      assert.equal(deployed.status, 200, deployed.text);
      for (const file of files) assert.ok(existsSync(file), file);
      assert.match(readFileSync(files[0] ?? "", "utf8"), new RegExp(`dag_generated_configs/${pipeline}\\.json`));
      await until(
        "the DAG",
        async () => (await http(url(`status?dag_id=${pipeline}`), { basic: login() })).status === 200,
        240,
      );
      await until(
        "the DAG processor",
        async () => ((await team.api(`/dags/${pipeline}`)) as { is_paused: boolean }).is_paused === false,
        180,
      );
      assert.equal(((await team.api("/importErrors")) as { total_entries: number }).total_entries, 0);
      assert.ok(
        team.server.requests.some(
          ({ path, authorization }) =>
            path.startsWith("/api/v1/services/databaseServices/name/shop") && authorization === "Bearer stub-bot-token",
        ),
      );

      const triggered = await http(url("trigger"), { method: "POST", basic: login(), body: { dag_id: pipeline } });
      assert.equal(triggered.status, 200, triggered.text);
      const states = async () =>
        JSON.parse((await http(url(`status?dag_id=${pipeline}`), { basic: login() })).text) as {
          pipelineState: string;
        }[];
      // There is no source behind the stub, so the run ends as failed: it ran.
      await until("the run", async () => ["failed", "success"].includes((await states())[0]?.pipelineState ?? ""), 300);

      const deleted = await http(url(`delete?dag_id=${pipeline}`), { method: "DELETE", basic: login() });
      // A known fault of the managed APIs on Airflow 3: after a run the answer may be 500, though all is done.
      assert.ok(deleted.status === 200 || (three && deleted.status === 500), `${deleted.status}: ${deleted.text}`);
      for (const file of files) assert.ok(!existsSync(file), `${file} is gone`);
    });

    test("the lineage settings load", async () => {
      const load = three
        ? "from airflow_provider_openmetadata.lineage.operator import OpenMetadataLineageOperator as loaded"
        : "from airflow.lineage import get_backend; loaded = type(get_backend())";
      const program = `${load}\nfrom airflow_provider_openmetadata.lineage.config.loader import get_lineage_config\nc = get_lineage_config()\nprint("LOADED", loaded.__name__, c.airflow_service_name, c.metadata_config.hostPort)`;
      const { status, output } = await run(["python", "-c", program], { ...team.environment });
      assert.equal(status, 0, output);
      assert.match(output, new RegExp(`LOADED OpenMetadataLineage(Operator|Backend) airflow ${team.server.apiUrl}`));
    });
  });
}
