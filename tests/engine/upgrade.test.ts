import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import type { Run } from "../../rehearsal/engine/session";
import { recordings, restoreState } from "./recorded-state";
import { holdsData, stackFile, withSession } from "./stacks";

/** Types whose replacement changes what users or neighbours know the platform by. */
const hasIdentity = /aws:(ecs\/service:|ecs\/cluster:|lb\/loadBalancer:|servicediscovery\/|ec2\/vpc:|ec2\/subnet:)/;

// Each file is STACK-RELEASE.json.gz, made by `npm run record-state` when a release is cut.
const recorded = readdirSync(recordings).filter((name) => name.endsWith(".json.gz"));

/** What a plan would lose or make a second time. */
const losses = ({ changes }: Run): string[] =>
  changes
    .filter(({ op, type }) => op !== "update" && (holdsData.test(type) || hasIdentity.test(type)))
    .map(({ op, urn, replaceKeys }) => `${op} ${urn} ${replaceKeys.join(", ")}`);

describe("today's program on a state of an earlier release", { concurrency: 2 }, () => {
  it("has states to go by", () => assert.ok(recorded.length >= 2));

  for (const name of recorded) {
    it(`replaces and deletes nothing that lasts: ${name}`, () =>
      withSession({ stackFile: stackFile(name.split("-")[0] ?? "") }, async (session) => {
        await restoreState(session, path.join(recordings, name));
        const preview = await session.preview();
        assert.ok(preview.operations.length > 100, "the recorded stack is there");
        assert.deepEqual(losses(preview), [], "a new one beside the old is a rename without an alias");
      }));
  }

  it("would tell: another database engine", () =>
    withSession({ stackFile: stackFile("dev") }, async (session) => {
      await restoreState(session, path.join(recordings, recorded.find((name) => name.startsWith("dev-")) ?? ""));
      session.setConfig("openmetadata:database.engine", "mysql");
      assert.match(losses(await session.preview()).join("\n"), /aws:rds\/instance:Instance/);
    }));
});
