import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type AirflowKitSettings, renderAirflowKit } from "../../openmetadata/airflow-kit/kit";
import { isAirflow3, managedApisPath, type ProvenCombination } from "../../openmetadata/releases/airflow-support";
import { writeKit } from "../../commands/kit-output";
import { type Ended, freePort, remove, run, scratch, until } from "../containers/parts";
import { type AirflowDatabase, endGroup, http, type RunningAirflow, startAirflow, untilHealthy } from "./harness";
import { type PythonEnvironment, pythonEnvironment, uvInstall } from "./python-environments";
import { type ServerStub, startServerStub } from "./server-stub";

/** A team with a running Airflow that has followed the kit's README. */
export interface Team {
  readonly settings: AirflowKitSettings;
  /** What OpenMetadata's server calls: the gateway on Airflow 3, Airflow itself on 2. */
  readonly endpoint: string;
  /** Airflow's own port. */
  readonly airflowUrl: string;
  readonly managedApis: string;
  readonly home: string;
  readonly kit: string;
  readonly server: ServerStub;
  readonly password: string;
  readonly airflow: RunningAirflow;
  /** Airflow's environment as the README has it. */
  readonly environment: Readonly<Record<string, string>>;
  /** The team's Airflow as it was before the kit. */
  readonly bare: PythonEnvironment;
  check(args?: readonly string[], environment?: Readonly<Record<string, string>>): Promise<Ended>;
  /** Calls Airflow's own API with the login that this version takes. */
  api(path: string): Promise<unknown>;
  stop(): Promise<void>;
}

