import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { settingChanges } from "./settings";

const folder = mkdtempSync(path.join(tmpdir(), "review-settings-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const written = (name: string, lines: readonly string[]): string => {
  const file = path.join(folder, name);
  writeFileSync(file, `config:\n${lines.map((line) => `  ${line}\n`).join("")}`);
  return file;
};

test("keys are shown in the user's words, with both values", () => {
  const base = written("base.yaml", ["openmetadata:version: 1.13.6", "openmetadata:auth:", "  mode: basic"]);
  const head = written("head.yaml", ["openmetadata:version: 1.13.7", "aws:region: eu-west-1"]);
  assert.deepEqual(settingChanges(base, head).settings, [
    { key: "aws:region", kind: "add", after: "eu-west-1" },
    { key: "auth.mode", kind: "delete", before: "basic" },
    { key: "version", kind: "update", before: "1.13.6", after: "1.13.7" },
  ]);
});

test("a secret's value is never shown, under any key and in any spelling", () => {
  const lines = (canary: string) => [
    `aws:secretKey: ${canary}`,
    "docker:registryAuth:",
    `  - password: ${canary}`,
    "openmetadata:secrets:",
    `  auth: { clientSecret: ${canary} }`,
    "openmetadata:server:",
    `  environment: { SMTP_SERVER_PWD: ${canary}, PROXY: "http://u:${canary}@proxy" }`,
    `openmetadata:token: { secure: v1:${canary} }`,
  ];
  const [one, other] = [written("one.yaml", lines("Canary-1")), written("other.yaml", lines("Canary-2"))];
  for (const [before, after_] of [
    [undefined, one],
    [one, undefined],
    [one, other],
  ] as const) {
    const found = settingChanges(before, after_);
    assert.doesNotMatch(JSON.stringify(found), /Canary/);
    assert.ok(found.settings.length + found.secretsChanged.length >= 6, JSON.stringify(found));
  }
  assert.deepEqual(settingChanges(one, one), { settings: [], secretsChanged: [] });
});
