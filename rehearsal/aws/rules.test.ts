import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { projectDirectory } from "../../config/project-directory";
import type { Rule } from "./rule";
import { rules } from "./rules";
import { accountRuns } from "./testing/account-runs";
import { engineSlips, slipsFiles } from "./testing/collected-slips";

/** The source files of a name in the folders of services and across them. */
const filesOf = (name: string): string[] =>
  ["across", "services"].flatMap((folder) =>
    readdirSync(path.join(__dirname, folder), { recursive: true })
      .map((file) => path.join(__dirname, folder, String(file)))
      .filter((file) => path.basename(file) === `${name}.ts`),
  );

test("no two rules have one name", () => assert.equal(new Set(rules.map(({ name }) => name)).size, rules.length));

for (const rule of rules) {
  test(`${rule.name} has a file of its name, and a test or slips beside it`, () => {
    const [file, ...more] = filesOf(rule.name);
    assert.ok(file, "there is such a file");
    assert.deepEqual(more, []);
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- which file it is, its name tells
    assert.ok(Object.values(require(file) as Record<string, Rule>).includes(rule), `${file} exports it`);
    const beside = ["test", "slips"].map((kind) => file.replace(/ts$/, `${kind}.ts`));
    assert.ok(beside.some(existsSync), `one of ${beside.join(", ")} is there`);
  });
}

test("every rule has a slip on the engine, or a run of account-runs.ts, that proves it", () => {
  const proven = new Set([...engineSlips, ...accountRuns].map(({ rule }) => rule));
  assert.deepEqual(
    rules.filter(({ name }) => !proven.has(name)).map(({ name }) => name),
    [],
  );
});

/** Client of AWS's SDK for an API reference's folder. */
const clients: Readonly<Record<string, string>> = {
  AWSEC2: "ec2",
  AmazonCloudWatch: "cloudwatch",
  AmazonECR: "ecr",
  AmazonECS: "ecs",
  AmazonRDS: "rds",
  IAM: "iam",
  Route53: "route-53",
  "cloud-map": "servicediscovery",
  efs: "efs",
  elasticloadbalancing: "elastic-load-balancing-v2",
  "opensearch-service": "opensearch",
  secretsmanager: "secrets-manager",
};

test("the source of each rule is a page, and an operation or structure of an API is one that AWS's SDK declares", () => {
  for (const { name, source } of rules) {
    assert.match(source.url, /^(https:\/\/\S+|\w+\.md#\S+)$/, name);
    assert.ok(source.title.length > 5, name);
    const [, folder = "", page] = /amazon\.com\/([\w-]+)\/.*\/API_(\w+)\.html$/.exec(source.url) ?? [];
    if (page === undefined) continue;
    const models = path.join(
      projectDirectory,
      "node_modules/@aws-sdk",
      `client-${clients[folder]!}`,
      "dist-types/models",
    );
    const declared = readdirSync(models).map((file) => readFileSync(path.join(models, file), "utf8"));
    assert.ok(
      declared.some((text) => new RegExp(`interface ${page}(Input|Request|Message|Type)? `).test(text)),
      `${name}: ${page}`,
    );
  }
});

test("every file of slips is beside the rule that it is named for", () => {
  const names = rules.map(({ name }) => name);
  assert.deepEqual(
    slipsFiles.filter((file) => {
      const rule = file.replace(/\.slips\.ts$/, "");
      return !names.includes(path.basename(rule)) || !existsSync(`${rule}.ts`);
    }),
    [],
  );
});
