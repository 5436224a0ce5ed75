import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { projectDirectory } from "../../config/project-directory";
import { images } from "../../openmetadata/images/images";
import { releaseLineOf } from "../../openmetadata/releases/release-lines";
import type { TaskDatabase } from "../../openmetadata/tasks/database-bootstrap";
import { serverStepTask } from "../../openmetadata/tasks/server-steps";
import { type MysqlServer, startMysql } from "./mysql-server";
import { type Ended, installHint, postgresPrograms, program } from "./parts";
import { type PostgresServer, startPostgres } from "./postgres-server";
import { runContainer } from "./run-container";

const guide = readFileSync(join(projectDirectory, "docs", "moving-in.md"), "utf8");

/** Runs a marked block of the guide in a shell, unchanged. */
function runBlock(name: string, folder: string, environment: Record<string, string>): string {
  const block = new RegExp(`\`\`\`sh\\n# moving-in: ${name}\\n([\\s\\S]*?)\`\`\``).exec(guide)?.[1];
  assert.ok(block, `the guide has a block ${name}`);
  const env = { PATH: process.env.PATH ?? "", HOME: folder, PGSSLMODE: "require", ...environment };
  return execFileSync("/bin/sh", ["-eu", "-c", block], { cwd: folder, env, encoding: "utf8", stdio: "pipe" });
}

const secrets = { "database.master": "master-password", "database.server": "server-password" };
const master = { user: "master", password: secrets["database.master"] };
const owner = { user: "openmetadata", password: secrets["database.server"] };

