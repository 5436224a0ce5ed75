import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { cluster, taskDefinition } from "./ecs-stand-in";
import { ServicesStandIn } from "./services-stand-in";
import { failing, inputs as stepInputs, TestedStep } from "./tested-step";

const name = "stack-server-1a2b3c4";
const inputs = {
  ...stepInputs,
  step: "migrate",
  triggers: { release: "1.13.6", image: "of the release", database: "db-1/openmetadata_db" },
  ifItFails: "Nothing of the new release runs yet.",
  before: {
    services: ["stack-server"],
    container: "server",
    image: "server:1.13.6",
    snapshot: { instance: "stack-db", prefix: "stack-before-", keep: 2, tags: { "pulumi:stack": "dev" } },
    withoutSnapshot: "no snapshot is taken",
  },
};
const earlier = { ...inputs, triggers: { ...inputs.triggers, release: "1.13.5" }, task: "" };
const bad = { containers: [{ name: "migrate", exitCode: 1 }] };

let aws: ServicesStandIn;
let tested: TestedStep;
beforeEach(async () => {
  aws = new ServicesStandIn();
  await aws.start();
  tested = new TestedStep(aws);
  tested.meanwhile = () => aws.settle();
});
afterEach(() => aws.stop());
const said = () => tested.said.join("\n");

test("a migration of a new stack finds no server, takes no snapshot and runs", async () => {
  await (await tested.provider()).create(inputs);
  assert.deepEqual(aws.done, ["migrate beside 0"]);
});

test("a migration that is new in a running stack leaves a server of the same image alone", async () => {
  aws.service(name, "server:1.13.6");
  await (await tested.provider()).create(inputs);
  assert.deepEqual(aws.done, ["migrate beside 1"]);
});

test("a migration that is new in a running stack stops a server of another image", async () => {
  aws.service(name, "server:1.13.5");
  await (await tested.provider()).create(inputs);
  assert.deepEqual(aws.done, ["count 0", "snapshot", "migrate beside 0"]);
});

test("a migration to a new release stops every task, takes a snapshot, and only then runs", async () => {
  aws.service(name, "server:1.13.5", 3);
  aws.service("stack-airflow-1a2b3c4", "ingestion:1.13.5");
  aws.services.get("stack-airflow-1a2b3c4")!.runningCount = 0;
  aws.scaled.add(name);
  await (await tested.provider()).update("migrate", earlier, inputs);
  assert.deepEqual(aws.done, ["scaling suspended", "count 0", "snapshot", "migrate beside 0"]);
  assert.equal(aws.services.get("stack-airflow-1a2b3c4")!.desiredCount, 1, "what is not named runs on");
  const { id } = aws.snapshots[0]!;
  assert.match(id, /^stack-before-1-13-6-[0-9a-f]{12}$/);
  assert.match(said(), /is away from now on[^]*is taken[^]*is complete[^]*ended well/);
});

test("a migration keeps the newest snapshots of its own, and no other's", async () => {
  const at = Date.now() - 1_000_000;
  const old = (id: string, age: number) => ({ id, instance: "stack-db", status: "available", at: at - age });
  aws.snapshots = [
    old("stack-before-1-13-4-aaaaaaaaaaaa", 2),
    old("stack-before-1-13-5-bbbbbbbbbbbb", 1),
    old("stack-before-christmas", 3),
    old("by-hand", 4),
  ];
  aws.service(name, "server:1.13.5");
  await (await tested.provider()).update("migrate", earlier, inputs);
  assert.deepEqual(
    aws.done.filter((call) => call.startsWith("delete")),
    ["delete stack-before-1-13-4-aaaaaaaaaaaa"],
  );
});

test("a migration of a database that is not the stack's says that there is no snapshot", async () => {
  aws.service(name, "server:1.13.5");
  const { snapshot: _, ...before } = inputs.before;
  await (await tested.provider()).update("migrate", earlier, { ...inputs, before });
  assert.deepEqual(aws.done, ["count 0", "migrate beside 0"]);
  assert.match(said(), /no snapshot is taken/);
});

