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

test("steps wait for the first upgrade, run once for it, and nothing else asks for a run", () =>
  withSession({ stackFile: stackFile("dev") }, async (session) => {
    session.setConfig("openmetadata:version", "1.13.5");
    await session.up();
    assert.deepEqual(ran(session), { reindex: "", "redeploy-pipelines": "" });

    session.setConfig("openmetadata:server.environment.LOG_LEVEL", "DEBUG");
    assert.deepEqual(stepChanges(await session.up()), ["update", "update"]);
    assert.deepEqual(ran(session), { reindex: "", "redeploy-pipelines": "" });

    session.setConfig("openmetadata:version", "1.13.6");
    const preview = await session.preview();
    const planned = preview.changes.filter(({ type }) => type === stepType);
    for (const { newInputs } of planned) assert.match(JSON.stringify(newInputs), /"release":"1\.13\.6"/);
    assert.equal(planned.length, 2);
    await session.up();
    const first = ran(session);
    for (const [step, task] of Object.entries(first)) assert.match(task, /^arn:aws:ecs:[^:]+:\d+:task\//, step);
    assert.deepEqual(stepChanges(await session.up()), [], "an unchanged up runs nothing");
    assert.deepEqual(ran(session), first);
  }));
