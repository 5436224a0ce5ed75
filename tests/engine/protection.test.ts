import assert from "node:assert/strict";
import { it } from "node:test";
import { stackFile, withSession } from "./stacks";

it("a protected stack is not destroyed, says how, and after the switch leaves what it must", { timeout: 300_000 }, () =>
  withSession({ stackFile: stackFile("staging") }, async (session) => {
    await session.up();
    const before = session.cloud.all().length;
    await assert.rejects(session.destroy(), (error: Error) => {
      assert.match(error.message, /protect/);
      return true;
    });
    assert.equal(session.cloud.all().length, before, "nothing was deleted");

    session.setConfig("openmetadata:dataProtection", false);
    const switched = await session.up();
    assert.ok(
      switched.changes.every(({ op }) => op === "update" || op === "same"),
      "the switch replaces nothing",
    );
    await session.destroy();
    assert.deepEqual(session.state().resources, []);
    const left = session.cloud.all().map(({ type }) => type);
    assert.ok(
      left.every((type) => /secretsmanager\/secret:|snapshot/i.test(type)),
      `only snapshots and secrets in recovery remain, not ${[...new Set(left)].join(", ")}`,
    );
  }),
);
