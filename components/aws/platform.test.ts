import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { isAbsolute } from "node:path";
import { test } from "node:test";
import {
  containersOf,
  executionPolicy,
  listOf,
  once,
  one,
  privateKeyPem,
  runPlatform,
  statementsOf,
} from "./testing/platform-run";

const canary = "canary-8c1f2a";
// prettier-ignore
const steps = [
  "database", "airflow-database", "search-settings", "migrate", "security", "airflow-migrate", "airflow-admin",
  "reindex", "redeploy-pipelines",
];

const smallest = once(() =>
  runPlatform({
    server: { allowedCidrs: ["203.0.113.0/24"] },
    secrets: { airflow: { password: canary } },
  }),
);

test("the smallest stack registers each resource once", async () => {
  const { recording } = await smallest();
  const seen = recording.resources.map(({ type, name }) => `${type} ${name}`);
  assert.deepEqual(
    seen.filter((each, index) => seen.indexOf(each) !== index),
    [],
  );
  assert.ok(seen.length > 100, `${seen.length} resources`);
});

test("the smallest stack runs a server that rolls and an Airflow that is replaced rather than doubled", async () => {
  const { recording } = await smallest();
  for (const task of ["server", "airflow"]) {
    const { inputs } = one(recording, "aws:ecs/service:Service", `openmetadata-test-${task}`);
    assert.equal(inputs["desiredCount"], 1);
    assert.equal(inputs["deploymentMaximumPercent"], task === "server" ? 200 : 100);
    assert.equal(inputs["deploymentMinimumHealthyPercent"], task === "server" ? 100 : 0);
    assert.equal(inputs["availabilityZoneRebalancing"], task === "server" ? "ENABLED" : "DISABLED");
    assert.equal(inputs["waitForSteadyState"], true);
    assert.deepEqual(inputs["deploymentCircuitBreaker"], { enable: true, rollback: true });
  }
});

test("no secret value is in a container definition, and every reference is a secret of the stack", async () => {
  const { recording } = await smallest();
  const arns = new Set(
    recording
      .ofType("aws:secretsmanager/secret:Secret")
      .map(({ name }) => `arn:aws:mock:us-east-1:123456789012:${name}`),
  );
  for (const definition of recording.ofType("aws:ecs/taskDefinition:TaskDefinition")) {
    const text = String(definition.inputs["containerDefinitions"]);
    for (const secret of [canary, "password-of-", privateKeyPem.slice(40, 80)])
      assert.ok(!text.includes(secret), secret);
    for (const { secrets } of containersOf(definition)) {
      for (const { name, valueFrom } of secrets) assert.ok(arns.has(valueFrom), `${name}: ${valueFrom}`);
    }
  }
  assert.equal(recording.ofType("aws:ecs/taskDefinition:TaskDefinition").length, 12);
});

test("containers and variables are sorted by name, each variable once", async () => {
  const { recording } = await smallest();
  for (const definition of recording.ofType("aws:ecs/taskDefinition:TaskDefinition")) {
    const containers = containersOf(definition);
    assert.deepEqual(
      containers.map(({ name }) => name),
      containers.map(({ name }) => name).sort(),
    );
    for (const { environment, secrets } of containers) {
      const names = environment.map(({ name }) => name);
      assert.deepEqual(names, [...names].sort());
      assert.equal(new Set([...names, ...secrets.map(({ name }) => name)]).size, names.length + secrets.length);
    }
  }
});

test("a task definition stays below what ECS takes, 64 KiB", async () => {
  const { recording } = await smallest();
  for (const { inputs, name } of recording.ofType("aws:ecs/taskDefinition:TaskDefinition")) {
    const size = Buffer.byteLength(String(inputs["containerDefinitions"]));
    assert.ok(size < 60_000, `${name}: ${size} bytes`);
  }
});

test("an execution role reads exactly the secrets that its own task names", async () => {
  const { recording } = await smallest();
  for (const task of ["server", "airflow", ...steps]) {
    const definition = one(recording, "aws:ecs/taskDefinition:TaskDefinition", `openmetadata-test-${task}`);
    const wanted = new Set(
      containersOf(definition).flatMap(({ secrets }) => secrets.map(({ valueFrom }) => valueFrom)),
    );
    const policy = executionPolicy(recording, task);
    const allowed = statementsOf(policy)
      .filter(({ Action }) => listOf(Action).includes("secretsmanager:GetSecretValue"))
      .flatMap(({ Resource }) => listOf(Resource));
    assert.deepEqual([...allowed].sort(), [...wanted].sort());
  }
});

test("no policy names everything, but for the actions that know no resource", async () => {
  const { recording } = await smallest();
  const withoutResource = ["ecr:GetAuthorizationToken", "ssmmessages:"];
  for (const policy of recording.ofType("aws:iam/rolePolicy:RolePolicy")) {
    for (const { Action, Resource } of statementsOf(policy)) {
      assert.ok(!listOf(Action).some((action) => action.includes("*")), `${policy.name}: ${Action}`);
      if (!listOf(Resource).includes("*")) continue;
      for (const action of listOf(Action))
        assert.ok(
          withoutResource.some((known) => action.startsWith(known)),
          action,
        );
    }
  }
});

test("each secret that a task reads is a trigger of its service", async () => {
  const { recording } = await smallest();
  for (const task of ["server", "airflow"]) {
    const { inputs } = one(recording, "aws:ecs/service:Service", `openmetadata-test-${task}`);
    assert.equal(inputs["forceNewDeployment"], true);
    assert.ok(Object.keys(inputs["triggers"] as object).includes("airflow.password"));
  }
});

