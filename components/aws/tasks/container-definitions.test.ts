import assert from "node:assert/strict";
import { test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import type { ContainerSpec, TaskSpec } from "../../../openmetadata/tasks/container-spec";
import {
  type ContainerDefinitionSettings,
  containerDefinitions,
  secretsOf,
  variableNames,
} from "./container-definitions";

const container = (name: string, more: Partial<ContainerSpec> = {}): ContainerSpec => ({
  name,
  image: `registry.example/${name}:1`,
  ports: [],
  environment: [],
  mounts: [],
  essential: true,
  dependsOn: [],
  ...more,
});

const task: TaskSpec = {
  containers: [
    container("server", {
      ports: [8585],
      environment: [
        { name: "ZONE", value: "a" },
        { name: "DB_USER_PASSWORD", secret: "database.server" },
        { name: "ALPHA", value: pulumi.output("later") },
        { name: "FERNET_KEY", secret: "server.fernetKey" },
      ],
      dependsOn: [{ container: "bootstrap", condition: "SUCCESS" }],
      healthCheck: {
        command: ["/bin/true"],
        intervalSeconds: 30,
        timeoutSeconds: 5,
        retries: 3,
        startPeriodSeconds: 60,
      },
      mounts: [{ volume: "keys", path: "/mnt/keys", readOnly: true }],
    }),
    container("bootstrap", { essential: false, user: "0", readonlyRootFilesystem: true, stopTimeoutSeconds: 30 }),
  ],
  volumes: [{ name: "keys", kind: "ephemeral" }],
};

const settings: ContainerDefinitionSettings = {
  task,
  secretReference: (name) => pulumi.output(`arn:aws:secretsmanager:eu-west-1:123456789012:secret:${name}-AbCdEf`),
  logGroup: "/openmetadata/dev",
  streamPrefix: "server",
  region: "eu-west-1",
  execCommand: false,
};

const valueOf = <T>(output: pulumi.Output<T>): Promise<T> => new Promise((resolve) => output.apply(resolve));
const rendered = async (more: Partial<ContainerDefinitionSettings> = {}) =>
  JSON.parse(await valueOf(containerDefinitions({ ...settings, ...more }))) as Record<string, unknown>[];

test("containers, variables and secrets are sorted by name", async () => {
  const [bootstrap, server] = await rendered();
  assert.equal(bootstrap?.["name"], "bootstrap");
  assert.deepEqual(server?.["environment"], [
    { name: "ALPHA", value: "later" },
    { name: "ZONE", value: "a" },
  ]);
  assert.deepEqual(
    (server?.["secrets"] as { name: string }[]).map(({ name }) => name),
    ["DB_USER_PASSWORD", "FERNET_KEY"],
  );
});

test("a secret is a reference, and the text is no secret", async () => {
  const output = containerDefinitions(settings);
  assert.match(await valueOf(output), /"valueFrom":"arn:aws:secretsmanager:[^"]*database\.server-AbCdEf"/);
  assert.equal(await pulumi.isSecret(output), false);
});

test("what ECS fills in by itself is written out", async () => {
  const [bootstrap] = await rendered();
  for (const key of ["environment", "secrets", "mountPoints", "portMappings", "volumesFrom", "systemControls"]) {
    assert.deepEqual(bootstrap?.[key], [], key);
  }
  const [, server] = await rendered();
  assert.deepEqual(server?.["portMappings"], [{ containerPort: 8585, hostPort: 8585, protocol: "tcp" }]);
});

test("a health command runs without a shell of its own", async () => {
  const [, server] = await rendered();
  const check = { command: ["CMD", "/bin/true"], interval: 30, timeout: 5, retries: 3, startPeriod: 60 };
  assert.deepEqual(server?.["healthCheck"], check);
});

test("ECS Exec brings an init process, and only it", async () => {
  assert.equal((await rendered())[0]?.["linuxParameters"], undefined);
  assert.deepEqual((await rendered({ execCommand: true }))[0]?.["linuxParameters"], { initProcessEnabled: true });
});

test("a task's secrets are named once each, sorted", () => {
  const twice: TaskSpec = { ...task, containers: [...task.containers, ...task.containers] };
  assert.deepEqual(secretsOf(twice), ["database.server", "server.fernetKey"]);
});

test("the summary has the names of variables, each plain or with its secret, and no value", () => {
  assert.deepEqual(variableNames(task), {
    bootstrap: {},
    server: {
      ALPHA: "plain",
      DB_USER_PASSWORD: "secret database.server",
      FERNET_KEY: "secret server.fernetKey",
      ZONE: "plain",
    },
  });
});
