import { program } from "../containers/parts";
import { type MysqlPrograms, type MysqlServer, startMysql } from "../containers/mysql-server";
import { type PostgresServer, startPostgres, superuser } from "../containers/postgres-server";

/** The real database against which the containers of steps run. */
export interface StepDatabase {
  readonly port: number;
  /** Config of a stack that has such a database. */
  readonly config: Readonly<Record<string, string>>;
  /** What makes the administrator that RDS is asked for: a client that reads SQL, with {user} and {password} to be filled in. */
  readonly administrator: { readonly command: readonly string[]; readonly environment: object; readonly sql: string };
  /** Shell function of the server image's stand-in that runs SQL as the server's login. */
  readonly opsClient: string;
  /** What a database says, a row a line, with tabs between its columns. */
  lines(sql: string, database?: string): Promise<string[]>;
  stop(): Promise<void>;
}

/** @param bin folder of PostgreSQL's programs */
export async function postgresDatabase(bin: string): Promise<StepDatabase & { readonly server: PostgresServer }> {
  const server = await startPostgres(bin);
  const environment = {
    ...{ PGHOST: "127.0.0.1", PGPORT: String(server.port), PGSSLMODE: "require", PGDATABASE: "postgres" },
    ...{ PGUSER: superuser.user, PGPASSWORD: superuser.password },
  };
  return {
    ...{ server, port: server.port, config: {} },
    administrator: {
      ...{ command: ["psql", "--no-psqlrc", "--set=ON_ERROR_STOP=1"], environment },
      sql: "CREATE ROLE {user} LOGIN CREATEROLE CREATEDB PASSWORD '{password}'",
    },
    opsClient: `PGSSLMODE=require PGPASSWORD=$DB_USER_PASSWORD psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --host="$DB_HOST" \\
    --port="$DB_PORT" --username="$DB_USER" --dbname="$OM_DATABASE" --command "$1"`,
    lines: async (sql, database) =>
      (await server.query(sql, undefined, database)).map((row) => Object.values(row).join("\t")),
    stop: () => server.stop(),
  };
}

/** Programs of MariaDB on this machine; undefined where one of them is missing. */
export function mariadbPrograms(): MysqlPrograms | undefined {
  const [server, client, install] = [
    program("mariadbd") ?? program("mysqld"),
    program("mysql"),
    program("mariadb-install-db"),
  ];
  return server && client ? { server, client, ...(install && { install }) } : undefined;
}

/** What RDS gives its administrator: much, with the right to grant it on, and not SUPER. */
const granted =
  "SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, RELOAD, PROCESS, REFERENCES, INDEX, ALTER, SHOW DATABASES, CREATE TEMPORARY TABLES, " +
  "LOCK TABLES, EXECUTE, CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, CREATE USER, EVENT, TRIGGER, DELETE HISTORY";

export async function mariadbDatabase(programs: MysqlPrograms): Promise<StepDatabase> {
  const server: MysqlServer = await startMysql(programs);
  await server.query(
    "CREATE USER 'super'@'%' IDENTIFIED BY 'superuser-password'; GRANT ALL ON *.* TO 'super'@'%' WITH GRANT OPTION",
  );
  const reached = ["--no-defaults", "--protocol=tcp", "--host=127.0.0.1", `--port=${server.port}`, "--ssl"];
  return {
    port: server.port,
    config: { "openmetadata:database.engine": "mysql" },
    administrator: {
      command: [programs.client, ...reached, "--user=super"],
      environment: { MYSQL_PWD: "superuser-password" },
      sql: `CREATE USER '{user}'@'%' IDENTIFIED BY '{password}' REQUIRE SSL; GRANT ${granted} ON *.* TO '{user}'@'%' WITH GRANT OPTION`,
    },
    opsClient: `MYSQL_PWD=$DB_USER_PASSWORD ${programs.client} --no-defaults --protocol=tcp --ssl --host="$DB_HOST" --port="$DB_PORT" \\
    --user="$DB_USER" --database="$OM_DATABASE" --execute "$1"`,
    lines: async (sql, database) => (await server.query(sql, undefined, database)).split("\n").filter(Boolean),
    stop: () => server.stop(),
  };
}
