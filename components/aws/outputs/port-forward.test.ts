import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { valueOf } from "../testing/recorded-mocks";
import { airflowPageCommand } from "./port-forward";

/** Stands for the AWS CLI: answers the two questions and writes down what it is asked. */
const stub = `#!/bin/sh
printf '%s\\n' "$@" >>"$CALLS"
case "$2" in
list-tasks) echo arn:aws:ecs:eu-west-1:123456789012:task/om-dev/0123456789abcdef0123456789abcdef ;;
describe-tasks) echo 0123456789abcdef0123456789abcdef-4242 ;;
esac
`;

test("the command asks for the running task and opens a session to its Airflow", async () => {
  const folder = mkdtempSync(join(tmpdir(), "openmetadata-forward-"));
  try {
    writeFileSync(join(folder, "aws"), stub);
    chmodSync(join(folder, "aws"), 0o755);
    const command = await valueOf(
      airflowPageCommand({ cluster: "om-dev", service: "om-dev-airflow", region: "eu-west-1" }),
    );
    const calls = join(folder, "calls");
    execFileSync("/bin/sh", ["-c", command], { env: { PATH: `${folder}:/usr/bin:/bin`, CALLS: calls } });
    const asked = readFileSync(calls, "utf8").split("\n");
    const task = "0123456789abcdef0123456789abcdef";
    assert.ok(asked.includes(`ecs:om-dev_${task}_${task}-4242`), asked.join(" "));
    assert.ok(asked.includes("AWS-StartPortForwardingSession"));
    assert.deepEqual(JSON.parse(asked.at(-2) ?? ""), { portNumber: ["8080"], localPortNumber: ["8080"] });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
