import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { projectDirectory } from "../../config/project-directory";
import { valueOf } from "./recorded-mocks";
import { stackReadme } from "./stack-readme";

test("the handbook has the stack's values, lists as bullets, and says what there is not", async () => {
  const outputs = {
    url: pulumi.output("https://a.example.com"),
    steps: ["one", "two"],
    done: [],
    airflow: { port: null },
  };
  const template = "${outputs.url}\n${outputs.steps}\n${outputs.done}\n${outputs.airflow.port} ${HOME}";
  assert.equal(
    await valueOf(stackReadme(template, outputs)),
    "https://a.example.com\n- one\n- two\nNothing.\n(none) ${HOME}",
  );
});

test("an output that there is not is refused", () => {
  assert.throws(() => stackReadme("${outputs.nobody.knows}", {}), /names outputs that the stack lacks: nobody/);
});

test("every command of the handbook that sets config names a key that config knows", () => {
  const text = readFileSync(join(projectDirectory, "Pulumi.README.md"), "utf8");
  const keys = [...text.matchAll(/openmetadata:([A-Za-z]+)/g)].map(([, key]) => key);
  assert.ok(keys.length > 0);
  for (const key of keys) assert.ok(["secrets", "version", "dataProtection", "database"].includes(key!), key);
});
