import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { type PlainStackConfig } from "../config/schema";
import { validateStackConfig } from "../config/validate";
import { stackFileValues } from "../config/stack-file/stack-file";
import { renderAirflowKit } from "../openmetadata/airflow-kit/kit";
import { kitSettings, secretsThatAreSet } from "./airflow-kit";
import { writeKit } from "./kit-output";

const canary = "canary-Password-7f3a9";
const stackFile = `
config:
  openmetadata:version: 1.13.6
  openmetadata:airflow:
    host: existing
    angles: [lineage-backend, connectors, managed-apis]
    version: 3.3.1
    runtime: RUNTIME
    connectors: [mysql]
    endpoint: http://airflow.internal:8081
    username: openmetadata
    confirmUnauthenticatedDeploy: true
  openmetadata:domain: { certificate: existing, name: om.example.com, certificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/0b8c9c3e-6a5f-4d9c-9d0a-0f2d0a7f6a11" }
  openmetadata:secrets: { airflow: { password: ${canary} }, serverEnvironment: { SMTP_SERVER_PWD: ${canary} } }
`;

function configOf(text: string): PlainStackConfig {
  const values = stackFileValues(text);
  const { config, problems } = validateStackConfig(values, { secrets: secretsThatAreSet(values.secrets) });
  assert.ok(config, JSON.stringify(problems));
  return config;
}

test("a stack's settings reach the kit, and its domain is the server's address", () => {
  const settings = kitSettings("dev", configOf(stackFile.replace("RUNTIME", "compose")), {});
  assert.equal(settings.serverUrl, "https://om.example.com");
  assert.equal(settings.username, "openmetadata");
  assert.equal(
    kitSettings("dev", configOf(stackFile.replace("RUNTIME", "compose")), { server: "http://10.0.0.5:8585" }).serverUrl,
    "http://10.0.0.5:8585",
  );
});

test("no secret of the stack file is in any file of any kit", () => {
  for (const runtime of ["virtualenv", "image", "compose", "helm"]) {
    const config = configOf(stackFile.replace("RUNTIME", runtime));
    for (const { path, text } of renderAirflowKit(kitSettings("dev", config, {})))
      assert.ok(!text.includes(canary), `${runtime}: ${path}`);
  }
});

test("a stack that runs Airflow itself, or asks for nothing, is told so", () => {
  const page = '"openmetadata:server": { internal: true }';
  assert.throws(
    () => kitSettings("dev", configOf(`config: { ${page} }`), {}),
    /airflow\.host of stack dev is "create"/,
  );
  const nothing = `config: { "openmetadata:airflow": { host: existing }, ${page} }`;
  assert.throws(() => kitSettings("dev", configOf(nothing), {}), /airflow\.angles of stack dev is empty/);
});

describe("writing", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "kit-output-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const files = [
    { path: "README.md", text: "one\n" },
    { path: "gateway/start.sh", text: "#!/bin/sh\n", executable: true },
  ];

  test("writes once, and finds its files unchanged the second time", () => {
    assert.deepEqual(writeKit(folder, files, false), { written: ["README.md", "gateway/start.sh"], unchanged: [] });
    assert.ok((statSync(join(folder, "gateway/start.sh")).mode & 0o100) !== 0);
    const before = readFileSync(join(folder, ".airflow-kit.json"), "utf8");
    assert.deepEqual(writeKit(folder, files, false), { written: [], unchanged: ["README.md", "gateway/start.sh"] });
    assert.equal(readFileSync(join(folder, ".airflow-kit.json"), "utf8"), before);
  });

  test("replaces its own files when the stack has changed", () => {
    writeKit(folder, files, false);
    assert.deepEqual(writeKit(folder, [{ path: "README.md", text: "two\n" }], false).written, ["README.md"]);
    assert.equal(readFileSync(join(folder, "README.md"), "utf8"), "two\n");
  });

  test("writes nothing at all while a foreign or edited file is in the way, unless forced", () => {
    writeFileSync(join(folder, "README.md"), "the team's own\n");
    assert.throws(() => writeKit(folder, files, false), /README\.md\. Nothing was written.*--force/);
    assert.deepEqual(readdirSync(folder), ["README.md"]);
    assert.equal(readFileSync(join(folder, "README.md"), "utf8"), "the team's own\n");
    writeKit(folder, files, true);
    assert.equal(readFileSync(join(folder, "README.md"), "utf8"), "one\n");
    writeFileSync(join(folder, "gateway/start.sh"), "edited\n");
    assert.throws(() => writeKit(folder, files, false), /gateway\/start\.sh/);
    assert.ok(existsSync(join(folder, ".airflow-kit.json")));
  });
});
