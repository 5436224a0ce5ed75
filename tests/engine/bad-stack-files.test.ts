import assert from "node:assert/strict";
import { test } from "node:test";
import { badStackFiles, canary } from "../../config/testing/bad-stack-files";
import { RehearsalSession } from "../../rehearsal/engine/session";
import type { StackValue } from "../../rehearsal/engine/stack-file/stack-file";

/** `undefined` stands for an absent key in the cases; YAML has no such value. */
const plain = (value: unknown): StackValue => JSON.parse(JSON.stringify(value)) as StackValue;

// The engine takes a second or two a file; a seeded sample of them runs through it, the whole table is refused in config/.
const everySixth = badStackFiles.filter((file, index) => index % 6 === 0 && !file.secureKeys);

for (const { title, values, key } of everySixth) {
  test(`the engine registers nothing: ${title}`, async () => {
    const configuration: Record<string, StackValue> = { "aws:region": "eu-west-1" };
    for (const [name, value] of Object.entries(values))
      if (value !== undefined) configuration[`openmetadata:${name}`] = plain(value);
    const session = await RehearsalSession.start({ configuration, fillSecrets: false });
    try {
      await assert.rejects(session.up(), (error: Error) => {
        assert.ok(error.message.includes(key), `${key} is named in: ${error.message}`);
        assert.ok(!error.message.includes(canary), "no secret is shown");
        return true;
      });
      assert.deepEqual(session.cloud.all(), []);
      assert.deepEqual(
        session.state().resources.filter(({ custom }) => custom),
        [],
      );
    } finally {
      await session.dispose();
    }
  });
}
