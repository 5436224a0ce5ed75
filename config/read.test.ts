import assert from "node:assert/strict";
import { test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { canary } from "./testing/canary";
import { clients } from "./testing/valid-stack-files";
import { readStackConfig } from "./read";
import type { StackConfig } from "./stack-config";

/** Config as the engine hands it over: text, objects as JSON, and the keys that hold a secure value anywhere below. */
function reading(
  config: Record<string, unknown>,
  secureKeys: string[] = [],
  others: Record<string, string> = { "aws:region": "eu-west-1" },
): () => StackConfig {
  const text = Object.entries(config).map(([key, value]) => [
    `openmetadata:${key}`,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  const all = {
    ...others,
    "openmetadata:config:size": "small",
    ...(Object.fromEntries(text) as Record<string, string>),
  };
  return () => {
    pulumi.runtime.setAllConfig(
      all,
      secureKeys.map((key) => `openmetadata:${key}`),
    );
    return readStackConfig();
  };
}

function errorOf(read: () => unknown): Error {
  try {
    read();
  } catch (error) {
    assert.ok(error instanceof Error);
    return error;
  }
  return assert.fail("nothing was refused");
}

/** The value of an output and whether it is secret. */
const revealed = (output: pulumi.Output<string> | undefined) =>
  new Promise<{ value: string; secret: boolean }>((resolve, reject) => {
    if (output === undefined) return reject(new Error("no such secret"));
    output.apply((value) => void pulumi.isSecret(output).then((secret) => resolve({ value, secret }), reject));
  });

const domain = { certificate: "create", name: "metadata.example.com", zoneId: "Z0123456789ABCDEFGHIJ" };
const auth = {
  mode: "okta",
  clientType: "confidential",
  clientId: "client",
  authority: "https://example.okta.com",
  principalDomain: "example.com",
};

test("readStackConfig reads text, numbers, booleans and objects, and fills in the defaults of the size", () => {
  const config = reading({ dataProtection: "true", server: { ...clients, cpu: 2048, memory: 8192 }, domain })();
  assert.equal(config.size, "small");
  assert.equal(config.dataProtection, true);
  assert.equal(config.server.memory, 8192);
  assert.equal(config.airflow.host === "create" && config.airflow.memory, 4096);
  assert.equal(config.secrets.size, 0);
});

test("readStackConfig hands every secret over as a secret output, under its logical name", async () => {
  const secrets = {
    auth: { clientSecret: canary },
    airflow: { password: canary },
    serverEnvironment: { OM_SM_ACCESS_KEY: canary },
  };
  const config = reading({ secrets, domain, auth }, ["secrets"])();
  assert.deepEqual(
    [...config.secrets.keys()],
    ["auth.clientSecret", "airflow.password", "serverEnvironment.OM_SM_ACCESS_KEY"],
  );
  for (const output of config.secrets.values())
    assert.deepEqual(await revealed(output), { value: canary, secret: true });
  assert.ok(!JSON.stringify({ ...config, secrets: [...config.secrets.keys()] }).includes(canary));
});

test("readStackConfig calls the password of an existing database that of its administrator", () => {
  const database = { mode: "existing", host: "db.example.com", username: "admin_user", newInstallation: true };
  const config = reading({ database, server: clients, secrets: { database: { password: canary } } }, ["secrets"])();
  assert.deepEqual([...config.secrets.keys()], ["database.master"]);
});

test("readStackConfig hands a private key over as PKCS#8 DER in base64, from any form", async () => {
  const { generateKeyPairSync } = await import("node:crypto");
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const wanted = privateKey.export({ type: "pkcs8", format: "der" }).toString("base64");
  for (const form of [wanted, privateKey.export({ type: "pkcs8", format: "pem" }).toString()]) {
    const config = reading({ server: clients, secrets: { server: { jwtPrivateKey: form } } }, ["secrets"])();
    assert.equal((await revealed(config.secrets.get("server.jwtPrivateKey"))).value, wanted);
  }
});

test("readStackConfig refuses a secure value under another key and shows none of it", () => {
  for (const [key, value] of [
    ["airflow", { password: canary }],
    ["version", canary],
    ["airflow", { username: canary }],
  ] as const) {
    const { message } = errorOf(reading({ [key]: value }, [key]));
    assert.match(message, new RegExp(`openmetadata:${key} is (a secure value|a section with a secure value in it);`));
    assert.match(message, /pulumi config set --secret --path openmetadata:secrets\./);
    assert.ok(!message.includes(canary), message);
  }
});

test("readStackConfig throws one error that lists every problem and no secret", () => {
  const error = errorOf(
    reading(
      { size: "huge", netwrok: { a: canary }, secrets: { airflow: { password: canary.slice(0, 7) } }, auth: canary },
      ["secrets"],
    ),
  );
  assert.ok(error instanceof pulumi.RunError, "a clean exit without a stack trace");
  assert.equal(error.stack, "", "or Node 20 would colour it until it has no memory left");
  for (const key of ["size", "netwrok", "secrets.airflow.password", "auth"])
    assert.match(error.message, new RegExp(`openmetadata:${key} is`));
  assert.ok(!error.message.includes(canary.slice(0, 7)), error.message);
});

test("readStackConfig refuses a region that AWS does not have, with the nearest and the command, beside the other problems", () => {
  const { message } = errorOf(reading({ size: "huge", server: clients }, [], { "aws:region": "eu-wst-1" }));
  assert.match(message, /has 2 problems/);
  assert.match(message, /aws:region is "eu-wst-1"; allowed: a region of AWS; did you mean\s+"eu-west-1"\?/);
  assert.match(message, /Set it:\n {9}pulumi config set aws:region eu-west-1\n/);
  assert.match(message, /\n {9}pulumi config set aws:skipRegionValidation true\n/);
  assert.match(message, /openmetadata:size is "huge"/);
  for (const region of ["us-east-1", "ap-southeast-5", "eusc-de-east-1", "cn-north-1", "us-gov-west-1"])
    assert.equal(reading({ server: clients }, [], { "aws:region": region })().size, "small", region);
  const newer = { "aws:region": "xx-new-1", "aws:skipRegionValidation": "true" };
  assert.equal(reading({ server: clients }, [], newer)().size, "small");
});

test("readStackConfig guesses a region in capitals", () => {
  const { message } = errorOf(reading({ server: clients }, [], { "aws:region": "EU-WEST-1" }));
  assert.match(message, /pulumi config set aws:region eu-west-1\n/);
});

test("readStackConfig guesses no region for a text that is like none", () => {
  const { message } = errorOf(reading({ server: clients }, [], { "aws:region": "${AWS_REGION}" }));
  assert.match(message, /aws:region is "\$\{AWS_REGION\}"; allowed: a region of AWS, such as\s+eu-west-1\./);
  assert.match(message, /Set it:\n {9}pulumi config set aws:region REGION\n/);
  assert.doesNotMatch(message, /did you mean/);
});

test("readStackConfig refuses a key that the provider does not have, and shows nothing of its value", () => {
  const wrong = { "aws:region": "eu-west-1", "aws:acessKey": canary };
  const { message } = errorOf(reading({ server: clients }, [], wrong));
  assert.match(message, /aws:acessKey is not a key of the provider \(found text of \d+\s+characters\)/);
  assert.match(message, /did you mean aws:accessKey\?\n {5}Remove it:\n {9}pulumi config rm aws:acessKey$/);
  assert.ok(!message.includes(canary));
  const defaultTags = JSON.stringify({ tags: { team: "data" } });
  const right = { "aws:region": "eu-west-1", "aws:defaultTags": defaultTags, "aws:profile": "data" };
  assert.equal(reading({ server: clients }, [], right)().size, "small");
});

test("readStackConfig names a missing region beside the other problems", () => {
  const environment = { ...process.env };
  delete process.env.AWS_REGION;
  delete process.env.AWS_DEFAULT_REGION;
  try {
    const { message } = errorOf(reading({ size: "huge", server: clients }, [], {}));
    assert.match(message, /has 2 problems/);
    assert.match(message, /aws:region is required: [^:]*\n {5}Set it:\n {9}pulumi config set aws:region REGION\n/);
    assert.match(message, /openmetadata:size is "huge"/);
    process.env.AWS_REGION = "eu-west-1";
    assert.equal(reading({ server: clients }, [], {})().size, "small");
  } finally {
    process.env = environment;
  }
});

test("readStackConfig refuses keys of a namespace that is nearly the project's, which Pulumi passes over", () => {
  for (const namespace of ["open-metadata", "openMetadata", "openmetdata", "openmetadatas"]) {
    const others = {
      "aws:region": "eu-west-1",
      [`${namespace}:size`]: canary,
      "other:size": "a",
      "docker:host": "a",
    };
    const { message } = errorOf(reading({ server: clients }, [], others));
    assert.match(message, /has one problem/);
    assert.match(message, new RegExp(`${namespace}:size is in a namespace that is not openmetadata`));
    assert.match(
      message,
      new RegExp(` {9}pulumi config rm ${namespace}:size\n {9}pulumi config set openmetadata:size SIZE$`),
    );
    assert.ok(!message.includes(canary));
  }
});

test("readStackConfig refuses JSON that is cut off without repeating it", () => {
  const { message } = errorOf(reading({ secrets: `{"auth":{"clientSecret":"${canary}"` }, ["secrets"]));
  assert.match(message, /openmetadata:secrets is text of \d+ characters/);
  assert.ok(!message.includes(canary));
});
