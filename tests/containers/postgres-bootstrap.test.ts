import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { ContainerSpec } from "../../openmetadata/tasks/container-spec";
import { address, airflowDatabaseContainer, serverStepContainer, type ServerStepOptions } from "./database-steps";
import { commandRecorder, type Ended, installHint, postgresPrograms, program, shells, until } from "./parts";
import { type PostgresServer, startPostgres } from "./postgres-server";
import { runContainer } from "./run-container";

// 15 is the newest without the SET option of GRANT, 16 the one that RDS gets here.
const versions = ["15.18.0-beta.17", "16.14.0-beta.17"];
// Signs that shells, SQL and connection strings treat in their own ways.
const secrets = {
  "database.master": `master'"\\$(id)%41 pass`,
  "database.server": `se'rver"\\;--$HOME%20:@/ pass`,
  "database.airflow": `air'flow"\\;--$HOME%20:@/ pass`,
};
const master = { user: "master", password: secrets["database.master"] };

for (const version of versions) {
  const programs = postgresPrograms(version);
  const skip = "why" in programs ? programs.why : program("psql") === undefined ? `no psql: ${installHint}` : false;

  describe(`bootstrap on PostgreSQL ${version.split("-")[0]}`, { skip }, () => {
    let server: PostgresServer;
    let directory: string;

    before(async () => {
      server = await startPostgres("bin" in programs ? programs.bin : "");
      // As on RDS: the master may make roles and databases, and is no superuser.
      const password = master.password.replace(/'/g, "''");
      await server.query(`CREATE ROLE master LOGIN CREATEROLE CREATEDB PASSWORD '${password}'`);
      directory = mkdtempSync(join(tmpdir(), "openmetadata-bootstrap-"));
    });
    after(async () => {
      await server?.stop();
      if (directory) rmSync(directory, { recursive: true, force: true });
    });

    const database = (name: "openmetadata" | "airflow") =>
      ({
        engine: "postgres",
        host: "127.0.0.1",
        port: server.port,
        name: `${name}_db`,
        user: `${name}_user`,
        masterUser: master.user,
      }) as const;
    const serverStep = (name: Parameters<typeof serverStepContainer>[0], options?: ServerStepOptions) =>
      serverStepContainer(name, database("openmetadata"), options);
    const airflowDatabase = () => airflowDatabaseContainer(database("airflow"));
    const start = (spec: ContainerSpec, environment: Record<string, string> = {}, shell?: string[]): Promise<Ended> =>
      runContainer(spec, {
        secrets,
        shell,
        environment: { BOOTSTRAP_DIRECTORY: directory, WAIT_SECONDS: "20", ...environment },
      });
    const succeeds = async (run: Promise<Ended>): Promise<string> => {
      const { status, output } = await run;
      assert.equal(status, 0, output);
      for (const secret of Object.values(secrets)) assert.ok(!output.includes(secret), "a password in the output");
      return output;
    };
    const login = (name: "openmetadata" | "airflow") => ({
      user: `${name}_user`,
      password: secrets[name === "airflow" ? "database.airflow" : "database.server"],
    });

    test("two tasks at once, each twice, make both databases", async () => {
      const both = () => [start(serverStep("database")), start(airflowDatabase())];
      await Promise.all([...both(), ...both()].map(succeeds));
      for (const name of ["openmetadata", "airflow"] as const) {
        const [row] = await server.query("SELECT current_user AS me", login(name), `${name}_db`);
        assert.equal(row?.["me"], `${name}_user`);
        await server.query(
          "CREATE TABLE IF NOT EXISTS own (id int); INSERT INTO own VALUES (1)",
          login(name),
          `${name}_db`,
        );
        const [role] = await server.query(
          `SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = '${name}_user'`,
        );
        assert.deepEqual(role, { rolsuper: false, rolcreatedb: false, rolcreaterole: false });
      }
    });

    test("neither login gets into the other's database, nor the master by inheritance", async () => {
      await assert.rejects(server.query("SELECT 1", login("airflow"), "openmetadata_db"), /permission denied/);
      await assert.rejects(server.query("SELECT 1", login("openmetadata"), "airflow_db"), /permission denied/);
      await assert.rejects(server.query("SELECT 1", master, "openmetadata_db"), /permission denied/);
    });

    test("a login may add the trusted extensions that a migration asks for, and no others", async () => {
      const [row] = await server.query(
        "SELECT count(*)::int AS found FROM pg_available_extensions WHERE name = 'pgcrypto'",
      );
      if (row?.["found"] === 0) return;
      await server.query("CREATE EXTENSION IF NOT EXISTS pgcrypto", login("openmetadata"), "openmetadata_db");
      const untrusted = server.query("CREATE EXTENSION file_fdw", login("openmetadata"), "openmetadata_db");
      await assert.rejects(untrusted, /permission denied|not available/);
    });

    for (const shell of shells()) {
      test(`a later start keeps the data and sets a changed password (${shell.join(" ")})`, async () => {
        const changed = { ...secrets, "database.airflow": "another password" };
        const spec = airflowDatabase();
        const environment = { BOOTSTRAP_DIRECTORY: directory, WAIT_SECONDS: "20" };
        await succeeds(runContainer(spec, { secrets: changed, shell, environment }));
        const user = { user: "airflow_user", password: "another password" };
        const rows = await server.query("SELECT id FROM own", user, "airflow_db");
        assert.ok(rows.length >= 1);
        await assert.rejects(
          server.query("SELECT 1", login("airflow"), "airflow_db"),
          /password authentication failed/,
        );
        await succeeds(start(spec, {}, shell));
        await server.query("SELECT 1", login("airflow"), "airflow_db");
      });
    }

    test("no password is on a command line", async () => {
      const recorder = commandRecorder("psql");
      try {
        await succeeds(start(airflowDatabase(), { PATH: recorder.path }));
        const commands = recorder.commands();
        assert.match(commands, /--no-psqlrc/);
        for (const secret of Object.values(secrets)) assert.ok(!commands.includes(secret));
      } finally {
        recorder.dispose();
      }
    });

    test("a second start waits while the first holds the lock", async () => {
      let held = true;
      const holder = server.query("SELECT pg_advisory_lock(7361952401), pg_sleep(1.5)").then(() => (held = false));
      const locks = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted";
      await until("the lock", async () => (await server.query(locks)).length > 0);
      await succeeds(start(airflowDatabase()));
      assert.equal(held, false);
      await holder;
    });

    test("no password is in the server's statement log", () => {
      const log = server.log();
      assert.match(log, /ALTER USER/);
      for (const name of ["database.server", "database.airflow"] as const) {
        assert.ok(!log.includes(secrets[name]) && !log.includes(secrets[name].replace(/'/g, "''")), name);
      }
    });

    test("with a CA certificate the server's name is verified, and another CA is refused", async () => {
      const spec = serverStepContainer("database", {
        ...database("openmetadata"),
        caCertificatePath: "/mnt/bootstrap/database-ca.pem",
      });
      const environment = { BOOTSTRAP_DIRECTORY: directory, WAIT_SECONDS: "0" };
      const certificate = readFileSync(server.certificate, "utf8");
      await succeeds(
        runContainer(spec, { secrets: { ...secrets, "database.caCertificate": certificate }, environment }),
      );
      assert.equal(readFileSync(join(directory, "database-ca.pem"), "utf8").trim(), certificate.trim());
      const { status, output } = await runContainer(spec, {
        secrets: { ...secrets, "database.caCertificate": "not a certificate" },
        environment,
      });
      assert.equal(status, 69, output);
    });

    test("an unreachable database and a wrong password end with the reason", async () => {
      const spec = airflowDatabase();
      const unreachable = await start(spec, { DATABASE_PORT: "1", WAIT_SECONDS: "2" });
      assert.equal(unreachable.status, 69);
      assert.match(unreachable.output, /did not let master in for \d+ s: .*refused/s);
      const wrong = await runContainer(spec, {
        secrets: { ...secrets, "database.master": "wrong one" },
        environment: { BOOTSTRAP_DIRECTORY: directory, WAIT_SECONDS: "0" },
      });
      assert.equal(wrong.status, 69);
      assert.match(wrong.output, /password authentication failed/);
      assert.ok(!wrong.output.includes("wrong one"));
    });

    test("the administrator's own login and names that are SQL are refused", async () => {
      const spec = airflowDatabase();
      assert.equal((await start(spec, { DATABASE_USER: "master" })).status, 64);
      assert.equal((await start(spec, { DATABASE_NAME: `x"; DROP DATABASE postgres; --` })).status, 64);
    });

    test("a database of another owner is left alone, with the command that fixes it", async () => {
      await server.query("CREATE DATABASE foreign_db");
      const { status, output } = await start(airflowDatabase(), {
        DATABASE_NAME: "foreign_db",
      });
      assert.notEqual(status, 0);
      assert.match(output, /ALTER DATABASE "foreign_db" OWNER TO "airflow_user"/);
      const [row] = await server.query(
        "SELECT pg_get_userbyid(datdba) AS owner FROM pg_database WHERE datname = 'foreign_db'",
      );
      assert.equal(row?.["owner"], "super");
    });

    describe("stored security settings", () => {
      const flag = () => join(directory, "reset-security");
      const stored = `CREATE TABLE IF NOT EXISTS openmetadata_settings (configtype text PRIMARY KEY, json json);
        INSERT INTO openmetadata_settings VALUES ('authenticationConfiguration',
          '{"provider": "google", "clientType": "confidential", "authority": "https://idp.example", "callbackUrl": "https://om.example/callback", "oidcConfiguration": {"secret": "stored-secret"}}')
        ON CONFLICT DO NOTHING`;

      test("a restart without a change resets nothing", async () => {
        await server.query(stored, login("openmetadata"), "openmetadata_db");
        const output = await succeeds(start(serverStep("compare-security", { fingerprint: "first" })));
        assert.match(output, /nothing is reset/);
        assert.equal(existsSync(flag()), false);
      });

      test("a change flags the reset, says what goes, and counts only once the reset is recorded", async () => {
        for (const attempt of [1, 2]) {
          const output = await succeeds(start(serverStep("compare-security", { fingerprint: "second" })));
          assert.match(
            output,
            /provider=google clientType=confidential authority=https:\/\/idp\.example/,
            `attempt ${attempt}`,
          );
          assert.ok(!output.includes("stored-secret"));
          assert.equal(existsSync(flag()), true, "until it is recorded, each start asks again");
        }
        const recorder = serverStep("security", { fingerprint: "second" });
        const early = await start(recorder);
        assert.equal(early.status, 70, "the command ended well, and what it was to remove is still there");
        assert.match(early.output, /provider=google.*not recorded/s);
        assert.ok(!early.output.includes("stored-secret"));
        assert.equal(existsSync(flag()), true);
        await server.query("DELETE FROM openmetadata_settings", login("openmetadata"), "openmetadata_db");
        assert.match(await succeeds(start(recorder)), /recorded/);
        assert.equal(existsSync(flag()), false);
        assert.match(
          await succeeds(start(serverStep("compare-security", { fingerprint: "second" }))),
          /nothing is reset/,
        );
        assert.equal(existsSync(flag()), false);
        assert.match(await succeeds(start(recorder)), /recorded before/);
        await server.query(stored, login("openmetadata"), "openmetadata_db");
      });

      test("where the stack did not make the database, it stops with the instruction", async () => {
        const { status, output } = await start(
          serverStep("compare-security", { fingerprint: "third", resetAllowed: false }),
        );
        assert.equal(status, 78);
        assert.match(output, /pulumi config set --path openmetadata:auth\.resetStored true/);
        assert.match(output, /provider=google/);
        assert.equal(existsSync(flag()), false);
        const before = await start(serverStep("database", { fingerprint: "third", resetAllowed: false }));
        assert.equal(before.status, 78, "and the step before everything else refuses it already");
      });

      test("an adopted database with settings of its own is not reset unasked, an empty one is recorded", async () => {
        await server.query("DROP TABLE stack_security_settings", login("openmetadata"), "openmetadata_db");
        assert.equal(
          (await start(serverStep("compare-security", { fingerprint: "third", resetAllowed: false }))).status,
          78,
        );
        await server.query("DELETE FROM openmetadata_settings", login("openmetadata"), "openmetadata_db");
        assert.match(
          await succeeds(start(serverStep("compare-security", { fingerprint: "third", resetAllowed: false }))),
          /first start/,
        );
      });

      test("an address that the server stored and that is no longer the stack's is to be stored again, or is said", async () => {
        const set = join(directory, "set-address");
        const keep = (row: string) =>
          server.query(`DELETE FROM openmetadata_settings; ${row}`, login("openmetadata"), "openmetadata_db");
        const insert = (type: string, url: string) =>
          `INSERT INTO openmetadata_settings VALUES ('${type}', '{"openMetadataUrl": "${url}", "password": "stored-secret"}');`;
        const bootstrap = (line?: string) =>
          start(serverStep(line ? "database" : "compare-security", { fingerprint: "third", ...(line && { line }) }));
        await keep(insert("openMetadataBaseUrlConfiguration", "http://old.example.com:8585"));
        const output = await succeeds(bootstrap());
        assert.match(output, /keeps address http:\/\/old\.example\.com:8585 .*the stack's is https:\/\/metadata/);
        assert.equal(readFileSync(set, "utf8"), `${address}\n`);
        await keep(insert("openMetadataBaseUrlConfiguration", address));
        assert.doesNotMatch(await succeeds(bootstrap()), /keeps address/);
        assert.equal(existsSync(set), false);
        await keep(insert("emailConfiguration", "http://old.example.com"));
        assert.match(await succeeds(bootstrap("1.6.2")), /no command for it: change it in Settings > Preferences/);
        assert.equal(existsSync(set), false);
        await keep("");
        assert.doesNotMatch(await succeeds(bootstrap()), /keeps address|stored-secret/);
      });

      test("a release that reads its environment at every start records without a reset", async () => {
        const output = await succeeds(
          start(serverStep("database", { fingerprint: "fourth", resetAllowed: false, line: "1.6.2" })),
        );
        assert.match(output, /reads them from its environment/);
        assert.equal(existsSync(flag()), false);
      });
    });
  });
}
