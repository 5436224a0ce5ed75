import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { ContainerSpec } from "../../openmetadata/tasks/container-spec";
import { airflowDatabaseContainer, serverStepContainer, type ServerStepOptions } from "./database-steps";
import { type MysqlServer, startMysql } from "./mysql-server";
import { commandRecorder, type Ended, installHint, program, shells } from "./parts";
import { runContainer } from "./run-container";

const server = program("mariadbd") ?? program("mysqld");
const client = program("mysql");
const skip = server === undefined || client === undefined ? `no MariaDB server and client: ${installHint}` : false;

const secrets = {
  "database.master": `master'"\\$(id)%41 pa's\\s`,
  "database.server": `se'rver"\\;--$HOME%20:@/ pa's\\s`,
  "database.airflow": `air'flow"\\;--$HOME%20:@/ pa's\\s`,
};
const master = { user: "master", password: secrets["database.master"] };
const inSql = (text: string) => `'${text.replace(/[\\']/g, (sign) => `\\${sign}`)}'`;

describe("bootstrap on MariaDB", { skip }, () => {
  let mysql: MysqlServer;
  let directory: string;

  before(async () => {
    mysql = await startMysql({ server: server ?? "", client: client ?? "", install: program("mariadb-install-db") });
    // What RDS leaves its master: much, with the right to grant it on, and not SUPER.
    const privileges =
      "SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, RELOAD, PROCESS, REFERENCES, INDEX, ALTER, SHOW DATABASES, CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, CREATE USER, EVENT, TRIGGER";
    const grantable =
      mysql && (await mysql.query("SELECT VERSION()")).includes("MariaDB")
        ? `${privileges}, DELETE HISTORY`
        : privileges;
    await mysql.query(
      `CREATE USER 'master'@'%' IDENTIFIED BY ${inSql(master.password)} REQUIRE SSL; GRANT ${grantable} ON *.* TO 'master'@'%' WITH GRANT OPTION`,
    );
    directory = mkdtempSync(join(tmpdir(), "openmetadata-bootstrap-"));
  });
  after(async () => {
    await mysql?.stop();
    if (directory) rmSync(directory, { recursive: true, force: true });
  });

  const database = (name: "openmetadata" | "airflow", caCertificatePath?: string) =>
    ({
      engine: "mysql",
      host: "127.0.0.1",
      port: mysql.port,
      name: `${name}_db`,
      user: `${name}_user`,
      masterUser: "master",
      caCertificatePath,
    }) as const;
  const serverStep = (
    name: Parameters<typeof serverStepContainer>[0],
    options: ServerStepOptions = {},
    caCertificatePath?: string,
  ) => serverStepContainer(name, database("openmetadata", caCertificatePath), options);
  const airflowDatabase = () => airflowDatabaseContainer(database("airflow"));
  const start = (
    spec: ContainerSpec,
    environment: Record<string, string> = {},
    shell?: string[],
    given: Record<string, string> = secrets,
  ) =>
    runContainer(spec, {
      secrets: given,
      shell,
      environment: { BOOTSTRAP_DIRECTORY: directory, WAIT_SECONDS: "20", ...environment },
    });
  const succeeds = async (run: Promise<Ended>): Promise<string> => {
    const { status, output } = await run;
    assert.equal(status, 0, output);
    for (const secret of Object.values(secrets)) assert.ok(!output.includes(secret), "a password in the output");
    return output;
  };
  const login = (name: "openmetadata" | "airflow", password?: string) => ({
    user: `${name}_user`,
    password: password ?? secrets[name === "airflow" ? "database.airflow" : "database.server"],
  });

  test("two tasks at once, each twice, make both databases", async () => {
    const both = () => [start(serverStep("database")), start(airflowDatabase())];
    await Promise.all([...both(), ...both()].map(succeeds));
    for (const name of ["openmetadata", "airflow"] as const) {
      assert.equal(
        await mysql.query("SELECT SUBSTRING_INDEX(USER(), '@', 1)", login(name), `${name}_db`),
        `${name}_user`,
      );
      await mysql.query(
        "CREATE TABLE IF NOT EXISTS own (id int); INSERT INTO own VALUES (1)",
        login(name),
        `${name}_db`,
      );
      assert.match(await mysql.query(`SHOW CREATE USER '${name}_user'@'%'`), /REQUIRE SSL/);
    }
  });

  test("neither login sees the other's database, nor one whose name an underscore would stand for", async () => {
    await mysql.query("CREATE DATABASE openmetadataXdb");
    await assert.rejects(mysql.query("SELECT 1", login("airflow"), "openmetadata_db"), /denied/);
    await assert.rejects(mysql.query("SELECT 1", login("openmetadata"), "airflow_db"), /denied/);
    await assert.rejects(mysql.query("SELECT 1", login("openmetadata"), "openmetadataXdb"), /denied/);
    await assert.rejects(mysql.query("SELECT * FROM mysql.user", login("openmetadata"), "openmetadata_db"), /denied/);
  });

  for (const shell of [...shells(), ["/bin/bash"]]) {
    test(`a later start keeps the data and sets a changed password (${shell.join(" ")})`, async () => {
      const spec = airflowDatabase();
      await succeeds(start(spec, {}, shell, { ...secrets, "database.airflow": "another password" }));
      assert.match(await mysql.query("SELECT id FROM own", login("airflow", "another password"), "airflow_db"), /^1/);
      await assert.rejects(mysql.query("SELECT 1", login("airflow"), "airflow_db"), /denied/);
      await succeeds(start(spec, {}, shell));
      await mysql.query("SELECT 1", login("airflow"), "airflow_db");
    });
  }

  test("no password is on a command line", async () => {
    const recorder = commandRecorder("mysql");
    try {
      await succeeds(start(airflowDatabase(), { PATH: recorder.path }));
      assert.match(recorder.commands(), /--no-defaults/);
      for (const secret of Object.values(secrets)) assert.ok(!recorder.commands().includes(secret));
    } finally {
      recorder.dispose();
    }
  });

  test("with a CA certificate the server's name is verified, and another CA is refused", async () => {
    const spec = serverStep("database", {}, "/mnt/bootstrap/database-ca.pem");
    const certificate = readFileSync(mysql.certificate, "utf8");
    await succeeds(
      start(spec, { WAIT_SECONDS: "0" }, undefined, { ...secrets, "database.caCertificate": certificate }),
    );
    const refused = await start(spec, { WAIT_SECONDS: "0" }, undefined, {
      ...secrets,
      "database.caCertificate": "no certificate",
    });
    assert.equal(refused.status, 69, refused.output);
  });

  test("an unreachable database and a wrong password end with the reason", async () => {
    const spec = airflowDatabase();
    const unreachable = await start(spec, { DATABASE_PORT: "1", WAIT_SECONDS: "2" });
    assert.equal(unreachable.status, 69);
    assert.match(unreachable.output, /did not let master in/);
    const wrong = await start(spec, { WAIT_SECONDS: "0" }, undefined, { ...secrets, "database.master": "wrong one" });
    assert.match(wrong.output, /Access denied/);
    assert.ok(!wrong.output.includes("wrong one"));
  });

  test("stored security settings: nothing on a restart, a flag on a change until it is recorded, a stop where it must ask", async () => {
    const flag = join(directory, "reset-security");
    await mysql.query(
      `CREATE TABLE openmetadata_settings (configType varchar(36) PRIMARY KEY, json json);
       INSERT INTO openmetadata_settings VALUES ('authenticationConfiguration',
         '{"provider": "google", "clientType": "confidential", "oidcConfiguration": {"secret": "stored-secret"}}')`,
      login("openmetadata"),
      "openmetadata_db",
    );
    const bootstrap = (fingerprint: string, allowed = true) =>
      start(serverStep("compare-security", { fingerprint, resetAllowed: allowed }));
    assert.match(await succeeds(bootstrap("first")), /nothing is reset/);
    for (const attempt of ["first", "again"]) {
      const output = await succeeds(bootstrap("second"));
      assert.match(output, /provider=google clientType=confidential/, attempt);
      assert.ok(!output.includes("stored-secret"));
      assert.ok(existsSync(flag));
    }
    const record = () => start(serverStep("security", { fingerprint: "second" }));
    const early = await record();
    assert.equal(early.status, 70, "the command ended well, and what it was to remove is still there");
    assert.match(early.output, /provider=google.*not recorded/s);
    const change = (sql: string) => mysql.query(sql, login("openmetadata"), "openmetadata_db");
    const insert = (row: string) => change(`INSERT INTO openmetadata_settings VALUES ${row}`);
    const provider = `('authenticationConfiguration', '{"provider": "google"}')`;
    await change("DELETE FROM openmetadata_settings");
    await succeeds(record());
    assert.match(await succeeds(bootstrap("second")), /nothing is reset/);
    await insert(`('openMetadataBaseUrlConfiguration', '{"openMetadataUrl": "http://old.example.com"}')`);
    assert.match(await succeeds(bootstrap("second")), /keeps address http:\/\/old\.example\.com /);
    assert.equal(readFileSync(join(directory, "set-address"), "utf8"), "https://metadata.example.com\n");
    await insert(provider);
    assert.ok(!existsSync(flag));
    const stopped = await bootstrap("third", false);
    assert.equal(stopped.status, 78);
    assert.match(stopped.output, /auth\.resetStored true/);
  });
});
