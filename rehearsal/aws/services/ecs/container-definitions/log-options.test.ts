import assert from "node:assert/strict";
import { test } from "node:test";
import { logProblems } from "./log-options";

test("what a container may say of its logs", () => {
  const options = { "awslogs-group": "a", "awslogs-region": "eu-west-1" };
  for (const more of [
    { "awslogs-stream-prefix": "a", "awslogs-create-group": "true" },
    { mode: "non-blocking", "max-buffer-size": "25m" },
    { "max-buffer-size": "1.5MB" },
    { mode: "blocking" },
    { "awslogs-datetime-format": "%Y" },
  ] as Record<string, string>[])
    assert.deepEqual(
      logProblems({ logConfiguration: { logDriver: "awslogs", options: { ...options, ...more } } }),
      [],
      JSON.stringify(more),
    );
  assert.deepEqual(logProblems({ logConfiguration: { logDriver: "splunk", options: { "splunk-url": "a" } } }), []);
});
