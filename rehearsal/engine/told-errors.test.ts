import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { RunError } from "@pulumi/pulumi";
import { toldErrors } from "./told-errors";

const root = path.resolve(__dirname, "../..");
const frames = [
  `    at createSubnets (${root}/components/aws/vpc.ts:120:7)`,
  `    at new Network (${root}/components/aws/network.ts:30:9)`,
  `    at ${root}/components/platform.ts:15:3`,
  `    at deep (${root}/components/aws/fourth.ts:1:1)`,
  `    at applyHelperAsync (${root}/node_modules/@pulumi/pulumi/output.js:327:31)`,
  `    at program (${root}/rehearsal/engine/session.ts:300:5)`,
  "    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)",
];
const shown = [
  "    at components/aws/vpc.ts:120 (createSubnets)",
  "    at components/aws/network.ts:30 (Network)",
  "    at components/platform.ts:15",
];

test("an exception in a callback is shown once, with its first places in the project", () => {
  const messages = [
    ["Unhandled exception: TypeError: bad thing", ...frames].join("\n"),
    "One or more errors occurred: bad thing",
  ];
  const told = [["Unhandled exception: TypeError: bad thing", ...shown].join("\n")];
  assert.deepEqual(toldErrors(messages, undefined), told);
  assert.deepEqual(toldErrors([messages[0]!, "bad thing"], undefined), told);
});

test("another error that only mentions the same words stays", () => {
  const other = "aws:ec2/vpc:Vpc main: bad thing happened to the VPC";
  assert.equal(toldErrors(["Unhandled exception: TypeError: bad thing", other], undefined).length, 2);
});

test("what a program throws gets its place; what is meant for its user does not", () => {
  const crash = Object.assign(new TypeError("no such thing"), {
    stack: ["TypeError: no such thing", ...frames].join("\n"),
  });
  assert.deepEqual(toldErrors(["no such thing"], crash), [["no such thing", ...shown].join("\n")]);
  assert.deepEqual(toldErrors(["config is wrong"], new RunError("config is wrong")), ["config is wrong"]);
});
