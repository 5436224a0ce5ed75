import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { configPath } from "../../problems/commands";
import { parse } from "yaml";
import { z } from "zod";
import { forClients } from "../testing/valid-stack-files";
import { generatedFiles } from "./generated-files";
import { knownPaths } from "../messages/nearest-key";
import { projectDirectory } from "../project-directory";
import { configurationReference } from "./reference";
import { stackConfigSchema } from "../schema";
import { unwrapped } from "../schema-walk";
import { missingSecrets } from "../../problems/problem";
import { valuesOfStack } from "../testing/project-stacks";
import { validateStackConfig } from "../validate";

const read = (path: string) => readFileSync(join(projectDirectory, path), "utf8");

for (const [path, text] of Object.entries(generatedFiles)) {
  test(`${path} is up to date (npm run docs)`, () => assert.equal(read(path), text()));
}

test("the reference names every key, with a meaning", () => {
  const reference = configurationReference();
  const schema = stackConfigSchema("small");
  const leaves = knownPaths(schema).filter(
    (path) =>
      !(path.length === 1 && ["object", "union"].includes(unwrapped(schema.shape[path[0] as "auth"])._zod.def.type)),
  );
  // Keys that several objects share are listed below one of them, which the row of each other one names.
  const told = (path: readonly string[]): string[] => {
    const elsewhere = new RegExp(`\\| \`${path.slice(0, -1).join("\\.")}\` \\| map \\| the keys of \`([^\`]+)\``).exec(
      reference,
    );
    return elsewhere?.[1] === undefined ? [...path] : [...elsewhere[1].split("."), ...path.slice(-1)];
  };
  for (const path of leaves.map(told).filter((each) => !["mode", "host", "certificate"].includes(each.at(-1) ?? ""))) {
    const row = reference.split("\n").find((line) => line.startsWith(`| \`${configPath(path)}\` |`));
    assert.match(row ?? "", /\| \S[^|]* \|$/, path.join("."));
  }
});

for (const stack of ["dev", "staging", "prod"]) {
  test(`${stack} has everything but secrets`, () => {
    const { problems } = validateStackConfig(valuesOfStack(stack));
    assert.deepEqual(
      missingSecrets(problems),
      problems.map(({ key }) => key),
    );
  });

  test(`${stack} names the editor's schema and holds to it`, () => {
    const text = read(`Pulumi.${stack}.yaml`);
    assert.match(text, /^# yaml-language-server: \$schema=config\/stack-file\.schema\.generated\.json\n/);
    const schema = z.fromJSONSchema(
      JSON.parse(read("config/stack-file.schema.generated.json")) as Parameters<typeof z.fromJSONSchema>[0],
    );
    assert.ok(schema.safeParse(parse(text)).success, JSON.stringify(schema.safeParse(parse(text)).error?.issues));
    assert.ok(!schema.safeParse({ config: { "openmetadata:auth": { cilentId: "x" } } }).success);
  });
}

test("Pulumi.yaml declares only keys whose default is the same at every size, and the same as ours", () => {
  const { config } = parse(read("Pulumi.yaml")) as { config: Record<string, { default: unknown }> };
  for (const size of ["small", "medium", "large"] as const) {
    const { config: defaults } = validateStackConfig(forClients(size === "small" ? {} : { size }));
    for (const [name, { default: value }] of Object.entries(config)) {
      if (name !== "size") assert.deepEqual(value, defaults?.[name as "version"]);
    }
  }
  assert.equal(config.size?.default, "small");
});
