import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { postgresPrograms, until } from "../containers/parts";
import { type PostgresServer, startPostgres } from "../containers/postgres-server";

/** Version of the embedded PostgreSQL that Airflow keeps its metadata in. */
const postgresVersion = "17.6.0-beta.15";

export interface AirflowDatabase {
  readonly server: PostgresServer;
  /** What Airflow reads as `AIRFLOW__DATABASE__SQL_ALCHEMY_CONN`. */
  readonly connection: string;
  stop(): Promise<void>;
}

/** A real PostgreSQL with an empty database for Airflow, or a sentence that says why there is none. */
export async function startAirflowDatabase(): Promise<AirflowDatabase | { readonly why: string }> {
  const programs = postgresPrograms(postgresVersion);
  if ("why" in programs) return programs;
  const server = await startPostgres(programs.bin);
  await server.query("CREATE ROLE airflow_user LOGIN PASSWORD 'airflow-database-password'");
  await server.query("CREATE DATABASE airflow_db OWNER airflow_user");
  const connection = `postgresql+psycopg2://airflow_user:airflow-database-password@127.0.0.1:${server.port}/airflow_db`;
  return { server, connection, stop: () => server.stop() };
}

/** Airflow's programs, started and stopped together. */
export interface RunningAirflow {
  /** What a program has written so far; by its first argument, such as `api-server`. */
  log(program: string): string;
  /** Ends every program with all that it started, and waits for the end. */
  stop(): Promise<void>;
}

export interface AirflowStart {
  /** The whole environment of the programs; PATH finds `airflow`. */
  readonly environment: Readonly<Record<string, string>>;
  /** Arguments of `airflow`, one list a program: `[["api-server"], ["scheduler"]]`. */
  readonly programs: readonly (readonly string[])[];
  readonly logDirectory: string;
}

/** Starts Airflow's programs, each in a process group of its own, so that nothing of them is left behind. */
export function startAirflow({ environment, programs, logDirectory }: AirflowStart): RunningAirflow {
  mkdirSync(logDirectory, { recursive: true });
  const file = (name: string) => join(logDirectory, `${name}.log`);
  const children = programs.map((args) => {
    const output = openSync(file(args[0] ?? "airflow"), "w");
    const child = spawn("airflow", [...args], { env: environment, detached: true, stdio: ["ignore", output, output] });
    closeSync(output);
    return child;
  });
  const onExit = () => children.forEach((child) => signalGroup(child, "SIGKILL"));
  process.once("exit", onExit);
  return {
    log: (name) => (existsSync(file(name)) ? readFileSync(file(name), "utf8") : ""),
    stop: async () => {
      await Promise.all(children.map(endGroup));
      process.removeListener("exit", onExit);
    },
  };
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): boolean {
  if (child.pid === undefined) return false;
  try {
    return process.kill(-child.pid, signal);
  } catch {
    return false; // the group has ended
  }
}

/** Asks a process group to end, and makes it after 10 s. The leader may end before its workers do. */
export async function endGroup(child: ChildProcess): Promise<void> {
  signalGroup(child, "SIGTERM");
  const gone = async () => child.pid === undefined || !isAlive(child.pid);
  await until("the end of a process group", gone, 10).catch(() => undefined);
  signalGroup(child, "SIGKILL");
}

function isAlive(group: number): boolean {
  try {
    return process.kill(-group, 0);
  } catch {
    return false;
  }
}

/** Status and body of one HTTP call; status 0 when nobody answers. */
export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

export interface HttpCall {
  readonly method?: string;
  readonly body?: unknown;
  /** `user:password`, sent as HTTP Basic. */
  readonly basic?: string;
  readonly bearer?: string;
}

/** One HTTP call that follows no redirect, as OpenMetadata's server makes them. */
export async function http(url: string, { method = "GET", body, basic, bearer }: HttpCall = {}): Promise<HttpAnswer> {
  const authorization =
    basic !== undefined
      ? `Basic ${Buffer.from(basic).toString("base64")}`
      : bearer !== undefined
        ? `Bearer ${bearer}`
        : undefined;
  const headers = {
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...(authorization === undefined ? {} : { authorization }),
  };
  try {
    const answer = await fetch(url, {
      method,
      headers,
      redirect: "manual",
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(60_000),
    });
    return { status: answer.status, text: await answer.text() };
  } catch (error) {
    return { status: 0, text: String(error) };
  }
}

/** Waits until Airflow says of each of `parts` that it is healthy: 200 alone means nothing (FIELD.md, trap 28). */
export async function untilHealthy(url: string, parts: readonly string[], seconds = 400): Promise<void> {
  await until(
    `${parts.join(", ")} at ${url}`,
    async () => {
      const { status, text } = await http(url);
      if (status !== 200) return false;
      const health = JSON.parse(text) as Record<string, { status?: string } | undefined>;
      return parts.every((part) => health[part]?.status === "healthy");
    },
    seconds,
  );
}

/**
 * What a deployment is answered; asked once more, as a user would, where the scheduler of Airflow 2 wrote the same DAG at that moment
 * (seen once, Airflow 2.10.5: both insert its row, and the second fails).
 */
export async function deployedDespiteRace<Answer extends { readonly status: number }>(
  deploy: () => Promise<Answer>,
  textOf: (answer: Answer) => string,
): Promise<Answer> {
  const answer = await deploy();
  return answer.status === 500 && /duplicate key[^]*dag_pkey/.test(textOf(answer)) ? deploy() : answer;
}
