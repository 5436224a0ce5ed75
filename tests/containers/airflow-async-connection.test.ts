import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { exampleIngestionSettings } from "../../openmetadata/testing/examples";
import { ingestionEnvironment } from "../../openmetadata/environment/ingestion-environment";
import { postgresPrograms, remove, scratch } from "./parts";
import { type PostgresServer, startPostgres } from "./postgres-server";

const programs = postgresPrograms("16.14.0-beta.17");

/** A Python with Airflow 3 and asyncpg, among those that the tests of Airflow made. */
function airflowPython(): string | undefined {
  const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "openmetadata-pulumi", "airflow");
  if (!existsSync(folder)) return undefined;
  return readdirSync(folder)
    .filter((name) => {
      const packages = join(folder, name, "lib", "python3.11", "site-packages");
      const installed = existsSync(packages) ? readdirSync(packages) : [];
      return installed.some((entry) => /^apache_airflow_core-3/.test(entry)) && installed.includes("asyncpg");
    })
    .map((name) => join(folder, name, "bin", "python"))
    .find((file) => existsSync(file));
}
const python = airflowPython();
const skip =
  "why" in programs ? programs.why : python === undefined ? "no Airflow 3: run npm run test:airflow once" : false;

/** Opens Airflow's own asynchronous engine. Prints its TLS version and what kind of certificate check the driver made. */
const connect = `
import asyncio
from airflow import settings
from sqlalchemy import text
async def main():
    async with settings.async_engine.connect() as connection:
        row = await connection.execute(text("select current_user || ' ' || version from pg_stat_ssl where pid = pg_backend_pid()"))
        print("RESULT", row.scalar())
try:
    asyncio.run(main())
except Exception as error:
    print("RESULT", type(error).__name__, error)
`;

describe("Airflow's asynchronous connection to PostgreSQL", { skip }, () => {
  let server: PostgresServer;
  let home: string;
  before(async () => {
    server = await startPostgres("bin" in programs ? programs.bin : "");
    await server.query("CREATE ROLE airflow LOGIN PASSWORD 'Generated0123'");
    await server.query("CREATE DATABASE airflow_db OWNER airflow");
    home = scratch("airflow-async");
  });
  after(async () => {
    await server?.stop();
    if (home) remove(home);
  });

  /** What happens with the stack's environment; `without` leaves a variable out. */
  function resultOf(caCertificatePath?: string, without?: string): string {
    const place = { host: "127.0.0.1", port: server.port, name: "airflow_db", user: "airflow" };
    const variables = ingestionEnvironment({
      ...exampleIngestionSettings("1.13.6"),
      database: { engine: "postgres", ...place, ...(caCertificatePath && { caCertificatePath }) },
    });
    const wanted = /^(DB_|AIRFLOW_DB$|AIRFLOW__DATABASE__)/;
    const environment = Object.fromEntries(
      variables
        .filter(({ name }) => wanted.test(name) && name !== without)
        .map((variable) => [variable.name, "secret" in variable ? "Generated0123" : String(variable.value)]),
    );
    // As the image's start script makes it.
    const { DB_SCHEME, DB_USER, DB_PASSWORD, DB_HOST, DB_PORT, AIRFLOW_DB, DB_PROPERTIES } = environment;
    const url = `${DB_SCHEME}://${DB_USER}:${DB_PASSWORD}@${DB_HOST}:${DB_PORT}/${AIRFLOW_DB}${DB_PROPERTIES}`;
    const output = execFileSync(python ?? "", ["-c", connect], {
      encoding: "utf8",
      timeout: 120_000,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: process.env.PATH,
        HOME: home,
        AIRFLOW_HOME: home,
        ...environment,
        AIRFLOW__DATABASE__SQL_ALCHEMY_CONN: url,
      },
    });
    return /^RESULT (.*)$/m.exec(output)?.[1] ?? output;
  }

  test("is refused by the driver with the address that Airflow derives", () => {
    assert.match(
      resultOf(undefined, "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_ASYNC"),
      /unexpected keyword argument 'sslmode'/,
    );
  });

  test("is made with TLS", () => assert.match(resultOf(), /^airflow TLSv1\.[23]$/));

  test("is made with a verified certificate, and with no other", async () => {
    assert.match(resultOf(server.certificate), /^airflow TLSv1\.[23]$/);
    const other = await startPostgres("bin" in programs ? programs.bin : "");
    try {
      assert.match(resultOf(other.certificate), /CERTIFICATE_VERIFY_FAILED/);
    } finally {
      await other.stop();
    }
  });
});
