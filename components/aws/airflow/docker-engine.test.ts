import assert from "node:assert/strict";
import { test } from "node:test";
import { dockerProblem } from "./docker-engine";

const nothing = (): boolean => false;

test("without a socket and without a named engine the problem says how to mend it", () => {
  const problem = dockerProblem("", nothing);
  assert.match(problem ?? "", /airflow\.connectors/);
  assert.match(problem ?? "", /pulumi config set docker:host/);
  assert.match(problem ?? "", /airflow\.image/);
});

test("a named engine or a socket is enough", () => {
  assert.equal(dockerProblem("tcp://127.0.0.1:2375", nothing), undefined);
  assert.equal(
    dockerProblem("", (path) => path === "/var/run/docker.sock" || path.includes("docker_engine")),
    undefined,
  );
});
