import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { clients } from "../../config/testing/valid-stack-files";
import { changesOf, withSession } from "./stacks";

const permissionsBoundaryArn = "arn:aws:iam::123456789012:policy/platform/Boundary";
const configuration = { "aws:region": "eu-west-1", "openmetadata:server": clients };

describe("an account that demands a boundary and a path of roles", () => {
  it("gets both on every role of the stack, and comes up as previewed", () =>
    withSession(
      {
        stackName: "guarded",
        configuration: { ...configuration, "openmetadata:iam": { path: "/platform/", permissionsBoundaryArn } },
      },
      async (session) => {
        const preview = await session.preview();
        assert.deepEqual(changesOf(await session.up()), changesOf(preview));
        const roles = session.cloud.all("aws:iam/role:Role");
        assert.ok(roles.length >= 4, `${roles.length} roles`);
        for (const { inputs, outputs } of roles) {
          assert.equal(inputs.permissionsBoundary, permissionsBoundaryArn);
          assert.match(String(outputs.arn), /:role\/platform\//);
        }
        assert.deepEqual(changesOf(await session.up()), []);
      },
    ));
});
