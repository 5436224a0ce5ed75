import assert from "node:assert/strict";
import { test } from "node:test";
import { containersOf, once, one, privateKeyPem, runPlatform } from "./testing/platform-run";

const stepType = "pulumi-nodejs:dynamic/openmetadata:Step";
const runningType = "pulumi-nodejs:dynamic/openmetadata:RunningServices";

const smallest = once(() => runPlatform({ server: { allowedCidrs: ["203.0.113.0/24"] } }));
const master = "arn:aws:mock:us-east-1:123456789012:openmetadata-test-database-master";

test("the administrator's password is read by the steps that make databases, which no role of AWS helps, and by no service", async () => {
  const { recording } = await smallest();
  const readers = recording
    .ofType("aws:ecs/taskDefinition:TaskDefinition")
    .filter((definition) => JSON.stringify(containersOf(definition)).includes(master));
  assert.deepEqual(readers.map(({ name }) => name).sort(), [
    "openmetadata-test-airflow-database",
    "openmetadata-test-database",
  ]);
  for (const { inputs } of readers) assert.equal(inputs["taskRoleArn"], undefined);
  const marks = new Set<string | undefined>();
  for (const [step, login] of [
    ["database", "openmetadata"],
    ["airflow-database", "airflow"],
  ]) {
    const { inputs } = one(recording, stepType, `openmetadata-test-${step}`);
    const triggers = inputs["triggers"] as Record<string, string>;
    assert.equal(triggers["login"], login);
    assert.match(triggers["password"]!, /^[0-9a-f]{32}$/);
    marks.add(triggers["password"]);
  }
  assert.equal(marks.size, 2, "each step runs again for the password that it sets");
});

test("what sign-on follows from asks for the steps that look at stored settings, and for new servers", async () => {
  const { recording } = await smallest();
  const triggers = (type: string, name: string) =>
    one(recording, type, `openmetadata-test-${name}`).inputs["triggers"] as Record<string, string>;
  const { security } = triggers("aws:ecs/service:Service", "server");
  assert.match(security!, /^[0-9a-f]{32}$/);
  assert.equal(triggers(stepType, "security")["security"], security);
  assert.equal(triggers(stepType, "database")["security"], security);
});

test("the smallest stack has steps that wait for their first change, act as the server and read no administrator's password", async () => {
  const { recording } = await smallest();
  for (const step of ["reindex", "redeploy-pipelines"]) {
    const { inputs } = one(recording, stepType, `openmetadata-test-${step}`);
    assert.equal(inputs["step"], step);
    assert.equal(inputs["runsAtCreate"], false);
    assert.equal((inputs["triggers"] as Record<string, string>)["release"], "1.13.6");
    const definition = one(recording, "aws:ecs/taskDefinition:TaskDefinition", `openmetadata-test-${step}`);
    assert.match(String(definition.inputs["taskRoleArn"]), /openmetadata-test-server-task$/);
    assert.match(String(definition.inputs["executionRoleArn"]), new RegExp(`openmetadata-test-${step}-execution$`));
    const read = containersOf(definition).flatMap(({ secrets }) => secrets.map(({ valueFrom }) => valueFrom));
    assert.ok(read.length > 0 && !read.includes(master));
  }
});

test("the smallest stack migrates before the server and Airflow, and says what it stops and what it takes a snapshot of", async () => {
  const { recording } = await smallest();
  const { inputs } = one(recording, stepType, "openmetadata-test-migrate");
  assert.deepEqual(Object.keys(inputs["triggers"] as object).sort(), ["database", "image", "release"]);
  const { services, container, snapshot } = inputs["before"] as Record<string, unknown>;
  assert.deepEqual([services, container], [["openmetadata-test-server"], "server"]);
  const { keep, prefix } = snapshot as Record<string, unknown>;
  assert.deepEqual([keep, prefix], [1, "openmetadata-test-before-"]);
  const runs = one(recording, runningType, "openmetadata-test-server-runs");
  assert.deepEqual(
    (runs.inputs["services"] as { count: number }[]).map(({ count }) => count),
    [1],
  );
  assert.deepEqual(runs.inputs["triggers"], { ...(inputs["triggers"] as object), count: "1" });
});

test("Airflow's own migration stops all of Airflow, in either topology, sets what there is to its count, and a password stops nothing", async () => {
  for (const topology of ["single", "split"]) {
    const airflow = { host: "create", topology };
    const { recording } = await runPlatform({ server: { internal: true }, airflow });
    const { inputs } = one(recording, stepType, "openmetadata-test-airflow-migrate");
    assert.deepEqual(Object.keys(inputs["triggers"] as object).sort(), ["database", "image", "release"]);
    const { services, image, snapshot } = inputs["before"] as Record<string, unknown>;
    const { keep, prefix, takenBy } = snapshot as Record<string, unknown>;
    assert.deepEqual([keep, prefix], [1, "openmetadata-test-airflow-before-"]);
    assert.deepEqual(takenBy, { step: "migrate", trigger: "release" });
    assert.deepEqual(services, [
      "openmetadata-test-airflow",
      "openmetadata-test-airflow-scheduler",
      "openmetadata-test-airflow-dag-processor",
    ]);
    assert.match(String(image), /ingestion:1\.13\.6$/);
    const runs = one(recording, runningType, "openmetadata-test-airflow-runs");
    assert.equal((runs.inputs["services"] as unknown[]).length, topology === "single" ? 1 : 3);
    assert.deepEqual(runs.inputs["triggers"], inputs["triggers"]);
    const admin = one(recording, stepType, "openmetadata-test-airflow-admin").inputs;
    assert.equal(admin["before"], undefined);
    assert.deepEqual(Object.keys(admin["triggers"] as object).sort(), ["database", "password", "user"]);
  }
});

const stepsOf = async (keys: Record<string, unknown>) =>
  (await runPlatform({ server: { internal: true }, ...keys })).recording
    .ofType(stepType)
    .map(({ inputs }) => `${inputs["step"]} ${inputs["runsAtCreate"]} ${inputs["timeLimitMinutes"]}`)
    .sort();
const fernetKey = "M3ZqhaJfgVGE2_-MwZHtAVvpMdvC0WyEgyfTFDsYWv4=";

test("the steps of other stacks are left out by name, and where the release has no command for them", async () => {
  const always = ["airflow-admin", "airflow-database", "airflow-migrate", "database", "migrate", "search-settings"];
  const expected = (limit: number, ...more: string[]) =>
    [...always.map((name) => `${name} true ${limit}`), ...more].sort();
  assert.deepEqual(
    await stepsOf({ steps: { reindex: false, timeLimitMinutes: 30 } }),
    expected(30, "security true 30", "redeploy-pipelines false 30"),
  );
  assert.deepEqual(await stepsOf({ version: "1.4.8" }), expected(240));
});

test("the steps of other stacks run at once on a catalog that moves in: its search indices and pipeline files are elsewhere", async () => {
  const database = { mode: "create", snapshotIdentifier: "before-upgrade", storageGiB: 50 };
  const secrets = { server: { fernetKey, jwtPrivateKey: privateKeyPem }, airflow: { fernetKey } };
  const all = await stepsOf({ database, secrets });
  for (const step of ["reindex", "redeploy-pipelines"]) assert.ok(all.includes(`${step} true 240`), step);
});