test("outputs name secrets and show none", async () => {
  const { outputs } = await smallest();
  const text = JSON.stringify(outputs);
  assert.ok(!text.includes(canary) && !text.includes("password-of-"));
  assert.match(JSON.stringify(outputs["secrets"]), /airflow\.password/);
  assert.match(JSON.stringify(outputs["remaining"]), /openmetadata:domain/);
  assert.match(JSON.stringify(outputs["variables"]), /"DB_USER_PASSWORD":"secret database\.server"/);
  assert.match(String(outputs["readme"]), /^# OpenMetadata[^]*- Set openmetadata:domain/);
  assert.ok(!String(outputs["readme"]).includes("${outputs"));
});

test("without a domain there is one listener, on port 80, which forwards", async () => {
  const { recording } = await smallest();
  const [listener, ...others] = recording.ofType("aws:lb/listener:Listener");
  assert.equal(others.length, 0);
  assert.equal(listener?.inputs["port"], 80);
  assert.match(JSON.stringify(listener?.inputs["defaultActions"]), /"forward"/);
});
const withDomain = once(() =>
  runPlatform({
    domain: { certificate: "create", name: "metadata.example.com", zoneId: "Z0123456789ABCDEFGHIJ" },
    airflow: { host: "existing" },
    server: { allowedCidrs: ["0.0.0.0/0"] },
  }),
);

test("a stack with a domain and an Airflow that exists has no Airflow resources", async () => {
  const { recording } = await withDomain();
  const inNames = recording.resources
    .filter(({ name }) => /airflow/.test(name))
    .map(({ type, name }) => `${type} ${name}`);
  assert.deepEqual(inNames, []);
  assert.deepEqual(recording.ofType("aws:efs/fileSystem:FileSystem"), []);
});

test("a stack with a domain and an Airflow that exists deploys no pipelines to an Airflow that is not its own", async () => {
  const { recording } = await withDomain();
  assert.deepEqual(
    recording
      .ofType("pulumi-nodejs:dynamic/openmetadata:Step")
      .map(({ inputs }) => String(inputs["step"]))
      .sort(),
    ["database", "migrate", "reindex", "search-settings", "security"],
  );
});

test("a stack with a domain and an Airflow that exists serves HTTPS under its name, and port 80 points there", async () => {
  const { recording, outputs } = await withDomain();
  const http = one(recording, "aws:lb/listener:Listener", "openmetadata-test-http");
  const https = one(recording, "aws:lb/listener:Listener", "openmetadata-test-https");
  assert.match(JSON.stringify(http.inputs["defaultActions"]), /"redirect"/);
  assert.equal(https.inputs["port"], 443);
  assert.match(String(https.inputs["sslPolicy"]), /TLS13/);
  assert.equal(outputs["url"], "https://metadata.example.com");
});
const policyArns = [
  "arn:aws:iam::aws:policy/service-role/AWSGlueServiceRole",
  "arn:aws:iam::123456789012:policy/read-lake",
];
const withConnectors = once(() =>
  runPlatform({
    "docker:host": "tcp://127.0.0.1:2375",
    server: { internal: true },
    airflow: { connectors: ["snowflake"], architecture: "arm64", execCommand: true, policyArns },
  }),
);

test("a stack with connectors builds an image for the task's architecture and lets the task pull it", async () => {
  const { recording } = await withConnectors();
  const image = one(recording, "docker:index/remoteImage:RemoteImage", "openmetadata-test-ingestion");
  const build = image.inputs["build"] as { platform: string; context: string };
  assert.equal(build.platform, "linux/arm64");
  // Mocks have no project folder; a relative path would be one below wherever the tests run.
  assert.ok(isAbsolute(build.context), build.context);
  assert.deepEqual(readdirSync(build.context).sort(), ["Dockerfile", "requirements.txt"]);
  const policy = executionPolicy(recording, "airflow");
  assert.deepEqual(
    statementsOf(policy).map(({ Sid }) => Sid),
    ["WriteLogs", "ReadSecrets", "LogInToRegistry", "PullImages"],
  );
});

test("a stack with connectors gives Airflow's task role the policies named for it, and says the role", async () => {
  const { recording, outputs } = await withConnectors();
  const attached = recording.ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment");
  assert.deepEqual(
    attached.map(({ name }) => name),
    [
      "openmetadata-test-airflow-task-aws-service-role.AWSGlueServiceRole",
      "openmetadata-test-airflow-task-123456789012-read-lake",
    ],
  );
  assert.deepEqual(
    attached.map(({ inputs }) => inputs["policyArn"]),
    policyArns,
  );
  const { airflow, server } = outputs["roles"] as Record<string, string>;
  assert.match(String(airflow), /openmetadata-test-airflow-task$/);
  assert.match(String(server), /openmetadata-test-server-task$/);
});

test("a stack with connectors opens a shell in Airflow only", async () => {
  const { recording } = await withConnectors();
  const shell = (task: string): boolean =>
    recording
      .ofType("aws:iam/rolePolicy:RolePolicy")
      .filter(({ name }) => name === `openmetadata-test-${task}-task`)
      .some((policy) => statementsOf(policy).some(({ Sid }) => Sid === "OpenShell"));
  assert.deepEqual([shell("airflow"), shell("server")], [true, false]);
});
