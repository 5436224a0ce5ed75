import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { releaseLineOf } from "../../openmetadata/releases/release-lines";
import { airflowHousekeepingTask } from "../../openmetadata/tasks/airflow-housekeeping";
import { freePort, program, remove, scratch } from "./parts";
import { runContainer } from "./run-container";

const skip = ["python3", "find", "timeout"].some((name) => program(name) === undefined)
  ? "no python3, find or timeout"
  : false;
const days = (count: number): Date => new Date(Date.now() - count * 86_400_000);

/** Stands for Airflow's program: says what it knows, writes what it was asked, and ends with the given code. */
const airflow = (options: string, says: string, status: number): string =>
  `#!/bin/sh\nif [ "$3" = --help ]; then echo "usage: airflow db clean ${options}"; exit 0; fi\n` +
  `echo "$*" >> "$HOME/asked"; echo "${says}"; exit ${status}\n`;

describe("Airflow's housekeeping", { skip }, () => {
  let folder: string;
  let server: Server;
  /** Identifiers and names that OpenMetadata knows, and how it answers. */
  let known: string[];
  let answers: "well" | "with errors" | "with another page";
  let tokens: (string | undefined)[];
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;

  beforeEach(async () => {
    folder = scratch("housekeeping");
    for (const name of ["dags", "dag-generated-configs", "logs", "bin"]) mkdirSync(join(folder, name));
    [known, answers, tokens] = [[], "well", []];
    server = createServer((request, response) => {
      tokens.push(request.headers.authorization);
      const asked = decodeURIComponent(
        /ingestionPipelines\/(?:name\/)?([^?]+)\?include=all$/.exec(request.url ?? "")![1]!,
      );
      if (answers === "with errors") response.writeHead(503).end("{}");
      else if (known.includes(asked)) response.end(JSON.stringify({ id: asked }));
      else
        response.writeHead(404).end(answers === "well" ? JSON.stringify({ code: 404 }) : JSON.stringify("not found"));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    program_("[--skip-archive] [--error-on-cleanup-failure]");
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
    remove(folder);
  });

  const program_ = (options: string, says = "", status = 0) => {
    writeFileSync(join(folder, "bin", "airflow"), airflow(options, says, status));
    chmodSync(join(folder, "bin", "airflow"), 0o755);
  };
  const file = (path: string, age: number, text = "") => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
    utimesSync(join(folder, path), days(age), days(age));
  };
  const pipeline = (name: string, { age = 2, hostPort = url(), token = "bot-token" } = {}) => {
    const connection = { hostPort, securityConfig: { jwtToken: token } };
    const text = { id: `id-${name}`, fullyQualifiedName: `shop.${name}`, openMetadataServerConnection: connection };
    file(`dag-generated-configs/${name}.json`, age, JSON.stringify(text));
    file(`dags/${name}.py`, age, `WorkflowFactory.create("/x/${name}.json")`);
  };
  const left = () => ["dags", "dag-generated-configs"].map((name) => readdirSync(join(folder, name)).join(" "));
  const keep = async () => {
    const task = airflowHousekeepingTask(
      {
        line: releaseLineOf("1.13.6"),
        images: { ingestion: "ingestion", databaseClient: "client", gateway: "gateway" },
        database: { engine: "postgres", host: "db", port: 5432, name: "a", user: "a", masterUser: "m" },
        environment: [{ name: "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", value: "postgresql://db" }],
        adminUser: "admin",
      },
      60,
    );
    return runContainer(task.containers.at(-1)!, {
      secrets: {},
      environment: {
        PATH: `${join(folder, "bin")}:${process.env.PATH ?? ""}`,
        HOME: folder,
        AIRFLOW__CORE__DAGS_FOLDER: join(folder, "dags"),
        AIRFLOW__OPENMETADATA_AIRFLOW_APIS__DAG_GENERATED_CONFIGS: join(folder, "dag-generated-configs"),
        AIRFLOW__LOGGING__BASE_LOG_FOLDER: join(folder, "logs"),
      },
    });
  };

  test("the database is asked without a prompt, with the options that this Airflow knows", async () => {
    const whole = await keep();
    assert.equal(whole.status, 0, whole.output);
    const before = days(60).toISOString().slice(0, 10);
    assert.match(
      readFileSync(join(folder, "asked"), "utf8"),
      new RegExp(
        `^db clean --clean-before-timestamp ${before}T\\S+ --yes --skip-archive --error-on-cleanup-failure\\n$`,
      ),
    );
    program_("");
    assert.equal((await keep()).status, 0);
    assert.match(readFileSync(join(folder, "asked"), "utf8"), /--yes\n$/);
  });

  test("a table that could not be cleaned fails the task, also where Airflow ends well", async () => {
    program_("", "WARNING - Encountered error when attempting to clean table 'log'.");
    const { status, output } = await keep();
    assert.equal(status, 1, output);
    assert.match(output, /FAILED: rows of Airflow's database/);
  });

  test("a part that fails hides no other", async () => {
    program_("", "no such database", 1);
    file("logs/dag_id=a/run_id=old/task_id=t/attempt=1.log", 61);
    pipeline("kept");
    pipeline("gone");
    known = ["id-kept"];
    const { status, output } = await keep();
    assert.equal(status, 1, output);
    assert.match(output, /FAILED: rows of Airflow's database/);
    assert.match(output, /1 files of logs removed/);
    assert.match(output, /gone: removed, its pipeline is gone/);
    assert.doesNotMatch(output, /housekeeping: done|bot-token/);
  });

  test("old files of logs go, and folders that have been empty for days; the DAG's own stays", async () => {
    file("logs/dag_id=a/run_id=old/task_id=t/attempt=1.log", 61);
    file("logs/dag_id=a/run_id=new/task_id=t/attempt=1.log", 59);
    mkdirSync(join(folder, "logs/dag_id=a/run_id=empty"));
    utimesSync(join(folder, "logs/dag_id=a/run_id=empty"), days(3), days(3));
    mkdirSync(join(folder, "logs/dag_id=a/run_id=begun"));
    const { status, output } = await keep();
    assert.equal(status, 0, output);
    assert.deepEqual(readdirSync(join(folder, "logs/dag_id=a")).sort(), ["run_id=begun", "run_id=new", "run_id=old"]);
    assert.ok(!existsSync(join(folder, "logs/dag_id=a/run_id=old/task_id=t/attempt=1.log")));
  });

  test("a DAG goes when OpenMetadata knows neither its identifier nor its name, with the bot's token", async () => {
    for (const name of ["by-id", "by-name", "gone"]) pipeline(name);
    pipeline("just-deployed", { age: 0 });
    file("dags/own.py", 100, "a DAG of the team");
    known = ["id-by-id", "shop.by-name"];
    const { status, output } = await keep();
    assert.equal(status, 0, output);
    assert.deepEqual(left(), [
      "by-id.py by-name.py just-deployed.py own.py",
      "by-id.json by-name.json just-deployed.json",
    ]);
    assert.deepEqual([...new Set(tokens)], ["Bearer bot-token"]);
  });

  for (const [what, prepare, status] of [
    ["does not answer", async () => pipeline("far", { hostPort: `http://127.0.0.1:${await freePort()}/api` }), 1],
    ["answers with errors", () => (answers = "with errors"), 1],
    ["is something else that knows no page", () => (answers = "with another page"), 1],
    ["knows none of the pipelines", () => undefined, 0],
  ] as const)
    test(`nothing is removed where OpenMetadata ${what}`, async () => {
      pipeline("one");
      pipeline("two");
      await prepare();
      const before = left();
      const { status: ended, output } = await keep();
      assert.equal(ended, status, output);
      assert.deepEqual(left(), before);
    });

  test("a pipeline whose token is in a secrets manager is kept, and the log says why", async () => {
    pipeline("hidden", { token: "secret:/path" });
    const { status, output } = await keep();
    assert.equal(status, 0, output);
    assert.match(output, /hidden: kept, its token is in a secrets manager/);
    assert.deepEqual(tokens, []);
  });
});
