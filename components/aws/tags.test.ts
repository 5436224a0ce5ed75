import assert from "node:assert/strict";
import { test } from "node:test";
import { named, stackTags } from "./tags";

test("a stack's tags say whose it is, and what config says wins", () =>
  assert.deepEqual(stackTags("openmetadata", "dev", { team: "data", "pulumi:stack": "mine" }), {
    "pulumi:project": "openmetadata",
    "pulumi:stack": "mine",
    team: "data",
  }));

test("a configured Name names nothing", () => assert.deepEqual(named({ Name: "all" }, "one"), { Name: "one" }));
