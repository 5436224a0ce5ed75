import assert from "node:assert/strict";
import { test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { valueOf } from "../testing/recorded-mocks";
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
  assert.throws(() => stackReadme("${outputs.nobody.knows}", {}), /names outputs that the stack does not have: nobody/);
});
