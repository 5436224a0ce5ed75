import assert from "node:assert/strict";
import { test } from "node:test";

/* eslint-disable-next-line @typescript-eslint/no-require-imports -- what the engine's helper loads, without the loader */
const { reasonOf } = require("../../runtime/steps/calls.cjs") as { reasonOf(error: object): string };

const error = (message: string, more: object = {}) => Object.assign(new Error(message), more);

test("an error of AWS without a message has its name, its code or its status", () => {
  assert.equal(reasonOf(error("", { name: "AccessDeniedException" })), "AccessDeniedException");
  assert.equal(reasonOf(error("UnknownError", { name: "ServiceUnavailable" })), "ServiceUnavailable");
  assert.equal(reasonOf(error("UnknownError", { $metadata: { httpStatusCode: 503 } })), "503");
  assert.equal(reasonOf(error("")), "no reason given");
  assert.equal(reasonOf(error("socket hang up", { code: "ECONNRESET" })), "ECONNRESET: socket hang up");
});

test("several addresses that were tried in vain have the reason of the first", () => {
  const refused = error("connect ECONNREFUSED ::1:443", { code: "ECONNREFUSED" });
  assert.equal(reasonOf(new AggregateError([refused])), "AggregateError: connect ECONNREFUSED ::1:443");
  assert.equal(
    reasonOf(Object.assign(new AggregateError([refused]), { code: "ECONNREFUSED" })),
    "ECONNREFUSED: connect ECONNREFUSED ::1:443",
  );
});