test("a migration that fails leaves the server stopped, names snapshot and next command, and keeps the snapshot at the next try", async () => {
  aws.service(name, "server:1.13.5");
  aws.scripts = [bad, {}];
  const step = await tested.provider();
  const error = await failing(step.update("migrate", earlier, inputs));
  assert.match(error, /^Step migrate failed: container migrate ended with status 1/);
  const { id } = aws.snapshots[0]!;
  assert.ok(error.includes(`snapshot ${id} holds the database as it was before`), error);
  assert.match(error, /--service stack-server-1a2b3c4 --desired-count 1/);
  assert.match(error, /run the step again: pulumi up$/);
  assert.equal(aws.services.get(name)!.runningCount, 0);
  // Somebody starts the old server meanwhile.
  Object.assign(aws.services.get(name)!, { desiredCount: 1, runningCount: 1 });
  aws.done.length = 0;
  await step.update("migrate", earlier, inputs);
  assert.deepEqual(
    aws.done,
    ["count 0", "migrate beside 0"],
    "stopped again, and no snapshot of a half migrated database",
  );
});

test("a migration of a database that is being backed up waits for its snapshot", async () => {
  aws.service(name, "server:1.13.5");
  aws.busy = 2;
  await (await tested.provider()).update("migrate", earlier, inputs);
  assert.deepEqual(aws.done, ["count 0", "snapshot", "migrate beside 0"]);
  assert.equal(said().match(/is busy and takes no snapshot yet/g)?.length, 1);
});

test("a migration of a database that stays busy migrates nothing", async () => {
  aws.service(name, "server:1.13.5");
  aws.busy = Number.POSITIVE_INFINITY;
  const error = await failing((await tested.provider()).update("migrate", earlier, inputs));
  assert.match(error, /took no snapshot for 1\d min, and nothing was migrated\..*--db-instance-identifier stack-db /);
  assert.equal(aws.count("RunTask"), 0);
});

test("a migration whose snapshot fails migrates nothing", async () => {
  aws.service(name, "server:1.13.5");
  tested.meanwhile = () => {
    aws.settle();
    for (const snapshot of aws.snapshots) snapshot.status = "failed";
  };
  const error = await failing((await tested.provider()).update("migrate", earlier, inputs));
  assert.match(error, /Snapshot \S+ failed, and nothing was migrated\. .*aws rds delete-db-snapshot/);
  assert.equal(aws.count("RunTask"), 0);
});

test("a migration whose servers do not stop migrates nothing", async () => {
  aws.service(name, "server:1.13.5");
  tested.meanwhile = () => undefined;
  const error = await failing((await tested.provider()).update("migrate", earlier, inputs));
  assert.match(error, /still run 1\d min after it was set to 0, and nothing was migrated\..*aws ecs list-tasks/);
  assert.equal(aws.count("CreateDBSnapshot") + aws.count("RunTask"), 0);
});

const snapshotTaken = { ...inputs.before.snapshot, takenBy: { step: "migrate", trigger: "release" } };
const other = {
  ...inputs,
  step: "airflow-migrate",
  before: { ...inputs.before, what: "Airflow", snapshot: snapshotTaken },
};
const updated = async (triggers: Partial<typeof inputs.triggers>) =>
  (await tested.provider()).update(
    "airflow-migrate",
    { ...other, triggers: { ...other.triggers, ...triggers } },
    other,
  );

test("a migration whose snapshot another step takes for the same trigger takes none for that trigger, alone or with others", async () => {
  aws.service(name, "server:1.13.5");
  await updated({ release: "1.13.5", image: "airflow:1" });
  assert.deepEqual(aws.done, ["count 0", "migrate beside 0"]);
  assert.match(said(), /the snapshot that step migrate took for this change holds its database too/);
});

test("a migration whose snapshot another step takes for the same trigger takes its own for another one, and the same at the next try", async () => {
  aws.service(name, "server:1.13.5");
  aws.scripts = [bad, {}];
  assert.match(
    await failing(updated({ image: "airflow:1" })),
    /Airflow is stopped, and snapshot stack-before-\S+ holds/,
  );
  await updated({ image: "airflow:1" });
  assert.deepEqual(aws.done, ["count 0", "snapshot", "migrate beside 0", "migrate beside 0"]);
});

test("a migration whose snapshot another step takes for the same trigger that fails says who has the snapshot", async () => {
  aws.service(name, "server:1.13.5");
  aws.scripts = [bad];
  const error = await failing(updated({ release: "1.13.5" }));
  assert.match(
    error,
    /Airflow is stopped, and the snapshot that step migrate took holds the database as it was before\./,
  );
  assert.match(error, /new stack from that snapshot/);
});

