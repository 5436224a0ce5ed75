import assert from "node:assert/strict";
import { test } from "node:test";
import { stackFile } from "../../config/stack-file/stack-files";
import { RehearsalSession } from "../../rehearsal/engine/session";
import { runInProcess } from "../../rehearsal/in-process/run";

test("registers the very same as a run of the engine", async () => {
  const dev = stackFile("dev");
  const session = await RehearsalSession.start({ stackFile: dev });
  try {
    await session.up();
    const { graph, refusals } = await runInProcess({ stackFile: dev });
    assert.deepEqual(refusals, []);
    const known = (one: typeof graph) =>
      one
        .all()
        // The engine's own host registers the stack before the record begins.
        .filter(({ type }) => type !== "pulumi:pulumi:Stack")
        .map(({ urn, dependencies }) => [urn, [...dependencies].sort()])
        .sort();
    assert.deepEqual(known(graph), known(session.graph));
    assert.equal(
      graph.all().filter(({ custom, id }) => custom && id === undefined).length,
      0,
      "everything has been created",
    );
  } finally {
    await session.dispose();
  }
});