/** The server's bootstrap against a database, as the stack would start it. */
async function bootstrap(database: Partial<TaskDatabase> & Pick<TaskDatabase, "engine" | "port">): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), "moving-in-bootstrap-"));
  const settings = {
    line: releaseLineOf("1.13.6"),
    images: { server: "server", databaseClient: images.postgresClient },
    database: { host: "127.0.0.1", name: "openmetadata_db", user: owner.user, masterUser: master.user, ...database },
    environment: [],
    configurationFile: false,
    security: { fingerprint: "first", resetAllowed: false },
  };
  const spec = serverStepTask(settings, "database")!.containers.at(-1)!;
  try {
    return await runContainer(spec, { secrets, environment: { BOOTSTRAP_DIRECTORY: folder, WAIT_SECONDS: "20" } });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const succeeds = ({ status, output }: Ended): void => assert.equal(status, 0, output);
/** The commands that an answer says, one a line. */
const commandsIn = (output: string): string[] =>
  output.split("\n").flatMap((line) => (/^ {4}\S/.test(line) && !line.includes("pulumi ") ? [line.trim()] : []));

test("the image's key becomes the form that the stack takes", () => {
  const folder = mkdtempSync(join(tmpdir(), "moving-in-key-"));
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  writeFileSync(join(folder, "private_key.der"), privateKey.export({ type: "pkcs8", format: "der" }));
  runBlock("jwt-key", folder, {});
  const pem = readFileSync(join(folder, "private_key.pem"), "utf8");
  rmSync(folder, { recursive: true, force: true });
  assert.equal(pem.trim(), String(privateKey.export({ type: "pkcs8", format: "pem" })).trim());
});

/** What an installation of Docker Compose holds, as far as owners matter: tables, a sequence, a view, a function. */
const installation = `CREATE TABLE table_entity (id serial PRIMARY KEY, json jsonb);
  INSERT INTO table_entity (json) VALUES ('{"name": "orders"}');
  CREATE VIEW entity_names AS SELECT json ->> 'name' AS name FROM table_entity;
  CREATE SEQUENCE alone;
  CREATE FUNCTION to_tz_timestamp(text) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS 'SELECT $1::timestamptz';`;
/** What a migration does that only an owner may. */
const migration = `ALTER TABLE table_entity ADD COLUMN deleted boolean; CREATE OR REPLACE VIEW entity_names AS SELECT json ->> 'name' AS name FROM table_entity;
  ALTER SEQUENCE alone INCREMENT BY 2;
  CREATE OR REPLACE FUNCTION to_tz_timestamp(text) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS 'SELECT $1::timestamptz';`;

for (const version of ["15.18.0-beta.17", "16.14.0-beta.17"]) {
  const programs = postgresPrograms(version);
  const tools = ["psql", "pg_dump", "pg_restore"].every((name) => program(name) !== undefined);
  const skip = "why" in programs ? programs.why : tools ? false : `no PostgreSQL client: ${installHint}`;
  describe(`an installation moves in to PostgreSQL ${version.split("-")[0]}`, { skip }, () => {
    const old = { user: "openmetadata_user", password: "openmetadata_password" };
    let folder: string;
    let earlier: PostgresServer;
    let server: PostgresServer;

    before(async () => {
      folder = mkdtempSync(join(tmpdir(), "moving-in-"));
      // Debian's client is of 15, and dumps no newer server.
      const oldPrograms = postgresPrograms("15.18.0-beta.17");
      earlier = await startPostgres("bin" in oldPrograms ? oldPrograms.bin : "");
      server = await startPostgres("bin" in programs ? programs.bin : "");
      await earlier.query(`CREATE ROLE openmetadata_user LOGIN PASSWORD '${old.password}'`);
      await earlier.query("CREATE DATABASE openmetadata_db OWNER openmetadata_user");
      await earlier.query(installation, old, "openmetadata_db");
      await server.query(`CREATE ROLE master LOGIN CREATEROLE CREATEDB PASSWORD '${master.password}'`);
      const place = { OLD_HOST: "127.0.0.1", OLD_PORT: String(earlier.port), OLD_LOGIN: old.user };
      runBlock("postgres-dump", folder, { ...place, DATABASE: "openmetadata_db", PGPASSWORD: old.password });
    });
    after(async () => {
      await earlier?.stop();
      await server?.stop();
      if (folder) rmSync(folder, { recursive: true, force: true });
    });

    const engine = () => ({ engine: "postgres", port: server.port }) as const;
    const restoreAs = (login: { user: string; password: string }) =>
      runBlock("postgres-restore", folder, {
        NEW_HOST: "127.0.0.1",
        NEW_PORT: String(server.port),
        NEW_LOGIN: login.user,
        DATABASE: "openmetadata_db",
        PGPASSWORD: login.password,
      });
    const dropAll = async () => {
      await server.query("DROP DATABASE IF EXISTS openmetadata_db WITH (FORCE)");
    };
    const migrates = async () => {
      await server.query(migration, owner, "openmetadata_db");
      const rows = await server.query("SELECT name FROM entity_names", owner, "openmetadata_db");
      assert.deepEqual(rows, [{ name: "orders" }]);
    };

    test("a database that is not there stops the start, and nothing is made", async () => {
      const { status, output } = await bootstrap({ ...engine(), earlier: "restored-before" });
      assert.equal(status, 65, output);
      assert.match(output, /there is no database openmetadata_db/);
      assert.match(output, /pulumi config set --path openmetadata:database\.newInstallation true/);
      assert.deepEqual(await server.query("SELECT 1 FROM pg_database WHERE datname = 'openmetadata_db'"), []);
    });

    test("one that the stack made waits for the dump, and takes it as the guide restores it", async () => {
      for (const attempt of [1, 2]) {
        const { status, output } = await bootstrap({ ...engine(), earlier: "restored-later" });
        assert.equal(status, 65, `attempt ${attempt}: ${output}`);
        assert.match(output, /database openmetadata_db is empty/);
      }
      restoreAs(owner);
      succeeds(await bootstrap({ ...engine(), earlier: "restored-later" }));
      succeeds(await bootstrap({ ...engine(), earlier: "restored-before" }));
      await migrates();
    });

    test("a dump that the administrator restored is given over with the commands that are said", async () => {
      await dropAll();
      await server.query("CREATE DATABASE openmetadata_db", master);
      restoreAs(master);
      const { status, output } = await bootstrap({ ...engine(), earlier: "restored-before" });
      assert.notEqual(status, 0);
      assert.match(output, /login master owns 1 view, 1 table, 2 sequences, 1 function in database openmetadata_db/);
      for (const command of commandsIn(output)) await server.query(command, master, "openmetadata_db");
      succeeds(await bootstrap({ ...engine(), earlier: "restored-before" }));
      await migrates();
    });

    test("a login of an earlier installation gives all over, and what else goes along is said", async () => {
      await dropAll();
      await server.query(`CREATE ROLE "old-user" LOGIN PASSWORD 'x'`, master);
      await server.query(`GRANT "old-user" TO master`);
      for (const name of ["openmetadata_db", "other_db"])
        await server.query(`CREATE DATABASE ${name} OWNER "old-user"`);
      await server.query(installation, { user: "old-user", password: "x" }, "openmetadata_db");
      const { status, output } = await bootstrap({ ...engine(), earlier: "restored-before" });
      assert.notEqual(status, 0);
      assert.match(output, /every database of this server that "old-user" owns, which are: openmetadata_db, other_db/);
      for (const command of commandsIn(output)) await server.query(command, master, "openmetadata_db");
      const [row] = await server.query(
        "SELECT pg_get_userbyid(datdba) AS o FROM pg_database WHERE datname = 'other_db'",
      );
      assert.equal(row?.["o"], owner.user, "as the answer said, the other database went along");
      succeeds(await bootstrap({ ...engine(), earlier: "restored-before" }));
      await migrates();
    });

    test("a database that lets the login not even in is given over likewise", async () => {
      await dropAll();
      await server.query(`CREATE DATABASE openmetadata_db OWNER "old-user"`);
      await server.query(installation, { user: "old-user", password: "x" }, "openmetadata_db");
      await server.query("REVOKE CONNECT ON DATABASE openmetadata_db FROM PUBLIC");
      await server.query("GRANT CONNECT ON DATABASE openmetadata_db TO master");
      const { status, output } = await bootstrap({ ...engine(), earlier: "restored-before" });
      assert.notEqual(status, 0);
      assert.match(output, /which does not let openmetadata in/);
      await server.query(`GRANT "old-user" TO master`);
      for (const command of commandsIn(output)) await server.query(command, master, "openmetadata_db");
      succeeds(await bootstrap({ ...engine(), earlier: "restored-before" }));
      await migrates();
    });

    test("what the server's own superuser made is given over object by object", async () => {
      await dropAll();
      await server.query("CREATE DATABASE openmetadata_db");
      await server.query(installation, undefined, "openmetadata_db");
      const { status, output } = await bootstrap({ ...engine(), earlier: "restored-before" });
      assert.notEqual(status, 0);
      assert.doesNotMatch(output, /REASSIGN OWNED BY/);
      const commands = commandsIn(output);
      assert.equal(commands.length, 2);
      for (const command of commands) await server.query(command, undefined, "openmetadata_db");
      succeeds(await bootstrap({ ...engine(), earlier: "restored-before" }));
      await migrates();
    });
  });
}

const mysqlServer = program("mariadbd") ?? program("mysqld");
const mysqlClient = program("mysql");
const without = mysqlServer === undefined || mysqlClient === undefined || program("mysqldump") === undefined;

describe("an installation moves in to MariaDB", { skip: without ? `no MariaDB: ${installHint}` : false }, () => {
  const install = program("mariadb-install-db");
  const old = { user: "openmetadata_user", password: "openmetadata_password" };
  let folder: string;
  let earlier: MysqlServer;
  let server: MysqlServer;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "moving-in-mysql-"));
    const programs = { server: mysqlServer ?? "", client: mysqlClient ?? "", install };
    earlier = await startMysql(programs);
    server = await startMysql(programs);
    await earlier.query(
      `CREATE DATABASE openmetadata_db; CREATE USER '${old.user}'@'%' IDENTIFIED BY '${old.password}'; GRANT ALL ON openmetadata_db.* TO '${old.user}'@'%'`,
    );
    await earlier.query(
      `CREATE TABLE table_entity (id int PRIMARY KEY, json json); INSERT INTO table_entity VALUES (1, '{"name": "orders"}');
       CREATE VIEW entity_names AS SELECT JSON_VALUE(json, '$.name') AS name FROM table_entity`,
      old,
      "openmetadata_db",
    );
    await server.query(
      `CREATE USER 'master'@'%' IDENTIFIED BY '${master.password}' REQUIRE SSL; GRANT ALL ON *.* TO 'master'@'%' WITH GRANT OPTION`,
    );
    const place = { OLD_HOST: "127.0.0.1", OLD_PORT: String(earlier.port), OLD_LOGIN: old.user };
    runBlock("mysql-dump", folder, { ...place, DATABASE: "openmetadata_db", MYSQL_PWD: old.password });
  });
  after(async () => {
    await earlier?.stop();
    await server?.stop();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  const engine = () => ({ engine: "mysql", port: server.port }) as const;
  const names = () => server.query("SELECT name FROM entity_names", owner, "openmetadata_db");

  test("missing and empty databases stop the start; the guide's dump and restore bring everything", async () => {
    const missing = await bootstrap({ ...engine(), earlier: "restored-before" });
    assert.equal(missing.status, 65, missing.output);
    const empty = await bootstrap({ ...engine(), earlier: "restored-later" });
    assert.equal(empty.status, 65, empty.output);
    assert.match(empty.output, /database openmetadata_db is empty/);
    runBlock("mysql-restore", folder, {
      NEW_HOST: "127.0.0.1",
      NEW_PORT: String(server.port),
      NEW_LOGIN: owner.user,
      DATABASE: "openmetadata_db",
      MYSQL_PWD: owner.password,
    });
    succeeds(await bootstrap({ ...engine(), earlier: "restored-before" }));
    assert.match(await names(), /orders/);
    await server.query("ALTER TABLE table_entity ADD COLUMN deleted boolean", owner, "openmetadata_db");
  });

  test("a view that names a login of the earlier server is seen, and the commands that are said fix it", async () => {
    await server.query(
      "CREATE USER 'gone'@'%'; GRANT ALL ON openmetadata_db.* TO 'gone'@'%'; CREATE OR REPLACE DEFINER='gone'@'%' VIEW openmetadata_db.entity_names AS SELECT JSON_VALUE(json, '$.name') AS name FROM openmetadata_db.table_entity; DROP USER 'gone'@'%'",
    );
    await assert.rejects(names());
    const { status, output } = await bootstrap({ ...engine(), earlier: "restored-before" });
    assert.notEqual(status, 0);
    assert.match(output, /run as login 'gone'@'%', which this server does not have/);
    const commands = commandsIn(output);
    assert.equal(commands.length, 2);
    for (const command of commands) await server.query(command, master);
    succeeds(await bootstrap({ ...engine(), earlier: "restored-before" }));
    assert.match(await names(), /orders/);
  });
});
