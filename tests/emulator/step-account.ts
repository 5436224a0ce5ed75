import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import {
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ECSClient,
  ListServicesCommand,
  ListTasksCommand,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import type { CommandOutcome } from "../../rehearsal/engine/command";
import { PulumiCommandLine } from "../../rehearsal/engine/language-host/pulumi-cli";
import { projectDirectory } from "../../config/project-directory";
import { remove, scratch } from "../containers/parts";
import { DynamicProvider } from "../engine/dynamic-provider";
import { type EmulatedAccount, startAccount } from "./emulator";
import { type FaultProxy, startFaultProxy } from "./fault-proxy";
import { namedStack, startStack } from "./stacks";
import type { StepDatabase } from "./step-database";

/** The ops script of the release's image: what it does to the catalog's database is seen there. SQL of both engines. */
const opsScript = (client: string) => `#!/bin/bash
here=$(dirname "$0")
run() {
  ${client}
}
echo "ops: $*"
case $1 in
  migrate)
    for second in {1..300}; do if [ -e "$here/waits" ]; then sleep 1; fi; done
    if [ -e "$here/fails" ]; then echo "column does not exist" >&2; exit 1; fi
    run "CREATE TABLE IF NOT EXISTS openmetadata_settings (configtype varchar(100) PRIMARY KEY, json json)" &&
      run "CREATE TABLE IF NOT EXISTS migrated (at timestamp DEFAULT CURRENT_TIMESTAMP)" &&
      run "INSERT INTO migrated VALUES (CURRENT_TIMESTAMP)"
    ;;
  remove-security-config)
    run "DELETE FROM openmetadata_settings WHERE configtype IN ('authenticationConfiguration', 'authorizerConfiguration')"
    ;;
esac
`;

/** Airflow's own program: its migration is seen in its database. SQL of both engines. */
const airflowProgram = (client: string) => `#!/bin/bash
run() {
  local OM_DATABASE=$AIRFLOW_DB DB_USER_PASSWORD=$DB_PASSWORD
  ${client}
}
echo "airflow: $*"
case "$1 $2" in
  "db migrate")
    if [ -e "$(dirname "$0")/fails" ]; then echo "schema cannot be migrated" >&2; exit 1; fi
    run "CREATE TABLE IF NOT EXISTS migrated (at timestamp DEFAULT CURRENT_TIMESTAMP)" && run "INSERT INTO migrated VALUES (CURRENT_TIMESTAMP)"
    ;;
  "users "*) read -r password && [ "$password" = "$AIRFLOW_ADMIN_PASSWORD" ] ;;
esac
`;

/** The image's Python, which has Airflow: what is asked of that is answered here, the rest by this machine's. */
const pythonOfImage = `#!/bin/bash
case "$2" in
  *"import airflow"*) exit 0 ;;
  *importlib.metadata*) echo 3003 ;;
  *) PATH="\${PATH#*:}" exec python3 "$@" ;;
esac
`;

interface Ended {
  readonly code: number | null;
  /** Output and errors. */
  readonly text: string;
}

/**
 * A stack on an emulated account whose steps really run: the real AWS provider, the SDK's provider of dynamic resources with the
 * project's module, and each container's own script against a real database. What stands in: the server image's ops script, the
 * program `airflow`, a search domain that takes every request, and services, of which moto says that they run what is desired.
 */
export class StepAccount {
  private constructor(
    private readonly folder: string,
    private readonly emulated: EmulatedAccount,
    readonly database: StepDatabase,
    /** Stands between the steps and the account; the AWS provider asks that directly. */
    readonly calls: FaultProxy,
    private readonly search: Server,
    private readonly dynamic: DynamicProvider,
    private readonly commandLine: PulumiCommandLine,
  ) {}

  static async start(database: StepDatabase): Promise<StepAccount> {
    const folder = scratch("step-account");
    const search = await searchStandIn();
    mkdirSync(path.join(folder, "bootstrap"));
    writeFileSync(path.join(folder, "bootstrap", "openmetadata-ops.sh"), opsScript(database.opsClient));
    const programs = path.join(folder, "programs");
    mkdirSync(programs);
    for (const [name, text] of Object.entries({ airflow: airflowProgram(database.opsClient), python3: pythonOfImage }))
      writeFileSync(path.join(programs, name), text, { mode: 0o755 });
    const emulated = await startAccount({
      file: path.join(__dirname, "step-runner.py"),
      environment: {
        RUNNER_MACHINE: JSON.stringify(machine(database, search, programs)),
        RUNNER_DATABASE: JSON.stringify(database.administrator),
        RUNNER_IMAGE: folder,
      },
    });
    const dynamic = new DynamicProvider();
    const { access, endpoint } = emulated;
    const calls = await startFaultProxy(endpoint);
    const session = await startStack(namedStack("dev"), {
      endpoint,
      access: {
        ...access,
        officialPlugins: [...(access.officialPlugins ?? []), "pulumi-nodejs"],
        environment: {
          ...access.environment,
          ...{ AWS_ENDPOINT_URL: calls.endpoint, AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
          ...dynamic.environment,
          PATH: [dynamic.folder, access.environment?.PATH ?? process.env.PATH ?? ""].join(path.delimiter),
        },
      },
    });
    for (const [key, value] of Object.entries(database.config)) session.setConfig(key, value);
    return new StepAccount(
      folder,
      emulated,
      database,
      calls,
      search,
      dynamic,
      await PulumiCommandLine.on(session, projectDirectory),
    );
  }

  get session(): PulumiCommandLine["session"] {
    return this.commandLine.session;
  }

  /** Runs `pulumi up`. @param said gets everything that it has printed so far, each time that it prints */
  async up(said: (text: string) => void = () => undefined, words: readonly string[] = []): Promise<Ended> {
    let printed = "";
    const { code, stdout, stderr } = await this.commandLine.run([...upCommand, ...words], (child) =>
      child.stdout?.on("data", (more: Buffer) => said((printed += more.toString()))),
    );
    return { code, text: stdout + stderr };
  }

  /** Runs `pulumi up`, and gives the resources and properties that it changed. */
  async changes(): Promise<string[]> {
    const { code, text } = await this.up(undefined, ["--diff"]);
    assert.equal(code, 0, text.slice(-4000));
    const changed = text
      .split("--outputs:--")[0]!
      .split("\n")
      .filter((line) => /^\s*[~+-]/.test(line));
    const lines = changed.map((line) => line.trim().replace(/ +:/, ":")).join("\n");
    return lines.split(forgottenBreaker).join("\n").split("\n").filter(Boolean);
  }

  /** Runs `pulumi up` and kills it, with its providers of dynamic resources, once something holds. @param once gets what it has printed */
  async killedUp(once: (said: string) => Promise<boolean>): Promise<CommandOutcome> {
    let printed = "";
    const outcome = await this.commandLine.run(upCommand, (child) => {
      child.stdout?.on("data", (more: Buffer) => (printed += more.toString()));
      void (async () => {
        while (child.exitCode === null && !(await once(printed))) await delay(200);
        child.kill("SIGKILL");
      })();
    });
    this.dynamic.endAll();
    await this.session.recover();
    return outcome;
  }

  /** Makes the migrations to come fail, or wait until this says otherwise. */
  migrations(how: "well" | "waits" | "fails"): void {
    for (const name of ["waits", "fails"] as const) {
      const file = path.join(this.folder, "bootstrap", name);
      if (how === name) writeFileSync(file, "");
      else rmSync(file, { force: true });
    }
  }

  /** Makes the tasks of a step wait before their first container, or go on. */
  hold(step: string, held: boolean): void {
    const file = path.join(this.folder, "held", `openmetadata-dev-${step}`);
    mkdirSync(path.dirname(file), { recursive: true });
    if (held) writeFileSync(file, "");
    else rmSync(file, { force: true });
  }

  /** Makes the migrations of Airflow to come fail, or end well. */
  airflowMigrations(how: "well" | "fails"): void {
    const file = path.join(this.folder, "programs", "fails");
    if (how === "fails") writeFileSync(file, "");
    else rmSync(file, { force: true });
  }

  private get ecs(): ECSClient {
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    return new ECSClient({ endpoint: this.emulated.endpoint, region: "us-east-1", credentials });
  }

  private readonly cluster = "openmetadata-dev";

  /** Steps whose tasks run, or have run, in the order in which they began; none before there is a cluster. */
  async tasks(): Promise<{ step: string; running: boolean }[]> {
    const cluster = await this.clusterName();
    const { failures = [] } = await this.ecs.send(new DescribeClustersCommand({ clusters: [cluster] }));
    if (failures.length > 0) return [];
    const lists = await Promise.all(
      (["RUNNING", "STOPPED"] as const).map((desiredStatus) =>
        this.ecs.send(new ListTasksCommand({ cluster, desiredStatus })),
      ),
    );
    const arns = lists.flatMap(({ taskArns = [] }) => taskArns);
    if (arns.length === 0) return [];
    const { tasks = [] } = await this.ecs.send(new DescribeTasksCommand({ cluster, tasks: arns }));
    return tasks
      .sort((one, other) => Number(one.createdAt) - Number(other.createdAt))
      .map(({ taskDefinitionArn = "", lastStatus }) => ({
        step: taskDefinitionArn.replace(/^.*task-definition\/openmetadata-dev-/, "").replace(/:\d+$/, ""),
        running: lastStatus !== "STOPPED",
      }));
  }

  /** Desired and running tasks of each service, by its name without Pulumi's suffix. */
  async services(): Promise<Record<string, readonly [desired: number, running: number]>> {
    const cluster = await this.clusterName();
    const { serviceArns = [] } = await this.ecs.send(new ListServicesCommand({ cluster }));
    const { services = [] } = await this.ecs.send(new DescribeServicesCommand({ cluster, services: serviceArns }));
    // moto lists deleted services too.
    const active = services.filter(({ status }) => status === "ACTIVE");
    return Object.fromEntries(
      active.map(({ serviceName = "", desiredCount = 0, runningCount = 0 }) => [
        serviceName.replace(/^openmetadata-dev-/, "").replace(/-[0-9a-f]{7}$/, ""),
        [desiredCount, runningCount],
      ]),
    );
  }

  /** Sets the count of a service as a person does beside the stack. @param name without Pulumi's suffix */
  async setCount(name: string, desiredCount: number): Promise<void> {
    const cluster = await this.clusterName();
    const { serviceArns = [] } = await this.ecs.send(new ListServicesCommand({ cluster }));
    const service = serviceArns.find((arn) => new RegExp(`/openmetadata-dev-${name}-[0-9a-f]{7}$`).test(arn));
    await this.ecs.send(new UpdateServiceCommand({ cluster, service, desiredCount }));
  }

  private async clusterName(): Promise<string> {
    const found = this.session.state().resources.find(({ type }) => type === "aws:ecs/cluster:Cluster");
    return String(found?.outputs?.arn ?? this.cluster);
  }

  /** What the catalog's database says, a row a line. */
  query(sql: string): Promise<string[]> {
    return this.database.lines(sql, "openmetadata_db");
  }

  /** Makes another password of the server's login at the next `up`. */
  async askForAnotherPassword(): Promise<void> {
    const { urn } = this.session.state().resources.find((one) => one.urn.endsWith("-generated-database-server"))!;
    const { code, stderr } = await this.session.pulumi([
      "state",
      "taint",
      urn,
      "--yes",
      "--stack",
      this.session.stackName,
    ]);
    if (code !== 0) throw new Error(stderr);
  }

  async stop(): Promise<void> {
    await this.commandLine.dispose();
    await this.calls.stop();
    await this.emulated.stop();
    this.search.close();
    this.dynamic.dispose();
    await this.database.stop();
    remove(this.folder);
  }
}

/** Read back after an update that names a percentage alone: the emulator forgets the circuit breaker then. What AWS does was not seen. */
const forgottenBreaker = [
  ...["~ aws:ecs/service:Service: (update)", "+ deploymentCircuitBreaker: {", "+ enable: true", "+ rollback: true"],
].join("\n");

const upCommand = ["up", "--yes", "--skip-preview"];

/** What differs on this machine from a task's network. */
function machine(database: StepDatabase, search: Server, programs: string): Record<string, string> {
  const url = `http://127.0.0.1:${(search.address() as AddressInfo).port}`;
  const port = String(database.port);
  return {
    PATH: [programs, process.env.PATH ?? ""].join(path.delimiter),
    HOME: "/nonexistent",
    ...{ DATABASE_HOST: "127.0.0.1", DATABASE_PORT: port, DB_HOST: "127.0.0.1", DB_PORT: port, WAIT_SECONDS: "20" },
    ...{ SEARCH_URL: url, CREDENTIALS_HOST: url, AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "/role" },
  };
}

/** A search domain that takes every request, and the credentials that ECS gives a task. */
async function searchStandIn(): Promise<Server> {
  const server = createServer((request, response) => {
    const credentials = { AccessKeyId: "AKIDEXAMPLE", SecretAccessKey: "key", Token: "token" };
    request.resume();
    response.end(JSON.stringify(request.url === "/role" ? credentials : { acknowledged: true }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
