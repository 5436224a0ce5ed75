import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { installHint, postgresPrograms, program } from "../containers/parts";
import { missingParts } from "./emulator";
import { StepAccount } from "./step-account";
import { postgresDatabase } from "./step-database";

const postgres = postgresPrograms("16.14.0-beta.17");
const skip =
  missingParts() ??
  ("why" in postgres ? postgres.why : program("psql") === undefined ? `no psql: ${installHint}` : false);

const first = [
  ...["airflow-admin", "airflow-database", "airflow-migrate", "database", "migrate"],
  ...["search-settings", "security"],
];
const steady = { server: [1, 1], airflow: [1, 1] };

describe(
  "steps through the real provider, their containers against a real PostgreSQL",
  { skip, timeout: 40 * 60_000 },
  () => {
    let account: StepAccount;
    let seen: number;
    /** Steps that ran since the last time. */
    const ran = async (): Promise<string[]> => {
      const all = (await account.tasks()).map(({ step }) => step);
      const since = all.slice(seen);
      seen = all.length;
      return since.sort();
    };
    const migrations = async () => (await account.query("SELECT * FROM migrated")).length;
    const airflowMigrations = async () => (await account.database.lines("SELECT * FROM migrated", "airflow_db")).length;
    const comesUp = async (): Promise<string> => {
      const { code, text } = await account.up();
      assert.equal(code, 0, text.slice(-4000));
      assert.deepEqual(await account.services(), steady);
      return text;
    };

    before(async () => {
      seen = 0;
      account = await StepAccount.start(await postgresDatabase("bin" in postgres ? postgres.bin : ""));
    });
    after(() => account?.stop());

    test("first up: databases, search and schema are ready before the services", async () => {
      const text = await comesUp();
      assert.match(text, /step database: ended well/);
      assert.deepEqual(await ran(), first);
      assert.equal(await migrations(), 1);
      assert.equal(await airflowMigrations(), 1);
      const owners = await account.database.lines(
        "SELECT datname AS name, pg_get_userbyid(datdba) AS owner FROM pg_database WHERE datname LIKE '%\\_db' ORDER BY 1",
      );
      assert.deepEqual(owners, ["airflow_db\tairflow", "openmetadata_db\topenmetadata"]);
      const [recorded] = await account.query("SELECT fingerprint FROM stack_security_settings");
      assert.match(recorded ?? "", /^[0-9a-f]{32}$/);
    });

    test("unchanged up: nothing runs", async () => {
      await comesUp();
      assert.deepEqual(await ran(), []);
    });

    test("another password of the login: the step sets it", async () => {
      const password = () => account.query("SELECT rolpassword FROM pg_authid WHERE rolname = 'openmetadata'");
      const before = await password();
      await account.askForAnotherPassword();
      await comesUp();
      assert.deepEqual(await ran(), ["database"]);
      assert.notDeepEqual(await password(), before);
    });

    test("other sign-on settings: what the server stored goes", async () => {
      await account.query(
        `INSERT INTO openmetadata_settings VALUES ('authenticationConfiguration', '{"provider": "google"}')`,
      );
      account.session.setConfig("openmetadata:auth.adminPrincipals", ["jane.doe"]);
      await comesUp();
      assert.deepEqual(await ran(), ["database", "security"]);
      assert.deepEqual(await account.query("SELECT configtype FROM openmetadata_settings"), []);
    });

    test("upgrade, while calls of the steps fail now and then: the server is stopped, a snapshot taken, migrated, and the server runs again", async (context) => {
      account.session.setConfig("openmetadata:version", "1.13.7");
      account.calls.plan({ kind: "passing", every: 7 });
      const text = await comesUp();
      const faults = account.calls.injected();
      account.calls.plan(undefined);
      context.diagnostic(`${faults.length} of the steps' calls failed: ${[...new Set(faults)].join(", ")}`);
      assert.ok(faults.length > 5, `only ${faults.length} faults`);
      assert.match(
        text,
        /service openmetadata-dev-server-\w+ is stopped[^]*snapshot \S+ is complete[^]*step migrate: ended well/,
      );
      assert.match(text, /service openmetadata-dev-server-\w+ is set to 1 and waited for/);
      assert.deepEqual(await ran(), ["airflow-migrate", "migrate", "redeploy-pipelines", "reindex"]);
      assert.equal(await migrations(), 2);
    });

    test("unchanged up after the upgrade: nothing changes", async () => {
      assert.deepEqual(await account.changes(), []);
      assert.deepEqual(await account.services(), steady);
      assert.deepEqual(await ran(), []);
    });

    test("failing migration: up fails with the log, the server stays stopped, and the next up goes on", async () => {
      account.migrations("fails");
      account.session.setConfig("openmetadata:version", "1.13.8");
      const { code, text } = await account.up();
      assert.notEqual(code, 0);
      assert.match(text, /Step migrate failed: container migrate ended with status 1/);
      assert.match(text, /column does not exist/);
      assert.match(text, /The server is stopped, and snapshot \S+ holds the database as it was before/);
      assert.match(
        text,
        /aws ecs update-service --cluster \S+ --service openmetadata-dev-server-\w+ --desired-count 1 /,
      );
      assert.match(text, /Fix the cause, then run the step again: pulumi up/);
      assert.deepEqual(await account.services(), { ...steady, server: [0, 0] });
      account.migrations("well");
      await comesUp();
      assert.deepEqual(await ran(), ["airflow-migrate", "migrate", "migrate", "redeploy-pipelines", "reindex"]);
      assert.equal(await migrations(), 3);
    });

    test("failing migration of Airflow: all of Airflow stays stopped, the server runs, and the next up goes on", async () => {
      account.airflowMigrations("fails");
      account.session.setConfig("openmetadata:version", "1.13.10");
      const { code, text } = await account.up();
      assert.notEqual(code, 0);
      assert.match(text, /service openmetadata-dev-airflow-\w+ is stopped[^]*Step airflow-migrate failed/);
      assert.match(text, /schema cannot be migrated/);
      assert.match(
        text,
        /Airflow is stopped, and the snapshot that step migrate took holds the database as it was before/,
      );
      assert.deepEqual((await account.services()).airflow, [0, 0]);
      account.airflowMigrations("well");
      const again = await comesUp();
      assert.match(again, /service openmetadata-dev-airflow-\w+ is set to 1 and waited for/);
      assert.equal((await ran()).filter((step) => step === "airflow-migrate").length, 2);
    });

    test("up killed while it migrates: the next one waits for the task that runs", async () => {
      const earlier = await migrations();
      account.migrations("waits");
      account.session.setConfig("openmetadata:version", "1.13.11");
      const { killedBy } = await account.killedUp(async () =>
        (await account.tasks()).some(({ step, running }) => step === "migrate" && running),
      );
      assert.equal(killedBy, "SIGKILL");
      const waitsForIt = /step migrate: task \S+ of an interrupted update still runs and is waited for/;
      const { code, text } = await account.up((said) => {
        if (waitsForIt.test(said)) account.migrations("well");
      });
      assert.equal(code, 0, text.slice(-4000));
      assert.match(text, waitsForIt);
      assert.deepEqual(await account.services(), steady);
      assert.deepEqual(await ran(), ["airflow-migrate", "migrate", "redeploy-pipelines", "reindex"]);
      assert.equal(await migrations(), earlier + 1);
    });

    test("one server, three, and one again: the count alone changes, and no step runs", async () => {
      for (const [from, to] of [
        [1, 3],
        [3, 1],
      ] as const) {
        account.session.setConfig("openmetadata:server.replicas", to);
        assert.deepEqual(await account.changes(), [
          "~ pulumi-nodejs:dynamic/openmetadata:RunningServices: (update)",
          ...["~ services: [", "~ [0]: {", `~ count: ${from} => ${to}`],
          ...["~ triggers: {", `~ count: "${from}" => "${to}"`],
        ]);
        assert.deepEqual(await account.services(), { ...steady, server: [to, to] });
        assert.deepEqual(await account.changes(), []);
      }
      assert.deepEqual(await ran(), []);
    });

    test("a count that somebody set by hand: up says how it comes back, and a refresh brings it", async () => {
      for (const [service, count] of [
        ["server", 0],
        ["airflow", 0],
        ["server", 2],
      ] as const) {
        await account.setCount(service, count);
        if (count === 0) {
          const { code, text } = await account.up();
          assert.notEqual(code, 0);
          assert.match(text, new RegExp(`Service openmetadata-dev-${service}-\\w+ is stopped.*pulumi up --refresh`));
        }
        const { code, text } = await account.up(undefined, ["--refresh"]);
        assert.equal(code, 0, text.slice(-4000));
        assert.deepEqual(await account.services(), steady);
      }
      assert.deepEqual(await ran(), []);
    });

    const inParts = { ...steady, "airflow-scheduler": [1, 1], "airflow-dag-processor": [1, 1] };
    for (const { name, config, release, services, steps, says } of [
      { name: "split in three services", config: { topology: "split" }, services: inParts, steps: [] },
      { name: "a task for each run", config: { topology: "split", executor: "ecs" }, services: inParts, steps: [] },
      {
        name: "its runs are processes again, of another image",
        config: { topology: "split", image: "registry.example.com/ingestion:1.13.11-own" },
        services: inParts,
        steps: ["airflow-migrate"],
        says: [/step airflow-migrate: snapshot openmetadata-dev-airflow-before-1-13-\d+-[0-9a-f]{12} is complete/],
      },
      {
        name: "one service again, of another release in the same up",
        config: {},
        release: "1.13.12",
        services: steady,
        steps: ["airflow-migrate", "migrate", "redeploy-pipelines", "reindex"],
        says: [
          ...["airflow", "airflow-scheduler", "airflow-dag-processor"].map(
            (service) => new RegExp(`step airflow-migrate: service openmetadata-dev-${service}-[0-9a-f]{7} is stopped`),
          ),
          /step airflow-migrate: the snapshot that step migrate took for this change holds its database too/,
        ],
      },
    ])
      test(`Airflow changes its shape: ${name}`, async () => {
        account.session.setConfig("docker:host", "unix:///var/run/docker.sock");
        account.session.setConfig("openmetadata:airflow", config);
        if (release) account.session.setConfig("openmetadata:version", release);
        const { code, text } = await account.up();
        assert.equal(code, 0, text.slice(-4000));
        for (const pattern of says ?? []) assert.match(text, pattern);
        assert.deepEqual(await account.services(), services);
        assert.deepEqual(await ran(), steps);
        assert.deepEqual(await account.changes(), []);
        assert.deepEqual(await account.services(), services);
        assert.deepEqual(await ran(), []);
      });
  },
);
