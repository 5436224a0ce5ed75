import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { cluster, EcsStandIn, taskDefinition, type TaskScript } from "./ecs-stand-in";
import { ended, failing, inputs, keyLines, mark, quoted, secret, TestedStep } from "./tested-step";

let ecs: EcsStandIn;
let tested: TestedStep;
beforeEach(async () => {
  ecs = await new EcsStandIn().start();
  tested = new TestedStep(ecs);
});
afterEach(() => ecs.stop());
const provider = (settings?: Record<string, string>) => tested.provider(settings);

test("a run is started as the inputs say and followed to its end, and its script speaks to the reader", async () => {
  ecs.scripts = [{ logs: { reindex: ["INFO starting", "step: 12 indexes rebuilt"] } }];
  const { id, outs } = await (await provider()).create(inputs);
  assert.equal(id, "reindex");
  assert.equal(outs.task, ecs.tasks[0]!.arn);
  const [body] = ecs.bodies("RunTask");
  assert.deepEqual(body!.networkConfiguration, {
    awsvpcConfiguration: { subnets: ["subnet-1", "subnet-2"], securityGroups: ["sg-1"], assignPublicIp: "DISABLED" },
  });
  assert.deepEqual(
    [body!.cluster, body!.taskDefinition, body!.launchType, body!.propagateTags],
    [cluster, taskDefinition(), "FARGATE", "TASK_DEFINITION"],
  );
  assert.match(String(body!.startedBy), /^[\w-]{8,36}$/);
  assert.match(
    tested.said.join("\n"),
    /step reindex: task \S+ started\nstep reindex: pending[^]*running[^]*12 indexes/,
  );
  assert.match(tested.said.at(-1)!, /^step reindex: ended well after /);
  assert.equal(tested.said.filter((line) => line.includes("12 indexes")).length, 1, "each line once");
  assert.ok(!tested.said.join("\n").includes("INFO starting"), "what a program logs stays in its log");
});

test("a run is not asked for at the creation of a step that waits for its first change", async () => {
  const { outs } = await (await provider()).create({ ...inputs, runsAtCreate: false });
  assert.equal(outs.task, "");
  assert.equal(ecs.calls.length, 0);
});

test("a run follows a trigger, and nothing else that changes", async () => {
  const step = await provider();
  const { outs } = await step.create({ ...inputs, runsAtCreate: false });
  const larger = { ...inputs, runsAtCreate: false, taskDefinition: taskDefinition(2), timeLimitMinutes: 90 };
  assert.deepEqual(await step.diff("reindex", outs, { ...inputs, runsAtCreate: false }), {
    changes: false,
    replaces: [],
  });
  assert.equal((await step.diff("reindex", outs, larger)).changes, true);
  const quiet = await step.update("reindex", outs, larger);
  assert.equal(ecs.count("RunTask"), 0);
  const reordered = { ...larger, triggers: { search: "domain-1", release: "1.13.6" } };
  assert.equal((await step.diff("reindex", quiet.outs, reordered)).changes, false);
  const upgraded = { ...larger, triggers: { ...inputs.triggers, release: "2.0.7" } };
  const { outs: after } = await step.update("reindex", quiet.outs, upgraded);
  assert.equal(ecs.count("RunTask"), 1);
  assert.equal(after.task, ecs.tasks[0]!.arn);
  await step.delete("reindex", after);
  assert.equal(ecs.count("RunTask"), 1, "destroy runs nothing");
});

const message = async (script: TaskScript, settings = {}): Promise<string> => {
  ecs.scripts = [script];
  return failing((await provider()).create({ ...inputs, ...settings }));
};

test("a run that fails says status, reason, last lines of the log, the command for all of it and what it means", async () => {
  const lines = Array.from({ length: 40 }, (_, index) => `line ${index}`);
  const text = await message({
    containers: [
      { name: "key-files", exitCode: 0 },
      { name: "reindex", exitCode: 1 },
    ],
    stoppedReason: "Essential container in task exited",
    logs: { "key-files": ["key files written"], reindex: lines },
  });
  assert.match(text, /^Step reindex failed: container reindex ended with status 1; ECS: Essential container/);
  assert.match(text, /Entries may be missing in search\./);
  assert.match(text, /container reindex:\n {2}line 25\n[^]* {2}line 39\n/);
  assert.ok(!text.includes("line 24") && !text.includes("key files written"));
  const { id } = ecs.tasks[0]!;
  assert.ok(
    text.includes(
      `aws logs tail /stack/server --log-stream-name-prefix reindex/reindex/${id} --since 1d --region eu-west-1`,
    ),
    text,
  );
  assert.match(text, /pulumi up$/);
});

test("a run that fails before any container did says why", async () => {
  const text = await message({
    statuses: ["PROVISIONING"],
    containers: [{ name: "reindex" }],
    stoppedReason: "CannotPullContainerError: image not found",
  });
  assert.match(text, /container reindex never ran to an end; ECS: CannotPullContainerError: image not found/);
  assert.doesNotMatch(text, /Last lines/);
});

test("a run that fails names the container that failed and not those that waited for it", async () => {
  const containers = [{ name: "key-files", exitCode: 65, reason: "Error" }, { name: "reindex" }];
  const text = await message({ containers, logs: { "key-files": ["the JWT private key is not DER in base64"] } });
  assert.match(text, /failed: container key-files ended with status 65 \(Error\)\.\n/);
  assert.match(text, /is not DER in base64/);
  assert.doesNotMatch(text, /reindex\/reindex/);
});

