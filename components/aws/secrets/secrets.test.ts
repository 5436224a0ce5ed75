import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { before, test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { stackConfigSchema } from "../../../config/schema";
import type { SecretName } from "../../../openmetadata/environment/secret-names";
import { jwtKeyPair } from "./jwt-key-pair";
import { type Recording, recordResources, valueOf } from "../testing/recorded-mocks";
import { SecretStore } from "./secrets";

const newKey = () =>
  generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const privateKeyPem = newKey();

let recording: Recording;

before(async () => {
  recording = await recordResources({ privateKeyPem });
});

const store = (name: string, provided: Partial<Record<SecretName, string>> = {}, values: object = {}) =>
  new SecretStore(name, {
    config: {
      ...stackConfigSchema("medium").parse(values),
      secrets: new Map(Object.entries(provided).map(([key, value]) => [key as SecretName, pulumi.secret(value!)])),
    },
    airflowMajor: 3,
    signsSearchRequests: true,
    tags: {},
  });
const versionValue = async (name: string) => {
  await new Promise((resolve) => setTimeout(resolve, 50));
  const version = recording
    .ofType("aws:secretsmanager/secretVersion:SecretVersion")
    .find((resource) => resource.name === name);
  return String(version?.inputs.secretString);
};

test("generates what config does not bring, each in a secret of its own", async () => {
  const secrets = store("generated");
  assert.equal(await versionValue("generated-database-server"), "password-of-generated-generated-database-server");
  assert.match(await versionValue("generated-server-fernetKey"), /^[A-Za-z0-9_-]{43}=$/);
  const pair = jwtKeyPair(privateKeyPem);
  assert.equal(await versionValue("generated-server-jwtPrivateKey"), pair.privateKey);
  assert.equal(await versionValue("generated-server-jwtPublicKey"), pair.publicKey);
  assert.equal(await valueOf(secrets.jwtKeyId), pair.keyId);
  const stored = recording
    .ofType("aws:secretsmanager/secret:Secret")
    .filter(({ name }) => name.startsWith("generated-"));
  assert.equal(stored.length, secrets.names.length);
});

test("prefers config, the key pair's public half and id included", async () => {
  const theirs = newKey();
  const secrets = store("given", {
    "server.jwtPrivateKey": theirs,
    "airflow.password": "chosen-password",
    "auth.clientSecret": "hush-hush",
  });
  assert.equal(await versionValue("given-airflow-password"), "chosen-password");
  assert.equal(await versionValue("given-auth-clientSecret"), "hush-hush");
  assert.equal(await versionValue("given-server-jwtPublicKey"), jwtKeyPair(theirs).publicKey);
  assert.equal(await valueOf(secrets.jwtKeyId), jwtKeyPair(theirs).keyId);
});

test("has fingerprints that follow the value, say nothing about it and are secret", async () => {
  const [one, same, other] = [
    store("one", { "airflow.password": "first-value" }),
    store("one", { "airflow.password": "first-value" }),
    store("one", { "airflow.password": "other-value" }),
  ];
  const prints = await Promise.all(
    [one, same, other].map((secrets) => valueOf(secrets.fingerprint("airflow.password"))),
  );
  assert.equal(prints[0], prints[1]);
  assert.notEqual(prints[0], prints[2]);
  assert.match(prints[0]!, /^[0-9a-f]{64}$/);
  assert.ok(await (one.fingerprint("airflow.password") as unknown as { isSecret: Promise<boolean> }).isSecret);
  assert.ok(!(await (one.jwtKeyId as unknown as { isSecret: Promise<boolean> }).isSecret));
});

test("names what there is when asked for what there is not", () => {
  const secrets = store("asked");
  assert.equal(secrets.has("auth.clientSecret"), false);
  assert.throws(
    () => secrets.arn("auth.clientSecret"),
    /holds no secret auth\.clientSecret; it holds airflow\.fernetKey/,
  );
});

test("names the config key of a secret that nothing can generate", () => {
  const database = { mode: "existing", host: "db.example.com", username: "login" };
  assert.throws(
    () => store("missing", {}, { database }),
    /openmetadata:secrets\.database\.password is required.*pulumi config set --secret/,
  );
});
