import assert from "node:assert/strict";
import { test } from "node:test";
import { stackFile } from "../../config/stack-file/stack-files";
import type { RehearsalSession, Run } from "../../rehearsal/engine/session";
import { stepType } from "../../rehearsal/protocol/steps";
import { withSession } from "./stacks";

/** Tasks that the steps of a stack ran last, by step; empty where none ran yet. */
const ran = (session: RehearsalSession): Record<string, string> =>
  Object.fromEntries(
    session
      .state()
      .resources.filter(({ type }) => type === stepType)
      .map(({ outputs = {} }) => [String(outputs.step), String(outputs.task)]),
  );
const stepChanges = ({ changes }: Run) => changes.filter(({ type }) => type === stepType).map(({ op }) => op);

const ofCatalog = ["reindex", "redeploy-pipelines"];

test("what comes before the server runs at once, the catalog's steps wait for the first upgrade, and nothing else asks for a run", () =>
  withSession({ stackFile: stackFile("dev") }, async (session) => {
    session.setConfig("openmetadata:version", "1.13.5");
    await session.up();
    const first = ran(session);
    const names = [
      ...["airflow-admin", "airflow-database", "airflow-migrate", "database", "migrate"],
      ...["search-settings", "security"],
    ];
    assert.deepEqual(Object.keys(first).sort(), [...names, ...ofCatalog].sort());
    for (const name of names) assert.match(first[name]!, /^arn:aws:ecs:[^:]+:\d+:task\//, name);
    for (const name of ofCatalog) assert.equal(first[name], "", name);

    session.setConfig("openmetadata:server.environment.LOG_LEVEL", "DEBUG");
    assert.deepEqual(stepChanges(await session.up()), ["update", "update", "update", "update"]);
    assert.deepEqual(ran(session), first);

    session.setConfig("openmetadata:version", "1.13.6");
    const preview = await session.preview();
    const planned = preview.changes.filter(({ type }) => type === stepType);
    const asked = planned.filter(({ newInputs }) => JSON.stringify(newInputs).includes('"release":"1.13.6"'));
    assert.equal(asked.length, 4);
    await session.up();
    assert.deepEqual(newRuns(session, first), ["airflow-migrate", "migrate", ...ofCatalog].sort());
    const upgraded = ran(session);
    assert.deepEqual(stepChanges(await session.up()), [], "an unchanged up runs nothing");
    assert.deepEqual(ran(session), upgraded);
  }));

/** Steps that ran since. */
const newRuns = (session: RehearsalSession, before: Record<string, string>): string[] =>
  Object.entries(ran(session))
    .filter(([name, task]) => task !== before[name])
    .map(([name]) => name)
    .sort();

test("a password runs the step that sets it, sign-on those that look at what is stored, and both start new servers", () =>
  withSession({ stackFile: stackFile("dev") }, async (session) => {
    await session.up();
    const changed = async (change: () => unknown): Promise<string[]> => {
      const before = ran(session);
      await change();
      const { changes } = await session.up();
      const moved = changes.filter(({ urn, op }) => op === "update" && /ecs\/service:Service::/.test(urn));
      return [...newRuns(session, before), ...moved.map(({ urn }) => urn.replace(/^.*-/, "service "))];
    };
    /** Makes another password at the next up, as a person would who asks for one. */
    const again = (of: string) => async () => {
      const { urn } = session.state().resources.find((one) => one.urn.endsWith(`-generated-database-${of}`))!;
      const { code, stderr } = await session.pulumi(["state", "taint", urn, "--yes", "--stack", session.stackName]);
      assert.equal(code, 0, stderr);
    };
    assert.deepEqual(await changed(again("server")), ["database", "service server"]);
    assert.deepEqual(await changed(again("airflow")), ["airflow-database", "service airflow"]);
    const admins = () => session.setConfig("openmetadata:auth.adminPrincipals", ["jane.doe"]);
    assert.deepEqual(await changed(admins), ["database", "security", "service server"]);
  }));

/** Whether one resource of a state depends on another, over all between them. */
const dependsOn = (session: RehearsalSession, from: RegExp, to: RegExp): boolean => {
  const byUrn = new Map(session.state().resources.map((resource) => [resource.urn, resource]));
  const seen = new Set<string>();
  const queue = [...byUrn.keys()].filter((urn) => from.test(urn));
  assert.ok(queue.length > 0, String(from));
  for (let urn = queue.pop(); urn !== undefined; urn = queue.pop()) {
    if (to.test(urn)) return true;
    if (seen.has(urn)) continue;
    seen.add(urn);
    queue.push(...(byUrn.get(urn)?.dependencies ?? []));
  }
  return false;
};

test("server and Airflow wait for the migration, the catalog's steps for a server that runs, and nothing of it for them", () =>
  withSession({ stackFile: stackFile("dev") }, async (session) => {
    await session.up();
    const [migrate, server, airflow] = [
      /Step::\S+-migrate$/,
      /Service::\S+-server$/,
      /ecs\/service:Service::\S+-airflow$/,
    ];
    assert.ok(dependsOn(session, server, migrate));
    assert.ok(dependsOn(session, airflow, migrate));
    for (const step of ["database", "search-settings"]) {
      assert.ok(dependsOn(session, migrate, new RegExp(`Step::\\S+-dev-${step}$`)), step);
    }
    assert.ok(dependsOn(session, server, /Step::\S+-security$/));
    assert.ok(dependsOn(session, /Step::\S+-security$/, migrate));
    assert.ok(dependsOn(session, airflow, /Step::\S+-airflow-database$/));
    for (const step of ["airflow-migrate", "airflow-admin"])
      assert.ok(dependsOn(session, airflow, new RegExp(`Step::\\S+-${step}$`)), step);
    assert.ok(dependsOn(session, /Step::\S+-airflow-admin$/, /Step::\S+-airflow-migrate$/));
    assert.ok(dependsOn(session, /Step::\S+-airflow-migrate$/, migrate), "its snapshot holds Airflow's database");
    assert.ok(dependsOn(session, /Step::\S+-redeploy-pipelines$/, /RunningServices::\S+-airflow-runs$/));
    assert.ok(!dependsOn(session, /Step::\S+-airflow-database$/, /Step::\S+-dev-database$/), "they run side by side");
    assert.ok(dependsOn(session, /RunningServices::\S+-server-runs$/, server));
    assert.ok(dependsOn(session, /Step::\S+-reindex$/, /RunningServices::\S+-server-runs$/));
    assert.ok(!dependsOn(session, migrate, server));
  }));

test("a release that migrates at its start has database and search ready before it, and no migration", () =>
  withSession({ stackFile: stackFile("dev") }, async (session) => {
    session.setConfig("openmetadata:version", "1.0.4");
    const { changes } = await session.preview();
    const planned = changes.filter(({ type }) => type.startsWith("pulumi-nodejs:"));
    assert.deepEqual(planned.map(({ urn }) => urn.split("::openmetadata-dev-").at(-1)).sort(), [
      "airflow-admin",
      "airflow-database",
      "airflow-migrate",
      "airflow-runs",
      "database",
      "search-settings",
    ]);
  }));

test("servers come and go by number, and by load, without a replacement", () =>
  withSession({ stackFile: stackFile("dev") }, async (session) => {
    await session.up();
    const service = () => {
      const found = session.state().resources.find(({ urn }) => /ecs\/service:Service::\S+-server$/.test(urn))!;
      const { desiredCount, deploymentMinimumHealthyPercent: least, deploymentMaximumPercent: most } = found.inputs!;
      return [desiredCount, least, most, found.inputs!.availabilityZoneRebalancing];
    };
    const touched = async () => {
      const { changes } = await session.up();
      return changes.map(({ op, urn }) => `${op} ${urn.split("::")[2]!.split("$").at(-1)}`).sort();
    };
    const counted = ["update pulumi-nodejs:dynamic/openmetadata:RunningServices"];
    const balanced = [1, 100, 200, "ENABLED"];
    assert.deepEqual(service(), balanced);
    for (const count of [3, 1]) {
      session.setConfig("openmetadata:server.replicas", count);
      assert.deepEqual(await touched(), counted);
      assert.deepEqual(service(), balanced, "the step sets the count, and no deployment follows");
    }

    session.setConfig("openmetadata:server", {
      allowedCidrs: ["203.0.113.0/24"],
      execCommand: true,
      autoscaling: { minimum: 2, maximum: 4, cpuPercent: 60, requestsPerTarget: 500 },
    });
    const scaled = await touched();
    assert.deepEqual(
      scaled.filter((line) => line.includes("appautoscaling")),
      [
        "create aws:appautoscaling/policy:Policy",
        "create aws:appautoscaling/policy:Policy",
        "create aws:appautoscaling/target:Target",
      ],
    );
    assert.deepEqual(await touched(), [], "the count is AWS's from now on");
    session.setConfig("openmetadata:version", "1.13.7");
    await session.up();
    assert.deepEqual(await touched(), []);
  }));
