import assert from "node:assert/strict";
import { test } from "node:test";
import { exampleIngestionSettings, exampleSettings } from "../testing/examples";
import { ingestionEnvironment } from "./ingestion-environment";
import { awsSecretsManagers, secretsManagerProblems, secretsPath, serverWritesSecrets } from "./secrets-manager";
import { serverEnvironment } from "./server-environment";

const changed = (version: string, secretsManager: Parameters<typeof secretsPath>[0] & { loader?: "env" }) => {
  const usual = exampleSettings(version, { mode: "google" });
  const before = serverEnvironment(usual).map(({ name }) => name);
  return Object.fromEntries(
    serverEnvironment({ ...usual, secretsManager })
      .filter(({ name }) => !before.includes(name))
      .map((variable) => [variable.name, "value" in variable ? variable.value : "<secret>"]),
  );
};
const region = { AWS_DEFAULT_REGION: "eu-west-1", AWS_REGION: "eu-west-1" };

test("the server gets kind, prefix, region and the loader of its workflows, as far as the release reads them", () => {
  const kind = "aws-ssm";
  assert.deepEqual(changed("0.12.0", { kind, loader: "env" }), { ...region, SECRET_MANAGER: kind });
  assert.deepEqual(changed("1.1.7", { kind, loader: "env" }), { ...region, SECRET_MANAGER: kind });
  const loader = { PIPELINE_SERVICE_CLIENT_SECRETS_MANAGER_LOADER: "env" };
  for (const version of ["1.10.3", "1.13.6", "2.0.7"])
    assert.deepEqual(changed(version, { kind, prefix: "acme", loader: "env" }), {
      ...region,
      ...loader,
      SECRET_MANAGER: kind,
      SECRET_MANAGER_PREFIX: "acme",
    });
  assert.deepEqual(changed("1.13.6", { kind }), { ...region, SECRET_MANAGER: kind }, "an Airflow of one's own");
});

test("workflows find the region on every line", () => {
  for (const version of ["0.12.0", "0.13.3", "1.1.7", "1.10.3", "1.13.6", "2.0.7"]) {
    const settings = { ...exampleIngestionSettings(version), secretsManagerRegion: "eu-west-1" };
    const names = ingestionEnvironment(settings).flatMap((variable) =>
      "value" in variable && variable.value === "eu-west-1" ? [variable.name] : [],
    );
    const option = "AIRFLOW__OPENMETADATA_SECRETS_MANAGER__AWS_REGION";
    assert.deepEqual(names, [option, "AWS_DEFAULT_REGION", "AWS_REGION"], version);
  }
});

test("who writes, and below which names", () => {
  const writes = (version: string) => awsSecretsManagers.filter((kind) => serverWritesSecrets({ kind }, version));
  assert.deepEqual(writes("1.13.6"), ["managed-aws", "managed-aws-ssm"]);
  assert.deepEqual(writes("0.12.3"), [...awsSecretsManagers], "aws was then what managed-aws is now");
  assert.equal(secretsPath({ kind: "aws" }, "Dev"), "/dev");
  assert.equal(secretsPath({ kind: "aws", prefix: "acme" }, "dev"), "/acme/dev");
});

test("what a release does not have is refused, with what works", () => {
  const [problem] = secretsManagerProblems("0.12.3", { kind: "managed-aws-ssm" });
  assert.match(problem?.fix ?? "", /secretsManager\.kind aws-ssm$/);
  assert.equal(secretsManagerProblems("0.13.1", { kind: "managed-aws" }).length, 0);
  assert.equal(secretsManagerProblems("1.2.5", { kind: "aws", prefix: "a" })[0]?.key, "server.secretsManager.prefix");
  assert.equal(secretsManagerProblems("1.3.0", { kind: "aws", prefix: "a" }).length, 0);
});
