import assert from "node:assert/strict";
import { test } from "node:test";
import { stackFile } from "../../config/stack-file/stack-files";
import { PulumiCommandLine } from "../../rehearsal/engine/language-host/pulumi-cli";

// By the command line itself: the program fails in a process of its own, as a user's does.
test("an update fails over a service that ECS took back or gave up, and says what to do", async () => {
  const commandLine = await PulumiCommandLine.start({ stackFile: stackFile("dev") });
  const { session } = commandLine;
  const up = async () => {
    const { code, stdout, stderr } = await commandLine.run(["up", "--yes", "--skip-preview"]);
    return { code, text: stdout + stderr };
  };
  try {
    await session.up();
    const server = session.cloud.all("aws:ecs/service:Service").find(({ urn }) => urn.endsWith("-server"));
    assert.ok(server);
    const registered = server.outputs.taskDefinition ?? null;
    server.outputs.runningCount = 0;
    const givenUp = await up();
    assert.notEqual(givenUp.code, 0);
    assert.match(givenUp.text, /runs 0 of 1 tasks of openmetadata-dev-server:1.*--force-new-deployment/);
    server.outputs.runningCount = 1;
    server.outputs.taskDefinition = String(registered).replace(/:1$/, ":0");
    const takenBack = await up();
    assert.notEqual(takenBack.code, 0);
    assert.match(takenBack.text, /runs openmetadata-dev-server:0, not openmetadata-dev-server:1/);
    server.outputs.taskDefinition = registered;
    assert.deepEqual((await session.up()).changes, []);
  } finally {
    await commandLine.dispose();
  }
});
