import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe } from "node:test";
import type { ContainerSpec } from "../../openmetadata/tasks/container-spec";
import { airflowDatabaseContainer, serverStepContainer, type ServerStepOptions } from "./database-steps";
import { type Ended, installHint, postgresPrograms, program } from "./parts";
import { type PostgresServer, startPostgres } from "./postgres-server";
import { runContainer } from "./run-container";

// 15 is the newest without the SET option of GRANT, 16 the one that RDS gets here.
const versions = ["15.18.0-beta.17", "16.14.0-beta.17"];

/** Signs that shells, SQL and connection strings treat in their own ways. */
export const secrets = {
  "database.master": `master'"\\$(id)%41 pass`,
  "database.server": `se'rver"\\;--$HOME%20:@/ pass`,
  "database.airflow": `air'flow"\\;--$HOME%20:@/ pass`,
};
export const master = { user: "master", password: secrets["database.master"] };

type Program = "openmetadata" | "airflow";

/** The login of a program in its database. */
export const login = (name: Program) => ({
  user: `${name}_user`,
  password: secrets[name === "airflow" ? "database.airflow" : "database.server"],
});

/** The output of a container that ended well and printed no password. */
export async function succeeds(run: Promise<Ended>): Promise<string> {
  const { status, output } = await run;
  assert.equal(status, 0, output);
  for (const secret of Object.values(secrets)) assert.ok(!output.includes(secret), "a password in the output");
  return output;
}

/** A PostgreSQL server as RDS gives it to a stack, and the containers of the stack's steps that speak to it. */
export class PostgresStack {
  private constructor(
    readonly server: PostgresServer,
    /** What the containers of a step share. */
    readonly directory: string,
  ) {}

  /** @param bin folder with the programs of PostgreSQL */
  static async start(bin: string): Promise<PostgresStack> {
    const server = await startPostgres(bin);
    // As on RDS: the master may make roles and databases, and is no superuser.
    const password = master.password.replace(/'/g, "''");
    await server.query(`CREATE ROLE master LOGIN CREATEROLE CREATEDB PASSWORD '${password}'`);
    return new PostgresStack(server, mkdtempSync(join(tmpdir(), "openmetadata-bootstrap-")));
  }

  async stop(): Promise<void> {
    await this.server.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }

  database(name: Program) {
    return {
      engine: "postgres",
      host: "127.0.0.1",
      port: this.server.port,
      name: `${name}_db`,
      user: `${name}_user`,
      masterUser: master.user,
    } as const;
  }

  serverStep(name: Parameters<typeof serverStepContainer>[0], options?: ServerStepOptions): ContainerSpec {
    return serverStepContainer(name, this.database("openmetadata"), options);
  }

  airflowDatabase(): ContainerSpec {
    return airflowDatabaseContainer(this.database("airflow"));
  }

  start(spec: ContainerSpec, environment: Record<string, string> = {}, shell?: string[]): Promise<Ended> {
    return runContainer(spec, {
      secrets,
      shell,
      environment: { BOOTSTRAP_DIRECTORY: this.directory, WAIT_SECONDS: "20", ...environment },
    });
  }
}

/** Tests on each release of PostgreSQL, on a server that they share. */
export function onEachPostgres(what: string, tests: (running: () => PostgresStack) => void): void {
  for (const version of versions) {
    const programs = postgresPrograms(version);
    const skip = "why" in programs ? programs.why : program("psql") === undefined ? `no psql: ${installHint}` : false;
    describe(`${what} on PostgreSQL ${version.split("-")[0]}`, { skip }, () => {
      let stack: PostgresStack | undefined;
      before(async () => (stack = await PostgresStack.start("bin" in programs ? programs.bin : "")));
      after(() => stack?.stop());
      tests(() => stack!);
    });
  }
}
