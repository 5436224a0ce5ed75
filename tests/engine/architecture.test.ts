import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { projectDirectory } from "../../config/project-directory";
import { stackFile } from "../../config/stack-file/stack-files";
import { RehearsalSession } from "../../rehearsal/engine/session";
import { pictureOf } from "../../rehearsal/picture/picture";

test("docs/architecture.svg is what the prod stack is", async () => {
  const session = await RehearsalSession.start({ stackFile: stackFile("prod") });
  try {
    await session.up();
    const drawn = pictureOf(session.state().resources, session.workspace.project.name, session.stackName);
    const kept = readFileSync(path.join(projectDirectory, "docs", "architecture.svg"), "utf8");
    assert.ok(
      drawn === kept,
      "docs/architecture.svg is stale; renew it: npm run rehearse -- prod --picture docs/architecture.svg",
    );
  } finally {
    await session.dispose();
  }
});
