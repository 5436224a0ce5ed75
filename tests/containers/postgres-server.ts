import { execFileSync, spawn } from "node:child_process";
import { appendFileSync, createWriteStream, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { certificate, end, freePort, remove, scratch, unprivileged, until } from "./parts";

export interface PostgresServer {
  readonly port: number;
  /** Path of the certificate that signs itself: also its CA. */
  readonly certificate: string;
  /** Runs SQL as a login in a database. */
  query(sql: string, login?: { user: string; password: string }, database?: string): Promise<Record<string, unknown>[]>;
  /** Everything that the server has logged, every statement included. */
  log(): string;
  stop(): Promise<void>;
}

export const superuser = { user: "super", password: "superuser-password" };

/** A PostgreSQL server on a loopback port that takes TLS only and logs every statement. */
export async function startPostgres(bin: string): Promise<PostgresServer> {
  const folder = scratch("postgres");
  const data = join(folder, "data");
  const passwordFile = join(folder, "password");
  writeFileSync(passwordFile, superuser.password, { mode: 0o644 });
  const environment = { PATH: process.env.PATH ?? "", LC_ALL: "C", LD_LIBRARY_PATH: join(bin, "..", "lib") };
  const initdb = [
    "-D",
    data,
    "-U",
    superuser.user,
    "--auth=scram-sha-256",
    `--pwfile=${passwordFile}`,
    "-E",
    "UTF8",
    "--no-sync",
  ];
  execFileSync(join(bin, "initdb"), initdb, { ...unprivileged, env: environment, stdio: "pipe" });
  const tls = certificate(folder);
  const port = await freePort();
  appendFileSync(
    join(data, "postgresql.conf"),
    [
      `listen_addresses = '127.0.0.1'`,
      `port = ${port}`,
      `unix_socket_directories = ''`,
      "ssl = on",
      `ssl_cert_file = '${tls.certificate}'`,
      `ssl_key_file = '${tls.key}'`,
      "log_statement = 'all'",
      "fsync = off",
      "",
    ].join("\n"),
  );
  writeFileSync(join(data, "pg_hba.conf"), "hostssl all all 127.0.0.1/32 scram-sha-256\n");
  const logFile = join(folder, "log");
  const log = createWriteStream(logFile);
  const server = spawn(join(bin, "postgres"), ["-D", data], {
    ...unprivileged,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  server.stdout.pipe(log);
  server.stderr.pipe(log);

  const query: PostgresServer["query"] = async (sql, login = superuser, database = "postgres") => {
    const ssl = { rejectUnauthorized: false };
    const client = new Client({ host: "127.0.0.1", port, ...login, database, ssl });
    await client.connect();
    try {
      return ((await client.query(sql)) as { rows: Record<string, unknown>[] }).rows;
    } finally {
      await client.end();
    }
  };
  await until("PostgreSQL", async () => (await query("SELECT 1")).length === 1);
  return {
    port,
    certificate: tls.certificate,
    query,
    log: () => readFileSync(logFile, "utf8"),
    stop: async () => {
      await end(server, "SIGINT");
      remove(folder);
    },
  };
}
