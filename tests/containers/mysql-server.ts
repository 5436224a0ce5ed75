import { execFileSync, spawn } from "node:child_process";
import { createWriteStream, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { certificate, end, freePort, remove, run, scratch, unprivileged, until } from "./parts";

export interface MysqlServer {
  readonly port: number;
  readonly certificate: string;
  /** Runs SQL as a login and gives the rows as lines; rejects with the server's message. */
  query(sql: string, login?: { user: string; password: string }, database?: string): Promise<string>;
  log(): string;
  stop(): Promise<void>;
}

/** The programs of MariaDB, or of MySQL where that is what the machine has. */
export interface MysqlPrograms {
  readonly server: string;
  readonly install?: string;
  readonly client: string;
}

/** A MariaDB or MySQL server on a loopback port, with TLS and a log of every statement. */
export async function startMysql(programs: MysqlPrograms): Promise<MysqlServer> {
  const folder = scratch("mysql");
  const data = join(folder, "data");
  const environment = { PATH: process.env.PATH ?? "", LC_ALL: "C" };
  const options = { ...unprivileged, env: environment, stdio: "pipe" } as const;
  if (programs.install === undefined) {
    execFileSync(programs.server, ["--no-defaults", "--initialize-insecure", `--datadir=${data}`], options);
  } else {
    const install = [
      "--no-defaults",
      `--datadir=${data}`,
      "--auth-root-authentication-method=normal",
      "--skip-test-db",
    ];
    execFileSync(programs.install, install, options);
  }
  const tls = certificate(folder);
  const port = await freePort();
  const socket = join(folder, "socket");
  const generalLog = join(folder, "statements");
  writeFileSync(generalLog, "", { mode: 0o666 });
  if (unprivileged.uid !== undefined) execFileSync("chown", [`${unprivileged.uid}:${unprivileged.gid}`, generalLog]);
  const server = spawn(
    programs.server,
    [
      "--no-defaults",
      `--datadir=${data}`,
      `--port=${port}`,
      "--bind-address=127.0.0.1",
      `--socket=${socket}`,
      `--ssl-cert=${tls.certificate}`,
      `--ssl-key=${tls.key}`,
      `--pid-file=${join(folder, "pid")}`,
      "--general-log=1",
      `--general-log-file=${generalLog}`,
      // The form of the name table that MySQL on Linux has.
      "--lower-case-table-names=0",
    ],
    { ...unprivileged, env: environment, stdio: ["ignore", "pipe", "pipe"] },
  );
  const output = createWriteStream(join(folder, "log"));
  server.stdout.pipe(output);
  server.stderr.pipe(output);

  const query: MysqlServer["query"] = async (sql, login, database) => {
    const connection = login
      ? ["--protocol=tcp", "--host=127.0.0.1", `--port=${port}`, `--user=${login.user}`, "--ssl"]
      : ["--protocol=socket", `--socket=${socket}`, "--user=root"];
    const command = [
      programs.client,
      "--no-defaults",
      ...connection,
      "--batch",
      "--skip-column-names",
      ...(database ? [database] : []),
    ];
    const ended = await run(command, { ...environment, ...(login && { MYSQL_PWD: login.password }) }, sql);
    if (ended.status !== 0) throw new Error(ended.output);
    return ended.output.trim();
  };
  await until("MariaDB", async () => (await query("SELECT 1")) === "1");
  return {
    port,
    certificate: tls.certificate,
    query,
    log: () => readFileSync(generalLog, "utf8"),
    stop: async () => {
      await end(server);
      remove(folder);
    },
  };
}
