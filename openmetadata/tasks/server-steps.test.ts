import assert from "node:assert/strict";
import { test } from "node:test";
import { images } from "../images/images";
import { releaseLineOf } from "../releases/release-lines";
import type { ContainerSpec, TaskSpec } from "./container-spec";
import { databaseCaCertificatePath } from "./database-bootstrap";
import { serverStepTask, type ServerStepSettings } from "./server-steps";
import { exampleDatabase } from "../testing/example-database";

const settings = (version: string, more: Partial<ServerStepSettings> = {}): ServerStepSettings => ({
  line: releaseLineOf(version),
  images: { server: `server:${version}`, databaseClient: images.postgresClient },
  database: exampleDatabase,
  environment: [
    { name: "DB_USER_PASSWORD", secret: "database.server" },
    { name: "DB_HOST", value: "db" },
  ],
  configurationFile: false,
  security: { fingerprint: "f".repeat(64), resetAllowed: true },
  ...more,
});
const step = (found: TaskSpec | undefined): ContainerSpec => {
  assert.ok(found);
  return found.containers.at(-1)!;
};

test("a release without the commands has no steps, and the first with them has both", () => {
  for (const name of ["reindex", "redeploy-pipelines"] as const) {
    assert.equal(serverStepTask(settings("1.4.8"), name), undefined);
    assert.ok(serverStepTask(settings("1.5.0"), name));
  }
});

test("a step runs the release's command with the server's environment, after its key files, and ends the task", () => {
  const task = serverStepTask(settings("1.13.6"), "reindex")!;
  assert.deepEqual(
    task.containers.map(({ name }) => name),
    ["key-files", "reindex"],
  );
  const container = step(task);
  assert.deepEqual(container.command?.slice(-2), ["./bootstrap/openmetadata-ops.sh", "reindex"]);
  assert.deepEqual(
    container.environment.map(({ name }) => name),
    ["DB_HOST", "DB_USER_PASSWORD"],
  );
  assert.equal(container.essential, true);
  assert.deepEqual(container.dependsOn, [{ container: "key-files", condition: "SUCCESS" }]);
  assert.deepEqual(
    container.mounts.map(({ volume }) => volume),
    ["keys"],
  );
  const other = step(serverStepTask(settings("1.13.6"), "redeploy-pipelines"));
  assert.deepEqual(other.command?.slice(-2), ["./bootstrap/openmetadata-ops.sh", "deploy-pipelines"]);
});

test("no container of a step reads the administrator's password, with any database", () => {
  const database = {
    ...settings("1.13.6").database,
    engine: "mysql" as const,
    caCertificatePath: databaseCaCertificatePath,
  };
  for (const more of [{}, { database }]) {
    const task = serverStepTask(settings("1.13.6", more), "reindex")!;
    const secrets = task.containers.flatMap(({ environment }) =>
      environment.flatMap((variable) => ("secret" in variable ? [variable.secret] : [])),
    );
    assert.ok(secrets.includes("database.server") && !secrets.includes("database.master"));
  }
});

test("the database's CA certificate is in place before the key files and the step, where there is one", () => {
  const database = {
    ...settings("1.13.6").database,
    engine: "mysql" as const,
    caCertificatePath: databaseCaCertificatePath,
  };
  const task = serverStepTask(settings("1.13.6", { database }), "reindex")!;
  assert.deepEqual(
    task.containers.map(({ name, dependsOn }) => [name, dependsOn.map(({ container }) => container)]),
    [
      ["bootstrap-volume", []],
      ["database-ca", ["bootstrap-volume"]],
      ["key-files", ["database-ca"]],
      ["reindex", ["database-ca", "key-files"]],
    ],
  );
  assert.deepEqual(
    step(task).mounts.map(({ volume, readOnly }) => [volume, readOnly]),
    [
      ["bootstrap", true],
      ["keys", true],
    ],
  );
  const mounted = new Set(task.containers.flatMap(({ mounts }) => mounts.map(({ volume }) => volume)));
  assert.deepEqual(new Set(task.volumes.map(({ name }) => name)), mounted);
});

test("a configuration file of the stack's own is put in place first", () => {
  const plain = step(serverStepTask(settings("1.13.6"), "reindex")).command![1]!;
  const own = step(serverStepTask(settings("1.13.6", { configurationFile: true }), "reindex")).command![1]!;
  assert.ok(own.endsWith(plain) && own.length > plain.length);
});