const serving = {
  kind: "services",
  step: "server-runs",
  cluster,
  services: [{ service: name, count: 2, scaled: true }],
  triggers: inputs.triggers,
  runsAtCreate: true,
  timeLimitMinutes: 60,
  ifItFails: "The database is migrated and whole.",
  logCommand: "aws logs tail /stack/server",
};

test("services after a migration are set to their count, waited for, and scaled again", async () => {
  const service = aws.service(name, "server:1.13.6", 0);
  aws.scaled.add(name);
  service.suspended = true;
  const step = await tested.provider();
  await step.update("server-runs", { ...serving, triggers: earlier.triggers }, serving);
  assert.deepEqual(aws.done, ["count 2", "scaling goes on"]);
  assert.equal(service.suspended, false);
  assert.match(said(), /runs 2 of 2$/);
  assert.deepEqual(await step.diff("server-runs", serving, serving), { changes: false, replaces: [] });
});

test("services after a migration that run and are scaled by load are left as they are, with any count", async () => {
  aws.service(name, "server:1.13.6", 4);
  await (await tested.provider()).create(serving);
  assert.deepEqual(aws.done, []);
});

test("services after a migration that run and are not scaled come to the program's count", async () => {
  aws.service(name, "server:1.13.6", 4);
  const fixed = { ...serving, services: [{ service: name, count: 2, scaled: false }] };
  await (await tested.provider()).create(fixed);
  assert.deepEqual(aws.done, ["count 2"]);
});

const fixed = (...counts: readonly number[]) => ({
  ...serving,
  services: counts.map((count, index) => ({ service: `${name}${index}`, count, scaled: false })),
});

test("services after a migration come to another count without a trigger and without a new deployment, and so do those that took their place", async () => {
  for (const service of [`${name}0`, `${name}1`]) aws.service(service, "server:1.13.6", 1);
  const step = await tested.provider();
  await step.update("server-runs", fixed(1), fixed(3));
  assert.deepEqual(aws.done, ["count 3"]);
  assert.equal(aws.forced, 0);
  await step.update("server-runs", fixed(3), fixed(3, 2));
  assert.deepEqual(aws.done, ["count 3", "count 2"]);
  await step.update("server-runs", fixed(3, 2), { ...fixed(3, 2), timeLimitMinutes: 30 });
  assert.equal(aws.count("UpdateService"), 2, "another time limit is no reason");
});

test("services after a migration are read with the counts that somebody set, and the next update sets them back", async () => {
  aws.service(`${name}0`, "server:1.13.6", 0);
  const step = await tested.provider();
  // The second is gone.
  const { id, props } = await step.read("server-runs", { ...fixed(2, 1), task: "" });
  assert.deepEqual([id, props], ["server-runs", { ...fixed(0, 1), task: "" }]);
  assert.deepEqual(await step.diff("server-runs", props, fixed(2, 1)), { changes: true, replaces: [] });
  aws.service(`${name}1`, "server:1.13.6", 1);
  await step.update("server-runs", props, fixed(2, 1));
  assert.deepEqual(aws.done, ["count 2"]);
});

test("services after a migration that are scaled by load are read with their least count, unless somebody stopped them", async () => {
  const service = aws.service(name, "server:1.13.6", 4);
  const step = await tested.provider();
  assert.deepEqual((await step.read("server-runs", serving)).props, serving);
  service.desiredCount = 0;
  const { services } = (await step.read("server-runs", serving)).props;
  assert.deepEqual(services, [{ ...serving.services[0], count: 0 }]);
});

test("services after a migration that do not come up fail the update with what ECS says and the next commands", async () => {
  aws.service(name, "server:1.13.6", 0);
  aws.starts = "badly";
  const error = await failing((await tested.provider()).create(serving));
  assert.match(error, /^Service stack-server-1a2b3c4 does not run: 0 of 2 tasks; tasks failed to start\./);
  assert.match(error, /unable to place a task/);
  assert.match(error, /aws logs tail \/stack\/server/);
  assert.match(error, /--desired-count 2 --force-new-deployment --region eu-west-1$/);
});

test("a refresh asks AWS of no other step", async () => {
  const step = await tested.provider();
  assert.deepEqual(await step.read("reindex", { ...stepInputs, task: "task-1" }), {
    id: "reindex",
    props: { ...stepInputs, task: "task-1" },
  });
  assert.deepEqual(aws.calls, []);
});

test("a step without services to stop asks for none", async () => {
  await (await tested.provider()).create({ ...stepInputs, taskDefinition: taskDefinition() });
  assert.equal(aws.count("ListServices"), 0);
});
