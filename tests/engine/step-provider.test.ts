import assert from "node:assert/strict";
import { after, afterEach, beforeEach, describe, test } from "node:test";
import { type BeforeStep, StepResource } from "../../components/aws/tasks/step-resource";
import type { RehearsalSession, Run } from "../../rehearsal/engine/session";
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

const killedAndRepeated = (holds: () => boolean, meanwhile: () => void) =>
  dynamic.killedAndRepeated(session, { class: "StepResource", name: "reindex", inputs: inputs() }, holds, meanwhile);

after(() => dynamic.dispose());

beforeEach(async () => {
  release = "1.12.0";
  runsAtCreate = false;
  stopsFirst = undefined;
  ecs = await new ServicesStandIn().start();
  session = await dynamic.session("steps", program, ecs.endpoint);
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

  for (const [action, fault, says] of [
    ["RunTask", "torn", /stopped at a call of ECS, RunTask: ECONNRESET: [^]*network and the proxy/],
    [
      "DescribeTasks",
      "denied",
      /ECS, DescribeTasks: AccessDeniedException: [^]*runs pulumi up to call ecs:DescribeTasks/,
    ],
  ] as const)
    test(`at whose call ${action} AWS is ${fault} fails up with what to do, and the next up ends what runs`, async () => {
      runsAtCreate = true;
      session.setConfig("aws:maxRetries", "1");
      ecs.faults.set(action, { fault, times: Number.POSITIVE_INFINITY });
      await assert.rejects(session.up(), (error: Error) => {
        assert.match(error.message, says);
        assert.match(error.message, /Entries may be missing in search\.[^]*goes on where it was: pulumi up/);
        return true;
      });
      ecs.faults.clear();
      assert.deepEqual(changes(await session.up()), ["create"]);
      assert.deepEqual([ecs.tasks.length, ecs.overlaps], [1, 0], "one task, and none beside another");
      assert.deepEqual(changes(await session.up()), []);
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
