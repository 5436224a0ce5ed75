import assert from "node:assert/strict";
import { test } from "node:test";
import type { RehearsalSession, Run } from "../../rehearsal/engine/session";
import { stepType } from "../../rehearsal/protocol/steps";
import { stackFile, withSession } from "./stacks";

/** Tasks that the steps of a stack ran last, by step; empty where none ran yet. */
const ran = (session: RehearsalSession): Record<string, string> =>
  Object.fromEntries(
    session
      .state()
      .resources.filter(({ type }) => type === stepType)
      .map(({ outputs = {} }) => [String(outputs.step), String(outputs.task)]),
  );
const stepChanges = ({ changes }: Run) => changes.filter(({ type }) => type === stepType).map(({ op }) => op);

test("the migration runs at once, the others wait for the first upgrade, all run once for it, and nothing else asks for a run", () =>
  withSession({ stackFile: stackFile("dev") }, async (session) => {
    session.setConfig("openmetadata:version", "1.13.5");
    await session.up();
    const { migrate: migrated, ...others } = ran(session);
    assert.match(String(migrated), /^arn:aws:ecs:/);
    assert.deepEqual(others, { reindex: "", "redeploy-pipelines": "" });

    session.setConfig("openmetadata:server.environment.LOG_LEVEL", "DEBUG");
    assert.deepEqual(stepChanges(await session.up()), ["update", "update", "update"]);
    assert.deepEqual(ran(session), { migrate: migrated, ...others });

    session.setConfig("openmetadata:version", "1.13.6");
    const preview = await session.preview();
    const planned = preview.changes.filter(({ type }) => type === stepType);
    for (const { newInputs } of planned) assert.match(JSON.stringify(newInputs), /"release":"1\.13\.6"/);
    assert.equal(planned.length, 3);
    await session.up();
    const first = ran(session);
    assert.notEqual(first.migrate, migrated);
    for (const [step, task] of Object.entries(first)) assert.match(task, /^arn:aws:ecs:[^:]+:\d+:task\//, step);
    assert.deepEqual(stepChanges(await session.up()), [], "an unchanged up runs nothing");
    assert.deepEqual(ran(session), first);
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
    assert.ok(dependsOn(session, /RunningServices::/, server));
    assert.ok(dependsOn(session, /Step::\S+-reindex$/, /RunningServices::/));
    assert.ok(!dependsOn(session, migrate, server));
  }));

test("a release that migrates at its start has no migration before it", () =>
  withSession({ stackFile: stackFile("dev") }, async (session) => {
    session.setConfig("openmetadata:version", "1.0.4");
    const { changes } = await session.preview();
    assert.deepEqual(
      changes.filter(({ type }) => type.startsWith("pulumi-nodejs:")),
      [],
    );
  }));
