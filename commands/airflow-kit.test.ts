import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { spawnSync } from "node:child_process";
import { projectDirectory } from "../config/project-directory";
import { type PlainStackConfig } from "../config/schema";
import { renderAirflowKit } from "../openmetadata/airflow-kit/kit";
import { kitConfig, kitSettings } from "./airflow-kit";
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

const work = mkdtempSync(join(tmpdir(), "airflow-kit-"));
after(() => rmSync(work, { recursive: true, force: true }));
const fileOf = (text: string, name = "Pulumi.team.yaml"): string => {
  writeFileSync(join(work, name), text);
  return join(work, name);
};
const configOf = (text: string): PlainStackConfig => kitConfig(fileOf(text)).config;

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

test("for a stack that runs Airflow itself, or asks for nothing, the error says so", () => {
  const page = '"openmetadata:server": { internal: true }';
  assert.throws(
    () => kitSettings("dev", configOf(`config: { ${page} }`), {}),
    /airflow\.host is "create" in stack dev.*\n.*\n {4}pulumi config set --path openmetadata:airflow\.host existing$/,
  );
  const nothing = `config: { "openmetadata:airflow": { host: existing }, ${page} }`;
  assert.throws(
    () => kitSettings("dev", configOf(nothing), {}),
    /airflow\.angles is empty in stack dev.*\n.*\n {4}pulumi config set .* connectors$/,
  );
});

const kit = (airflow: string, rest = ""): string =>
  `config:\n  openmetadata:airflow: { host: existing, version: 3.3.1, runtime: compose, ${airflow} }\n${rest}`;

test("a kit asks for no secret, no other section, and of Airflow's keys only what its angles use", () => {
  const providers = `  openmetadata:auth: { mode: okta }\n  openmetadata:database: { mode: existing, host: db.example.com, username: root }\n`;
  const { config, ignored } = kitConfig(fileOf(kit("angles: [lineage-backend, connectors]", providers)));
  assert.ok(ignored > 0, "the other sections have problems, which stop no kit");
  assert.deepEqual(kitSettings("team", config, {}).angles, ["lineage-backend", "connectors"]);
  const managed = kitConfig(fileOf(kit("angles: [managed-apis]"))).config;
  const settings = kitSettings("team", managed, {});
  assert.equal(settings.endpoint, undefined, "the gateway that has it comes with the kit");
  assert.ok(renderAirflowKit(settings).some(({ path }) => path.startsWith("gateway/")));
});

test("what a kit is written from must be right, and all mistakes are shown at once", () => {
  const wrong = kit(
    "angles: [managed-apis], connectors: [snowflak], verifySsl: validate",
    "  openmetadata:auth: { mode: okta }\n",
  );
  assert.throws(
    () => kitConfig(fileOf(wrong)),
    (error: Error) =>
      /airflow\.connectors\[0\]/.test(error.message) &&
      /airflow\.certificatePath/.test(error.message) &&
      !/auth\./.test(error.message),
  );
});

test("Cloud Composer is refused by name, with the reason and the commands", () => {
  for (const runtime of ["composer", "gcp-composer"]) {
    assert.throws(
      () => kitConfig(fileOf(stackFile.replace("RUNTIME", runtime))),
      (error: Error) =>
        error.message.includes(`openmetadata:airflow.runtime is "${runtime}"`) &&
        /Cloud\s+Composer\s+pins/.test(error.message) &&
        error.message.includes("pulumi config rm --path openmetadata:airflow.runtime"),
    );
  }
});

const run = (script: string, ...args: string[]): { status: number | null; stdout: string; stderr: string } => {
  const loader = join(projectDirectory, "runtime", "load-typescript.cjs");
  const file = join(projectDirectory, "commands", script);
  return spawnSync(process.execPath, ["--require", loader, file, ...args], { cwd: work, encoding: "utf8" });
};

test("the command line takes a file anywhere, says where the token comes from, and gives no value of the file away", () => {
  fileOf(stackFile.replace("RUNTIME", "compose"));
  const { status, stdout, stderr } = run("airflow-kit.ts", "Pulumi.team.yaml", "--out", "kit");
  assert.equal(status, 0, stderr);
  assert.match(stdout, /token of the ingestion bot, in OpenMetadata: Settings, Bots, ingestion-bot/);
  assert.match(readFileSync(join(work, "kit", "README.md"), "utf8"), /OPENMETADATA_BOT_TOKEN.*Settings, Bots/);
  assert.ok(!stdout.includes(canary));
});

test("the command line refuses what is no stack with the words of the other commands", () => {
  for (const target of ["nobody", "no/such/file.yaml", "Pulumi.nobody.yaml"]) {
    const kitRun = run("airflow-kit.ts", target, "--out", "kit");
    const configRun = run("effective-config.ts", target);
    assert.match(kitRun.stderr, /^There is no stack/);
    assert.equal(kitRun.stderr, configRun.stderr);
    assert.equal(kitRun.status, 1);
  }
});

const files = [
  { path: "README.md", text: "one\n" },
  { path: "gateway/start.sh", text: "#!/bin/sh\n", executable: true },
];

test("a kit is written once, and its files are found unchanged the second time", () => {
  const folder = mkdtempSync(join(work, "kit-output-"));
  assert.deepEqual(writeKit(folder, files, false), { written: ["README.md", "gateway/start.sh"], unchanged: [] });
  assert.ok((statSync(join(folder, "gateway/start.sh")).mode & 0o100) !== 0);
  const before = readFileSync(join(folder, ".airflow-kit.json"), "utf8");
  assert.deepEqual(writeKit(folder, files, false), { written: [], unchanged: ["README.md", "gateway/start.sh"] });
  assert.equal(readFileSync(join(folder, ".airflow-kit.json"), "utf8"), before);
});

test("a kit replaces its own files when the stack has changed", () => {
  const folder = mkdtempSync(join(work, "kit-output-"));
  writeKit(folder, files, false);
  assert.deepEqual(writeKit(folder, [{ path: "README.md", text: "two\n" }], false).written, ["README.md"]);
  assert.equal(readFileSync(join(folder, "README.md"), "utf8"), "two\n");
});

test("a kit is not written at all while a foreign or edited file is in the way, unless forced", () => {
  const folder = mkdtempSync(join(work, "kit-output-"));
  writeFileSync(join(folder, "README.md"), "the team's own\n");
  assert.throws(
    () => writeKit(folder, files, false),
    /README\.md\. Nothing was written\.\n[^]*\n {4}npm run airflow-kit -- STACK --out \S+ --force$/,
  );
  assert.deepEqual(readdirSync(folder), ["README.md"]);
  assert.equal(readFileSync(join(folder, "README.md"), "utf8"), "the team's own\n");
  writeKit(folder, files, true);
  assert.equal(readFileSync(join(folder, "README.md"), "utf8"), "one\n");
  writeFileSync(join(folder, "gateway/start.sh"), "edited\n");
  assert.throws(() => writeKit(folder, files, false), /gateway\/start\.sh/);
  assert.ok(existsSync(join(folder, ".airflow-kit.json")));
});
