import assert from "node:assert/strict";
import { test } from "node:test";
import { logsWritable } from "./logs-writable";
import { node, refused } from "../../testing/one-task-stack";

const logs = {
  logConfiguration: {
    logDriver: "awslogs",
    options: { "awslogs-group": "g", "awslogs-region": "cn-north-1", "awslogs-stream-prefix": "p" },
  },
};
const group = { ...node("aws:cloudwatch/logGroup:LogGroup", { name: "g" }), id: "g" };
const writing = {
  Effect: "Allow",
  Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
  Resource: "arn:aws-cn:logs:cn-north-1:123456789012:log-group:g:*",
};

test("logs-writable takes a group's ARN from the partition and account of the task", () => {
  assert.deepEqual(refused(logsWritable, { container: logs, statements: [writing], more: [group] }), []);
  const elsewhere = { ...writing, Resource: writing.Resource.replace("aws-cn", "aws") };
  assert.match(
    refused(logsWritable, { container: logs, statements: [elsewhere], more: [group] }).join(),
    /is missing logs:CreateLogStream, logs:PutLogEvents/,
  );
});
test("logs-writable accepts a group that the stack's config names, and policies that AWS keeps", () => {
  assert.deepEqual(refused(logsWritable, { container: logs, statements: [writing], given: ["g"] }), []);
  assert.match(refused(logsWritable, { container: logs, statements: [writing] }).join(), /does not exist before/);
  assert.deepEqual(refused(logsWritable, { container: logs, more: [group] }), []);
});
test("logs-writable asks about the streams that the driver writes to, by prefix, container and task", () => {
  const streams = (pattern: string) => [
    { ...writing, Resource: writing.Resource.replace("g:*", `g:log-stream:${pattern}`) },
  ];
  for (const pattern of ["p/*", "*/*", "p/server/*"])
    assert.deepEqual(refused(logsWritable, { container: logs, statements: streams(pattern), more: [group] }), []);
  assert.match(
    refused(logsWritable, { container: logs, statements: streams("q/*"), more: [group] }).join(),
    /is missing/,
  );
});
test("logs-writable asks for no execution role where an instance has its own", () => {
  const taskInputs = { executionRoleArn: "" };
  const stack = { container: logs, statements: [], more: [group], taskInputs };
  assert.deepEqual(refused(logsWritable, { ...stack, launchType: "EC2" }), []);
  assert.match(refused(logsWritable, stack).join(), /has no execution role/);
});