/** Commands of the README's section with this title, as a shell reads them. */
export function readmeCommands(readme: string, title: string): string {
  const section = readme.split(/^## /m).find((text) => (text.split("\n")[0] ?? "").endsWith(title));
  const block = section === undefined ? undefined : /```sh\n([\s\S]*?)```/.exec(section)?.[1];
  if (block === undefined) throw new Error(`README.md has no commands under "${title}"`);
  return block.trim();
}

/** What a team fills in. */
const fill = (text: string, server: ServerStub): string =>
  text
    .replace(/REPLACE_WITH_OPENMETADATA_URL\/api/g, server.apiUrl)
    .replace(/REPLACE_WITH_INGESTION_BOT_TOKEN/g, "stub-bot-token");

/** The environment that a shell has after the README's settings step. */
function settingsEnvironment(kit: string, base: Record<string, string>): Record<string, string> {
  const script = `${readmeCommands(readFileSync(join(kit, "README.md"), "utf8"), "Settings")}\nenv -0`;
  const output = execFileSync("bash", ["--norc", "-eu", "-c", script], { cwd: kit, env: base, encoding: "utf8" });
  return Object.fromEntries(
    output
      .split("\0")
      .filter((line) => line.includes("="))
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
}

async function step(kit: string, title: string, environment: Record<string, string>): Promise<void> {
  const { status, output } = await run(
    [
      "bash",
      "--norc",
      "-eu",
      "-c",
      `cd '${kit}'\n${readmeCommands(readFileSync(join(kit, "README.md"), "utf8"), title)}`,
    ],
    environment,
  );
  if (status !== 0) throw new Error(`README step "${title}" ended with ${status}:\n${output.slice(-3000)}`);
}

/** The team's Airflow before the kit, and a second environment in which the README's install step has run. */
function environments(
  combination: ProvenCombination,
  kit: string,
): { bare: PythonEnvironment; ready: PythonEnvironment } {
  const requirements = readFileSync(join(kit, "requirements.txt"), "utf8");
  const constraints = readFileSync(join(kit, "constraints.txt"), "utf8");
  const own = [
    `apache-airflow==${combination.airflow}`,
    "psycopg2-binary",
    ...(isAirflow3(combination.airflow) ? ["asyncpg"] : []),
  ];
  const bare = pythonEnvironment("team", combination.python, [...own, constraints], (made) =>
    uvInstall(made, [...own, "-c", join(kit, "constraints.txt")]),
  );
  const command = readmeCommands(readFileSync(join(kit, "README.md"), "utf8"), "Install the packages");
  const ready = pythonEnvironment("kit", combination.python, [...own, requirements, constraints, command], (made) => {
    uvInstall(made, [...own, "-c", join(kit, "constraints.txt")]);
    const env = {
      ...process.env,
      PATH: `${made.bin}${delimiter}${process.env.PATH ?? ""}`,
      VIRTUAL_ENV: made.directory,
    };
    execFileSync("bash", ["--norc", "-eu", "-c", command], { cwd: kit, env, stdio: "pipe" });
  });
  return { bare, ready };
}

function writeTheKit(folder: string, settings: AirflowKitSettings, server: ServerStub): string {
  const kit = join(folder, "kit");
  writeKit(kit, renderAirflowKit(settings), false);
  for (const name of ["openmetadata.env", ...readdirSync(join(kit, "dags")).map((dag) => `dags/${dag}`)]) {
    writeFileSync(join(kit, name), fill(readFileSync(join(kit, name), "utf8"), server));
  }
  return kit;
}

async function startGateway(
  kit: string,
  environment: Record<string, string>,
  folder: string,
  healthPort: number,
): Promise<ChildProcess> {
  const command = readmeCommands(readFileSync(join(kit, "README.md"), "utf8"), "The gateway");
  const env = {
    ...environment,
    PATH: `${environment.PATH}${delimiter}/usr/sbin`,
    GATEWAY_DIRECTORY: join(folder, "gateway-state"),
  };
  const child = spawn("bash", ["--norc", "-eu", "-c", command], {
    cwd: kit,
    env,
    detached: true,
    stdio: ["ignore", "ignore", "inherit"],
  });
  process.once("exit", () => void endGroup(child));
  await until("the gateway", async () => (await http(`http://127.0.0.1:${healthPort}/health`)).status === 200, 90);
  return child;
}

/** Follows the kit's README from the first step to the last, on a new Airflow with a real database. */
export async function startTeam(
  version: string,
  combination: ProvenCombination,
  database: AirflowDatabase,
): Promise<Team> {
  const server = await startServerStub(version, "shop");
  const folder = scratch("airflow-kit");
  try {
    return await followReadme(version, combination, database, server, folder);
  } catch (error) {
    await server.close();
    remove(folder);
    throw error;
  }
}

async function followReadme(
  version: string,
  combination: ProvenCombination,
  database: AirflowDatabase,
  server: ServerStub,
  folder: string,
): Promise<Team> {
  const three = isAirflow3(combination.airflow);
  const home = join(folder, "home");
  const [airflowPort, gatewayPort, gatewayHealthPort] = [await freePort(), await freePort(), await freePort()];
  const airflowUrl = `http://127.0.0.1:${airflowPort}`;
  const endpoint = three ? `http://127.0.0.1:${gatewayPort}` : airflowUrl;
  const settings: AirflowKitSettings = {
    version,
    airflowVersion: combination.airflow,
    runtime: "virtualenv",
    angles: ["lineage-backend", "connectors", "managed-apis"],
    connectors: ["mysql", "snowflake"],
    username: "openmetadata",
    endpoint,
    serverUrl: server.apiUrl.replace(/\/api$/, ""),
    verifySsl: "no-ssl",
    airflowPort,
    gatewayHealthPort,
  };
  const kit = writeTheKit(folder, settings, server);
  const { bare, ready } = environments(combination, kit);
  const password = "airflow-password-1";
  const base: Record<string, string> = {
    PATH: `${ready.bin}${delimiter}${process.env.PATH ?? ""}`,
    HOME: folder,
    LANG: "C.UTF-8",
    AIRFLOW_HOME: home,
    OPENMETADATA_AIRFLOW_PASSWORD: password,
    // What the team had set before: its database, its executor, and little work for a small machine.
    AIRFLOW__DATABASE__SQL_ALCHEMY_CONN: database.connection,
    AIRFLOW__CORE__LOAD_EXAMPLES: "false",
    AIRFLOW__CORE__EXECUTOR: "LocalExecutor",
    AIRFLOW__CORE__PARALLELISM: "2",
    AIRFLOW__API__WORKERS: "1",
    AIRFLOW__WEBSERVER__WORKERS: "1",
    AIRFLOW__WEBSERVER__WEB_SERVER_HOST: "127.0.0.1",
    AIRFLOW__WEBSERVER__WEB_SERVER_PORT: String(airflowPort),
    AIRFLOW__SCHEDULER__DAG_DIR_LIST_INTERVAL: "5",
    AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL: "5",
    ...(process.env.SSL_CERT_FILE === undefined ? {} : { SSL_CERT_FILE: process.env.SSL_CERT_FILE }),
  };
  mkdirSync(home, { recursive: true });
  const environment = settingsEnvironment(kit, base);
  await step(kit, "Shared folders", environment);
  await step(kit, "The user of OpenMetadata's server", environment);
  for (const dag of readdirSync(join(kit, "dags"))) copyFileSync(join(kit, "dags", dag), join(home, "dags", dag));

  const commands = readmeCommands(readFileSync(join(kit, "README.md"), "utf8"), "Restart Airflow").split("\n");
  const programs = commands.map((line) => line.replace(/ &$/, "").split(" ").slice(1));
  const airflow = startAirflow({ environment, programs, logDirectory: join(folder, "logs") });
  let gateway: ChildProcess | undefined;
  try {
    await untilHealthy(`${airflowUrl}${three ? "/api/v2/monitor/health" : "/health"}`, [
      "metadatabase",
      "scheduler",
      ...(three ? ["dag_processor"] : []),
    ]);
    if (three) gateway = await startGateway(kit, environment, folder, gatewayHealthPort);
  } catch (error) {
    const logs = programs.map(([name = ""]) => `--- ${name}\n${airflow.log(name).slice(-2500)}`).join("\n");
    await airflow.stop();
    throw new Error(`${String(error)}\n${logs}`);
  }

  const api = async (path: string): Promise<unknown> => {
    const login = { username: settings.username, password };
    const token = three ? await http(`${endpoint}/auth/token`, { method: "POST", body: login }) : undefined;
    const credentials =
      token === undefined
        ? { basic: `${settings.username}:${password}` }
        : { bearer: (JSON.parse(token.text) as { access_token: string }).access_token };
    const answer = await http(`${endpoint}/api/v${three ? 2 : 1}${path}`, credentials);
    if (answer.status !== 200) throw new Error(`${path} answers ${answer.status}: ${answer.text.slice(0, 300)}`);
    return JSON.parse(answer.text);
  };
  return {
    settings, endpoint, airflowUrl, home, kit, server, password, airflow, environment, bare, api,
    managedApis: managedApisPath(combination.airflow),
    check: (args = [], extra = {}) => run([join(ready.bin, "python"), join(kit, "check.py"), "--timeout", "60", ...args], { ...environment, ...extra }),
    stop: async () => {
      if (gateway !== undefined) await endGroup(gateway);
      await airflow.stop();
      await server.close();
      remove(folder);
    },
  }; // prettier-ignore
}