test("a run that fails shows no secret that the program wrote into its log", async () => {
  const token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJib3QifQ.c2lnbmF0dXJl";
  const logs = [
    `client ${secret} refused`,
    `Bearer ${token}`,
    "jdbc:postgresql://om:hunter2pass@db/x",
    'password="hunter3pass"',
    "-----BEGIN PRIVATE KEY-----",
    ...keyLines,
    `step: has ${ended}`,
    `step: settings ${JSON.stringify({ of: quoted })}`,
  ];
  const text = await message({
    containers: [{ name: "reindex", exitCode: 1 }],
    logs: { reindex: [...logs, `step: said ${secret}`] },
  });
  for (const leaked of [secret, token, "hunter2pass", "hunter3pass", ...keyLines, "canary"]) {
    assert.ok(!text.includes(leaked), leaked);
    assert.ok(!tested.said.join("\n").includes(leaked), leaked);
  }
  assert.match(text, /client \[secret\] refused/);
});

test("a run that fails for its time limit is stopped, and says so", async () => {
  const text = await message({ endless: true, logs: { reindex: ["at work"] } });
  assert.match(text, /longer than its time limit of 10 min and was stopped/);
  assert.match(text, /at work/);
  assert.equal(ecs.count("StopTask"), 1);
  assert.ok(tested.clock >= 10 * 60_000 && tested.clock < 12 * 60_000, String(tested.clock));
});

test("a run that fails whose task ECS has forgotten says so, and waits no longer", async () => {
  ecs.scripts = [{ endless: true }];
  const step = await provider();
  const text = failing(step.create(inputs));
  while (ecs.count("DescribeTasks") === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  ecs.tasks.length = 0;
  assert.match(await text, /ECS has forgotten its task/);
});

test("a run that fails leaves nothing behind that keeps the next one from running", async () => {
  await message({ containers: [{ name: "reindex", exitCode: 1 }] });
  ecs.scripts = [{}];
  assert.ok((await (await provider()).create(inputs)).outs.task);
  assert.equal(ecs.count("RunTask"), 2);
});

test("a run that an earlier update began is found again and waited for, not started twice", async () => {
  const running = ecs.put(mark(inputs), {}, 3);
  const { outs } = await (await provider()).create(inputs);
  assert.equal(outs.task, running.arn);
  assert.equal(ecs.count("RunTask"), 0);
  assert.match(tested.said.join("\n"), /of an interrupted update still runs and is waited for/);
});

test("a run that an earlier update began keeps its time limit from its own start", async () => {
  ecs.put(mark(inputs), { endless: true }, 9);
  assert.match(await failing((await provider()).create(inputs)), /time limit/);
  assert.ok(tested.clock < 3 * 60_000, String(tested.clock));
});

test("a run that an earlier update began for another cause is waited for, and then another one runs", async () => {
  const older = ecs.put(mark({ ...inputs, triggers: { ...inputs.triggers, release: "1.12.0" } }), {});
  const { outs } = await (await provider()).create(inputs);
  assert.notEqual(outs.task, older.arn);
  assert.equal(ecs.count("RunTask"), 1);
  assert.match(tested.said[0]!, /an earlier run, task \S+, is waited for first/);
});

test("a run that an earlier update began and never ends is named with the command that stops it", async () => {
  const older = ecs.put("somebody", { endless: true });
  const text = await failing((await provider()).create(inputs));
  assert.ok(text.includes(`aws ecs stop-task --cluster stack --task ${older.id} --region eu-west-1`), text);
  assert.equal(ecs.count("RunTask"), 0);
});

const refusals: readonly [string, { name: string; message: string }][] = [
  ["no room", { name: "ClientException", message: "Capacity is unavailable at this time." }],
  [
    "a quota",
    { name: "InvalidParameterException", message: "You've reached the limit on the number of vCPUs you can run." },
  ],
];
for (const [what, refusal] of refusals)
  test(`what AWS refuses for a while is asked again: ${what}`, async () => {
    ecs.refusals.set("RunTask", [refusal, refusal, refusal]);
    await (await provider()).create(inputs);
    assert.equal(ecs.tasks.length, 1);
    assert.match(tested.said.join("\n"), /waits for room in the account/);
  });

test("what AWS refuses for a while is asked again: throttled requests", async () => {
  const refusal = { name: "ThrottlingException", message: "Rate exceeded" };
  for (const action of ["ListTasks", "RunTask", "DescribeTasks"]) ecs.refusals.set(action, [refusal]);
  await (await provider()).create(inputs);
  assert.equal(ecs.tasks.length, 1);
});

test("what AWS refuses for good ends the run, with ECS's own words", async () => {
  ecs.refusals.set("RunTask", [{ name: "AccessDeniedException", message: "not authorized to perform: ecs:RunTask" }]);
  const text = await failing((await provider()).create(inputs));
  assert.match(
    text,
    /^Step reindex stopped at a call of ECS, RunTask: AccessDeniedException: not authorized to perform: ecs:RunTask\./,
  );
  assert.equal(ecs.count("RunTask"), 1);
});
