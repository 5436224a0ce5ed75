import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { serverStepContainer } from "./database-steps";
import { commandRecorder, shells, until } from "./parts";
import { login, master, onEachPostgres, secrets, succeeds } from "./postgres-stack";
import { runContainer } from "./run-container";

onEachPostgres("bootstrap", (stack) => {
  test("two tasks at once, each twice, make both databases", async () => {
    const both = () => [stack().start(stack().serverStep("database")), stack().start(stack().airflowDatabase())];
    await Promise.all([...both(), ...both()].map(succeeds));
    for (const name of ["openmetadata", "airflow"] as const) {
      const [row] = await stack().server.query("SELECT current_user AS me", login(name), `${name}_db`);
      assert.equal(row?.["me"], `${name}_user`);
      await stack().server.query(
        "CREATE TABLE IF NOT EXISTS own (id int); INSERT INTO own VALUES (1)",
        login(name),
        `${name}_db`,
      );
      const [role] = await stack().server.query(
        `SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = '${name}_user'`,
      );
      assert.deepEqual(role, { rolsuper: false, rolcreatedb: false, rolcreaterole: false });
    }
  });

  test("neither login gets into the other's database, nor the master by inheritance", async () => {
    await assert.rejects(stack().server.query("SELECT 1", login("airflow"), "openmetadata_db"), /permission denied/);
    await assert.rejects(stack().server.query("SELECT 1", login("openmetadata"), "airflow_db"), /permission denied/);
    await assert.rejects(stack().server.query("SELECT 1", master, "openmetadata_db"), /permission denied/);
  });

  test("a login may add the trusted extensions that a migration asks for, and no others", async () => {
    const [row] = await stack().server.query(
      "SELECT count(*)::int AS found FROM pg_available_extensions WHERE name = 'pgcrypto'",
    );
    if (row?.["found"] === 0) return;
    await stack().server.query("CREATE EXTENSION IF NOT EXISTS pgcrypto", login("openmetadata"), "openmetadata_db");
    const untrusted = stack().server.query("CREATE EXTENSION file_fdw", login("openmetadata"), "openmetadata_db");
    await assert.rejects(untrusted, /permission denied|not available/);
  });

  for (const shell of shells()) {
    test(`a later start keeps the data and sets a changed password (${shell.join(" ")})`, async () => {
      const changed = { ...secrets, "database.airflow": "another password" };
      const spec = stack().airflowDatabase();
      const environment = { BOOTSTRAP_DIRECTORY: stack().directory, WAIT_SECONDS: "20" };
      await succeeds(runContainer(spec, { secrets: changed, shell, environment }));
      const user = { user: "airflow_user", password: "another password" };
      const rows = await stack().server.query("SELECT id FROM own", user, "airflow_db");
      assert.ok(rows.length >= 1);
      await assert.rejects(
        stack().server.query("SELECT 1", login("airflow"), "airflow_db"),
        /password authentication failed/,
      );
      await succeeds(stack().start(spec, {}, shell));
      await stack().server.query("SELECT 1", login("airflow"), "airflow_db");
    });
  }

  test("no password is on a command line", async () => {
    const recorder = commandRecorder("psql");
    try {
      await succeeds(stack().start(stack().airflowDatabase(), { PATH: recorder.path }));
      const commands = recorder.commands();
      assert.match(commands, /--no-psqlrc/);
      for (const secret of Object.values(secrets)) assert.ok(!commands.includes(secret));
    } finally {
      recorder.dispose();
    }
  });

  test("a second start waits while the first holds the lock", async () => {
    let held = true;
    const holder = stack()
      .server.query("SELECT pg_advisory_lock(7361952401), pg_sleep(1.5)")
      .then(() => (held = false));
    const locks = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted";
    await until("the lock", async () => (await stack().server.query(locks)).length > 0);
    await succeeds(stack().start(stack().airflowDatabase()));
    assert.equal(held, false);
    await holder;
  });

  test("no password is in the server's statement log", () => {
    const log = stack().server.log();
    assert.match(log, /ALTER USER/);
    for (const name of ["database.server", "database.airflow"] as const) {
      assert.ok(!log.includes(secrets[name]) && !log.includes(secrets[name].replace(/'/g, "''")), name);
    }
  });

  test("with a CA certificate the server's name is verified, and another CA is refused", async () => {
    const spec = serverStepContainer("database", {
      ...stack().database("openmetadata"),
      caCertificatePath: "/mnt/bootstrap/database-ca.pem",
    });
    const environment = { BOOTSTRAP_DIRECTORY: stack().directory, WAIT_SECONDS: "0" };
    const certificate = readFileSync(stack().server.certificate, "utf8");
    await succeeds(runContainer(spec, { secrets: { ...secrets, "database.caCertificate": certificate }, environment }));
    assert.equal(readFileSync(join(stack().directory, "database-ca.pem"), "utf8").trim(), certificate.trim());
    const { status, output } = await runContainer(spec, {
      secrets: { ...secrets, "database.caCertificate": "not a certificate" },
      environment,
    });
    assert.equal(status, 69, output);
  });

  test("an unreachable database and a wrong password end with the reason", async () => {
    const spec = stack().airflowDatabase();
    const unreachable = await stack().start(spec, { DATABASE_PORT: "1", WAIT_SECONDS: "2" });
    assert.equal(unreachable.status, 69);
    assert.match(unreachable.output, /did not let master in for \d+ s: .*refused/s);
    const wrong = await runContainer(spec, {
      secrets: { ...secrets, "database.master": "wrong one" },
      environment: { BOOTSTRAP_DIRECTORY: stack().directory, WAIT_SECONDS: "0" },
    });
    assert.equal(wrong.status, 69);
    assert.match(wrong.output, /password authentication failed/);
    assert.ok(!wrong.output.includes("wrong one"));
  });

  test("the administrator's own login and names that are SQL are refused", async () => {
    const spec = stack().airflowDatabase();
    assert.equal((await stack().start(spec, { DATABASE_USER: "master" })).status, 64);
    assert.equal((await stack().start(spec, { DATABASE_NAME: `x"; DROP DATABASE postgres; --` })).status, 64);
  });

  test("a database of another owner is left alone, with the command that fixes it", async () => {
    await stack().server.query("CREATE DATABASE foreign_db");
    const { status, output } = await stack().start(stack().airflowDatabase(), {
      DATABASE_NAME: "foreign_db",
    });
    assert.notEqual(status, 0);
    assert.match(output, /ALTER DATABASE "foreign_db" OWNER TO "airflow_user"/);
    const [row] = await stack().server.query(
      "SELECT pg_get_userbyid(datdba) AS owner FROM pg_database WHERE datname = 'foreign_db'",
    );
    assert.equal(row?.["owner"], "super");
  });
});
