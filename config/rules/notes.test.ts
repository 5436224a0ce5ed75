import assert from "node:assert/strict";
import { test } from "node:test";
import { existingAirflow, existingNetwork, forClients } from "../testing/valid-stack-files";
import { valuesOfStack } from "../testing/project-stacks";
import { validateStackConfig } from "../validate";
import { fargateMemoryOf } from "./airflow/fargate";
import { olderThan } from "./data/database";
import { defaultSearchVersion } from "./release";

const notesOf = (values: Record<string, unknown>) =>
  validateStackConfig(values).notes.map(({ key, text }) => `${key}: ${text}`);

const cases: readonly (readonly [title: string, values: Record<string, unknown>, note: RegExp])[] = [
  ["HTTP", {}, /^domain: without a domain .* HTTP/],
  ["a newer patch than the newest known", { version: "1.13.99" }, /^version: .*newer/],
  [
    "no protection of a larger size",
    { size: "medium", dataProtection: false },
    /^dataProtection: false at size medium/,
  ],
  ["alarms without a topic", { size: "medium" }, /^server\.alarmTopicArn: not set/],
  ["an unverified database", { size: "medium" }, /^database\.caCertificateFile: not set/],
  ["one search node at the largest size", { size: "large", search: { nodes: 1 } }, /^search\.nodes: 1 at size large/],
  [
    "an OpenSearch whose searches find nothing",
    { version: "2.0.7", search: { version: "3.3" } },
    /^search\.version: 3\.3: .*issue 32255/,
  ],
  ["an Airflow without an angle", { airflow: { host: "existing" } }, /^airflow\.angles: empty/],
  [
    "an existing VPC without internet",
    { network: { ...existingNetwork, egress: "none" }, images: { mirror: "mirror.example.com" } },
    /^network\.egress: "none": .* ecr\.api, ecr\.dkr, logs, secretsmanager with private DNS.* S3 .* tasks cannot start/,
  ],
  [
    "a registry in an existing VPC",
    { network: { ...existingNetwork, egress: "none" }, images: { mirror: "mirror.example.com" } },
    /^images\.mirror: not in ECR .* must reach its registry on port 443/,
  ],
  [
    "a registry among the ranges of an isolated Airflow",
    { images: { mirror: "mirror.example.com/mirror" }, airflow: { egress: "none", egressCidrs: ["10.9.0.0/16"] } },
    /^images\.mirror: not in ECR .* airflow\.egress is "none"/,
  ],
  [
    "an Airflow without internet in an existing VPC",
    {
      network: existingNetwork,
      images: { mirror: "mirror.example.com" },
      airflow: { egress: "none", execCommand: true },
    },
    /^airflow\.egress: "none": .* secretsmanager, ssmmessages .* Airflow cannot start/,
  ],
  [
    "a variable that only a newer release is known to read",
    { version: "1.13.6", server: { environment: { LOG_FORMAT: "json" } } },
    /^server\.environment\.LOG_FORMAT: whether OpenMetadata 1\.13\.6 reads it is not known.*nearest newer one \(2\.0\.x\).*fetch-server-configuration -- 1\.13\.6 .*server\.configurationFile/s,
  ],
  [
    "a variable that only an older release is known to read",
    { version: "1.3.4", server: { environment: { OM_JWT_EXPIRY_TIME: "3600" } } },
    /^server\.environment\.OM_JWT_EXPIRY_TIME: .*nearest older one \(1\.2\.0-dev\)/,
  ],
  [
    "a variable that the derivation of 2.0 left open",
    { version: "2.0.7", server: { environment: { QOS_ENABLED: "true" } } },
    /^server\.environment\.QOS_ENABLED: .* was not established/,
  ],
  [
    "logs in S3 that nobody sends",
    { airflow: { ...existingAirflow, angles: ["connectors"] }, server: { ingestionLogs: { mode: "create" } } },
    /^server\.ingestionLogs: only workflows that OpenMetadata deploys/,
  ],
  [
    "an unused password",
    { airflow: { ...existingAirflow, angles: ["connectors"] }, secrets: { airflow: { password: "0123456789" } } },
    /^secrets\.airflow\.password: not used/,
  ],
  [
    "a password for a created database",
    { secrets: { database: { password: "0123456789" } } },
    /^secrets\.database\.password: not used/,
  ],
];
for (const [title, values, note] of cases) {
  test(`a note stops nothing and is said: ${title}`, () => {
    const { config, notes } = validateStackConfig(forClients(values));
    assert.ok(config, "nothing is refused");
    assert.ok(
      notes.some(({ key, text }) => note.test(`${key}: ${text}`)),
      notesOf(values).join("\n"),
    );
  });
}

test("HTTPS is not warned about", () => {
  assert.deepEqual(
    notesOf(valuesOfStack("prod")).filter((note) => note.startsWith("domain")),
    [],
  );
});

