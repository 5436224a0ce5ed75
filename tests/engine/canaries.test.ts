import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { stringify } from "yaml";
import { projectDirectory } from "../../config/project-directory";
import { readYamlFile } from "../../config/stack-file/stack-file";
import { stackFile } from "../../config/stack-file/stack-files";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { withSession } from "./stacks";

/** Values planted under every secret that these stacks take; none may surface anywhere. */
const planted = {
  "openmetadata:secrets.airflow.password": "Canary.Airflow-8842",
  "openmetadata:secrets.auth.clientSecret": "Canary.Client-5519",
  "openmetadata:secrets.serverEnvironment.SMTP_SERVER_PWD": "Canary.Mail-3307",
  "openmetadata:secrets.airflowEnvironment.AIRFLOW__SMTP__SMTP_PASSWORD": "Canary.AirflowMail-9120",
} as const;

/** Strings in the inputs of a state, decrypted, that only secrets hold: every generated value. */
const generatedValues = (resources: readonly { type: string; outputs?: Record<string, unknown> }[]): string[] =>
  resources
    .filter(({ type }) => /^(random|tls):/.test(type))
    .flatMap(({ outputs }) =>
      ["result", "base64", "hex", "privateKeyPem", "privateKeyPemPkcs8"].map((name) => outputs?.[name]),
    )
    .filter((value): value is string => typeof value === "string" && value.length >= 16);

test(
  "no secret shows in a plain environment, output, log, error or the state outside its encrypted values",
  { timeout: 300_000 },
  () =>
    withSession({ stackFile: stackFile("prod") }, async (session) => {
      for (const [key, value] of Object.entries(planted)) session.setConfig(key, value, true);
      // What the engine says to a person. Its stream of resource events, and its debug messages about them, which nobody
      // sees without --debug, hold values in envelopes marked as secret.
      const seen: string[] = [];
      const onEvent = ({ diagnosticEvent, stdoutEvent }: EngineEvent) =>
        void (
          (diagnosticEvent?.severity as string) !== "debug" && seen.push(JSON.stringify([diagnosticEvent, stdoutEvent]))
        );
      const preview = await session.preview({ onEvent });
      const up = await session.up({ onEvent });
      session.setConfig("openmetadata:secrets.auth.clientSecret", "Canary.Client-5520", true);
      const changed = await session.preview({ onEvent });

      const clear = session.state({ secrets: "clear" });
      const generated = generatedValues(clear.resources);
      assert.ok(generated.length >= 8, "generated secrets were found");
      const secrets = [...Object.values(planted), "Canary.Client-5520", ...generated];

      const places = {
        "log lines": seen.join("\n"),
        "standard output": [preview, up, changed].map(({ stdout }) => stdout).join("\n"),
        outputs: JSON.stringify(up.outputs),
        diagnostics: JSON.stringify([preview, up, changed].map(({ diagnostics }) => diagnostics)),
        "encrypted state": readFileSync(session.workspace.stateFile, "utf8"),
      };
      for (const [place, text] of Object.entries(places))
        for (const secret of secrets) {
          const position = text.indexOf(secret);
          assert.equal(
            position,
            -1,
            `a secret of ${secret.length} characters shows in ${place}, before: ${text.slice(Math.max(0, position - 120), Math.max(0, position))}`,
          );
        }

      // The opposite, so that the search above is known to find something: the simulated account holds the values.
      const account = JSON.stringify(session.cloud.all());
      for (const value of Object.values(planted).slice(0, 1))
        assert.ok(account.includes(value), "the account was given the value");
    }),
);

test("the rehearsal's report and document show no secret of the stack file", { timeout: 300_000 }, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "canary-"));
  try {
    const stack = readYamlFile(stackFile("prod"), "Pulumi.dev.yaml").value as { config: Record<string, unknown> };
    const values = Object.entries(planted).map(
      ([key, value]) => [key.replace("openmetadata:secrets.", ""), value] as const,
    );
    const secrets: Record<string, Record<string, string>> = {};
    for (const [at, value] of values) {
      const [section = "", name = ""] = at.split(".");
      (secrets[section] ??= {})[name] = value;
    }
    stack.config["openmetadata:secrets"] = secrets;
    const file = path.join(folder, "Pulumi.canary.yaml");
    const document = path.join(folder, "rehearsal.json");
    writeFileSync(file, stringify(stack));
    const main = path.join(projectDirectory, "rehearsal", "command", "main.ts");
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ["--require", "./runtime/load-typescript.cjs", main, "--stack-file", file, "--json", document],
      { cwd: projectDirectory, encoding: "utf8" },
    );
    assert.equal(status, 0, stderr);
    const written = readFileSync(document, "utf8");
    assert.ok(written.includes("AUTHENTICATION_PROVIDER"), "the document holds the environments");
    for (const [at, value] of values)
      for (const [place, text] of Object.entries({ stdout, stderr, written }))
        assert.ok(!text.includes(value), `${at} shows in ${place}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
