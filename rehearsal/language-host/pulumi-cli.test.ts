import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { type RehearsalError } from "../engine/errors";
import { RehearsalSession } from "../engine/session";
import type { StackState } from "../engine/workspace";
import { PulumiCommandLine, withPulumiCli } from "./pulumi-cli";

const projectRoot = path.resolve(__dirname, "../..");
const folder = mkdtempSync(path.join(tmpdir(), "openmetadata-path-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** What a program asked for: URNs, and inputs but for what is made up afresh in each account. */
const resources = ({ resources: found }: StackState) =>
  found
    .filter(({ urn }) => !urn.includes("::pulumi:providers:"))
    .map(({ urn, dependencies = [], inputs }) => ({
      urn,
      dependencies: [...dependencies].sort(),
      inputs: Object.keys(inputs ?? {}).sort(),
    }))
    .sort((a, b) => (a.urn < b.urn ? -1 : 1));

for (const stack of ["dev", "staging", "prod"]) {
  test(`pulumi preview and pulumi up on ${stack} give the resources of the inline run`, async () => {
    const stackFile = path.join(projectRoot, `Pulumi.${stack}.yaml`);
    const commandLine = await PulumiCommandLine.start({ stackFile });
    const inline = await RehearsalSession.start({ stackFile });
    try {
      const preview = await commandLine.run(["preview"]);
      assert.equal(preview.code, 0, preview.stdout + preview.stderr);
      const up = await commandLine.run(["up", "--yes", "--skip-preview"]);
      assert.equal(up.code, 0, up.stdout + up.stderr);
      await inline.up();
      assert.deepEqual(resources(commandLine.session.state()), resources(inline.state()));
    } finally {
      await commandLine.dispose();
      await inline.dispose();
    }
  });
}

test("a config that cannot work is refused with the text of the inline run", async () => {
  const stackFile = path.join(folder, "Pulumi.bad.yaml");
  writeFileSync(
    stackFile,
    "config:\n  aws:region: eu-west-1\n  openmetadata:sizes: small\n  openmetadata:auth:\n    mode: okta\n",
  );
  const { code, stdout, stderr, state } = await withPulumiCli(stackFile, ["preview"]);
  assert.notEqual(code, 0);
  const inline = await RehearsalSession.start({ stackFile });
  try {
    await assert.rejects(inline.preview(), (error: RehearsalError) => {
      const texts = error.message.match(/openmetadata:[\w.]+ .*/g) ?? [];
      assert.ok(texts.length >= 2, error.message);
      for (const text of texts) assert.ok((stdout + stderr).includes(text.trim()), `${text}\n${stdout}${stderr}`);
      return true;
    });
  } finally {
    await inline.dispose();
  }
  assert.deepEqual(
    state.resources.filter(({ custom }) => custom),
    [],
  );
});
