import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { stackFile } from "../../config/stack-file/stack-files";
import { RehearsalSession } from "../../rehearsal/engine/session";
import { accountRuns, keepingSubnets } from "../../rehearsal/aws/testing/account-runs";

describe("what the account refuses of the real stack, through the engine", () => {
  let session: RehearsalSession;
  before(async () => {
    session = await RehearsalSession.start({ stackFile: stackFile("dev") });
    session.setConfig("openmetadata:search.serviceLinkedRole", "create");
    session.setProgram(keepingSubnets(session.program));
    await session.up();
  });
  after(() => session.dispose());

  for (const { rule, what, run } of accountRuns) {
    test(`${rule} refuses ${what}`, async () => {
      // A run that is not refused says all that it did: such a thing must be understood at its first sight.
      const outcome = await run(session).then(
        (done) => JSON.stringify({ done, left: session.cloud.all(), state: session.state().resources }, undefined, 1),
        (error: Error) => error.message,
      );
      assert.ok(outcome.includes(`[rehearsal: ${rule}]`), outcome);
    });
  }
});