const registry = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
const problemsOf = (values: object, region?: string) =>
  validateStackConfig(forClients({ network: { nat: "none" }, ...values }), region ? { region } : {}).problems.map(
    ({ key }) => key,
  );

test("images of a network without internet come from ECR of the region, under either of its names, or of any region while none is known", () => {
  assert.deepEqual(problemsOf({ images: { mirror: registry } }, "eu-west-1"), []);
  assert.deepEqual(problemsOf({ images: { mirror: "123456789012.dkr-ecr.eu-west-1.on.aws/m" } }, "eu-west-1"), []);
  assert.deepEqual(problemsOf({ images: { mirror: registry } }, "eu-central-1"), ["images.mirror"]);
  assert.deepEqual(problemsOf({ images: { mirror: registry } }), []);
  assert.deepEqual(
    problemsOf({ images: { mirror: "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn" } }, "cn-north-1"),
    [],
  );
});

test("images of a network without internet are looked at where a task pulls them: not the one that an image is built from", () => {
  const airflow = { image: "docker.getcollate.io/openmetadata/ingestion:1.13.6" };
  const images = { mirror: registry };
  assert.deepEqual(problemsOf({ images, airflow }, "eu-west-1"), ["airflow.image"]);
  assert.deepEqual(problemsOf({ images, airflow: { ...airflow, connectors: ["snowflake"] } }, "eu-west-1"), []);
});

test("images of a network without internet are of any registry where another way out is attached", () => {
  const network = { nat: "none", egress: "existing" };
  assert.deepEqual(problemsOf({ network, images: { mirror: "mirror.example.com/m" } }, "eu-west-1"), []);
});

test("Airflow's parallelism is said to be more than the memory carries, at 1 GiB a workflow with a reserve, and taken all the same", () => {
  const notesFor = (airflow: object) =>
    validateStackConfig(forClients({ airflow })).notes.filter(({ key }) => key === "airflow.parallelism");
  assert.deepEqual(notesFor({ host: "create", cpu: 2048, memory: 8192, parallelism: 4 }), []);
  assert.equal(notesFor({ host: "create", cpu: 2048, memory: 8192, parallelism: 5 }).length, 1);
  const split = { host: "create", topology: "split", cpu: 2048, memory: 8192 };
  assert.deepEqual(notesFor({ ...split, parallelism: 5 }), [], "what moved out takes no memory here");
  assert.equal(notesFor({ ...split, parallelism: 6 }).length, 1);
});

test("a volume is as large as its node takes, and nothing is said of nodes that no table names", () => {
  const fits = (instanceType: string, storageGiB: number) =>
    !validateStackConfig({ search: { instanceType, storageGiB } }).problems.some(
      ({ key }) => key === "search.storageGiB",
    );
  assert.deepEqual([fits("t3.medium.search", 200), fits("t3.medium.search", 201)], [true, false]);
  assert.deepEqual([fits("m6g.large.search", 1024), fits("m6g.large.search", 1025)], [true, false]);
  assert.deepEqual([fits("m6g.2xlarge.search", 3072), fits("m7g.large.search", 3072)], [true, true]);
});

test("nothing is said of endpoints where the tasks reach the internet", () => {
  assert.deepEqual(
    notesOf({ network: existingNetwork }).filter((note) => /endpoints/.test(note)),
    [],
  );
});

test("Fargate's pairs: every size's default is one, and 1 vCPU has 2 to 8 GiB", () => {
  assert.deepEqual(fargateMemoryOf[1024], [2048, 3072, 4096, 5120, 6144, 7168, 8192]);
  assert.equal(fargateMemoryOf[16384]?.at(-1), 122880);
  for (const size of ["small", "medium", "large"]) assert.ok(validateStackConfig(forClients({ size })).config, size);
});

test("a version is as new as it says: 8.0 may be any patch of 8.0", () => {
  assert.equal(olderThan("8.0", "8.0.42"), false);
  assert.equal(olderThan("8.0.41", "8.0.42"), true);
  assert.equal(olderThan("8.4", "8.0.42"), false);
  assert.equal(olderThan("14.9", "15"), true);
  assert.equal(olderThan("15", "15"), false);
});

test("the created search domain follows the release where its default does not serve", () => {
  const versionOf = (version: string) => {
    return validateStackConfig(forClients({ version })).config?.search.version;
  };
  assert.equal(defaultSearchVersion("1.13.6"), undefined);
  assert.equal(versionOf("1.13.6"), "2.19");
  assert.equal(versionOf("2.0.7"), "3.1");
  assert.equal(versionOf("1.0.4"), "1.3");
  const own = validateStackConfig(forClients({ version: "2.0.7", search: { version: "3.3" } }));
  assert.equal(own.config?.search.version, "3.3");
});
