import assert from "node:assert/strict";
import { test } from "node:test";
import { stackFile } from "../../config/stack-file/stack-files";
import type { RehearsalSession } from "../../rehearsal/engine/session";
import { withSession } from "./stacks";

const secret = "aws:secretsmanager/secret:Secret";
const idsOf = (session: RehearsalSession, type: string): string[] => session.cloud.all(type).map(({ id }) => id);

test(
  "a protected stack is not destroyed, says how, and after the switch leaves what it must",
  { timeout: 300_000 },
  () =>
    withSession({ stackFile: stackFile("staging") }, async (session) => {
      await session.up();
      const before = session.cloud.all().length;
      const secrets = idsOf(session, secret);
      assert.ok(secrets.length > 5, "the stack keeps secrets");
      await assert.rejects(session.destroy(), (error: Error) => {
        assert.match(error.message, /protect/);
        return true;
      });
      assert.equal(session.cloud.all().length, before, "nothing was deleted");

      session.setConfig("openmetadata:dataProtection", false);
      const switched = await session.up();
      assert.ok(
        switched.changes.every(({ op }) => op === "update"),
        "the switch replaces nothing",
      );
      await session.destroy();
      assert.deepEqual(session.state().resources, []);
      assert.deepEqual(
        session.cloud.all().map(({ type }) => type),
        [],
        "nothing runs on",
      );
      const remains = session.cloud.remains.filter(({ type }) => type !== secret);
      assert.deepEqual(
        remains.map(({ type }) => type),
        ["aws:rds/snapshot:Snapshot"],
      );
      assert.match(remains[0]!.id, /^openmetadata-staging-database-final-[0-9a-f]{8}$/);
      assert.deepEqual(
        session.cloud.remains
          .filter(({ type }) => type === secret)
          .map(({ id }) => id)
          .sort(),
        secrets.sort(),
        "every secret is in its recovery window",
      );

      // The stack lives again beside what remains of it. Whoever lifts Pulumi's protection alone meets that of AWS.
      session.setConfig("openmetadata:dataProtection", true);
      await session.up();
      await session.pulumi(["state", "unprotect", "--all", "--yes", "--stack", session.stackName]);
      await assert.rejects(
        session.destroy(),
        /(rds\/instance:Instance|lb\/loadBalancer:LoadBalancer) openmetadata-staging\S*: \S+ has deletion protection/,
      );
      for (const type of ["aws:rds/instance:Instance", "aws:lb/loadBalancer:LoadBalancer"])
        assert.equal(idsOf(session, type).length, 1, `${type} is still there`);
    }),
);
