import assert from "node:assert/strict";
import path from "node:path";
import { after, afterEach, beforeEach, describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { type BeforeStep, StepResource } from "../../components/aws/tasks/step-resource";
import { projectDirectory } from "../../config/project-directory";
import { PulumiCommandLine } from "../../rehearsal/engine/language-host/pulumi-cli";
import { RehearsalSession, type Run } from "../../rehearsal/engine/session";
import { cluster, taskDefinition } from "../steps/ecs-stand-in";
import { ServicesStandIn } from "../steps/services-stand-in";
import { DynamicProvider } from "./dynamic-provider";

let ecs: ServicesStandIn;
let session: RehearsalSession;
let release = "1.12.0";
let runsAtCreate = false;
let stopsFirst: BeforeStep | undefined;
const dynamic = new DynamicProvider();

const inputs = () => ({
  step: "reindex",
  cluster,
  taskDefinition: taskDefinition(),
  networkConfiguration: { subnets: ["subnet-1"], securityGroups: ["sg-1"], assignPublicIp: false },
  triggers: { release },
  runsAtCreate,
  timeLimitMinutes: 10,
  ifItFails: "Entries may be missing in search.",
  ...(stopsFirst && { before: stopsFirst }),
});
const program = async () => void new StepResource("reindex", inputs());

after(() => dynamic.dispose());

beforeEach(async () => {
  release = "1.12.0";
  runsAtCreate = false;
  stopsFirst = undefined;
  ecs = await new ServicesStandIn().start();
  session = await RehearsalSession.start({
    stackName: "steps",
    configuration: { "aws:region": "eu-west-1", "aws:accessKey": "AKIAFIRST", "aws:secretKey": "key" },
    fillSecrets: false,
    program,
    officialPlugins: ["pulumi-nodejs"],
    environment: { ...dynamic.environment, AWS_ENDPOINT_URL: ecs.endpoint },
  });
  dynamic.link(session);
});
afterEach(async () => {
  dynamic.endAll();
  await session.dispose();
  ecs.stop();
});

const changes = (run: Run) => run.changes.filter(({ type }) => type.endsWith(":Step")).map(({ op }) => op);
const messages = (run: Run) => run.diagnostics.map(({ message }) => message).join("");

describe("a step on the real engine, through the SDK's own provider", { timeout: 20 * 60_000 }, () => {
  test("is created without a run, and runs once for each change of a trigger", async () => {
    assert.deepEqual(changes(await session.up()), ["create"]);
    assert.deepEqual(changes(await session.up()), []);
    assert.equal(ecs.count("RunTask"), 0);
    release = "1.13.6";
    ecs.scripts = [{ logs: { reindex: ["step: 12 indexes rebuilt"] } }];
    const preview = await session.preview();
    assert.deepEqual(changes(preview), ["update"]);
    const [operation] = preview.changes.filter(({ type }) => type.endsWith(":Step"));
    assert.match(JSON.stringify(operation!.newInputs), /"release":"1\.13\.6"/);
    assert.equal(ecs.count("RunTask"), 0, "a preview runs nothing");
    const up = await session.up();
    assert.deepEqual(changes(up), ["update"]);
    assert.match(messages(up), /step reindex: task \S+ started[^]*12 indexes rebuilt[^]*ended well/);
    assert.deepEqual(changes(await session.up()), [], "an unchanged up runs nothing");
    assert.equal(ecs.count("RunTask"), 1);
    await session.refresh();
    await session.destroy();
    assert.equal(ecs.count("RunTask"), 1, "destroy runs nothing");
  });

  test("that fails fails up with its log, and the next up runs it again", async () => {
    runsAtCreate = true;
    ecs.scripts = [{ containers: [{ name: "reindex", exitCode: 1 }], logs: { reindex: ["no search cluster"] } }, {}];
    await assert.rejects(session.up(), (error: Error) => {
      assert.match(error.message, /Step reindex failed: container reindex ended with status 1/);
      assert.match(error.message, / no search cluster/);
      assert.match(error.message, /The whole log: aws logs tail/);
      return true;
    });
    assert.deepEqual(changes(await session.up()), ["create"]);
    assert.equal(ecs.count("RunTask"), 2);
  });

  test("whose up is killed is found again by the next one", async () => {
    runsAtCreate = true;
    ecs.scripts = [{ statuses: ["PENDING", "RUNNING"], endless: true }];
    const { code, stdout } = await killedAndRepeated(
      () => ecs.count("DescribeTasks") >= 2,
      () => {
        const [task] = ecs.tasks;
        // It goes on for two more questions.
        task!.script = { statuses: Array.from({ length: task!.asked + 2 }, () => "RUNNING") };
      },
    );
    assert.equal(code, 0, stdout);
    assert.match(stdout, /of an interrupted update still runs and is waited for/);
    assert.equal(ecs.count("RunTask"), 1, "and not started twice");
  });

  test("whose up is killed while its snapshot is made waits for that snapshot, and takes no second one", async () => {
    stopsFirst = {
      services: ["stack-server"],
      container: "server",
      image: "server:1.13.6",
      snapshot: { instance: "stack-db", prefix: "stack-before-", keep: 1, tags: {} },
      withoutSnapshot: "no snapshot is taken",
    };
    ecs.service("stack-server-1a2b3c4", "server:1.12.0");
    await session.up();
    release = "1.13.6";
    const { code, stdout } = await killedAndRepeated(
      () => {
        ecs.settleServices();
        return ecs.count("CreateDBSnapshot") === 1 && ecs.count("DescribeDBSnapshots") >= 2;
      },
      () => ecs.settle(),
    );
    assert.equal(code, 0, stdout);
    assert.match(stdout, /snapshot stack-before-1-13-6-[0-9a-f]{12} is complete/);
    assert.deepEqual(ecs.done, ["count 0", "snapshot", "migrate beside 0"]);
    assert.equal(ecs.snapshots.length, 1);
  });
});

/** Kills an `up` once something holds, and repeats it after `meanwhile`. */
async function killedAndRepeated(
  holds: () => boolean,
  meanwhile: () => void,
): Promise<{ readonly code: number; readonly stdout: string }> {
  const commandLine = await PulumiCommandLine.on(session, ownProject());
  try {
    const up = ["up", "--yes", "--skip-preview"];
    const { killedBy } = await commandLine.run(up, (child) => {
      void (async () => {
        while (!holds()) await delay(50);
        child.kill("SIGKILL");
      })();
    });
    assert.equal(killedBy, "SIGKILL");
    dynamic.endAll();
    await session.recover();
    meanwhile();
    return await commandLine.run(up);
  } finally {
    commandLine.close();
  }
}

/** This program as a project of its own. */
function ownProject(): string {
  const source = JSON.stringify(path.join(projectDirectory, "components", "aws", "tasks", "step-resource"));
  return dynamic.projectOf(
    `import { StepResource } from ${source};\nexport = async () => void new StepResource("reindex", ${JSON.stringify(inputs())});\n`,
  );
}
