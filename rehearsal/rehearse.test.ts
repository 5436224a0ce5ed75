import assert from "node:assert/strict";
import { test } from "node:test";
import * as random from "@pulumi/random";
import * as pulumi from "@pulumi/pulumi";
import { createColors } from "picocolors";
import { SecretValue } from "./engine/stack-file";
import { RehearsalSession } from "./engine/session";
import { rehearse, type RehearsalOptions } from "./rehearse";
import { reportLines } from "./report/terminal";
import { secretValues } from "./session-view";

const canary = "canary-of-the-stack-file-4711";
const options: RehearsalOptions = { previewOnly: false, changes: [], destroy: false };
const phase = <T>(_name: string, work: () => Promise<T>): Promise<T> => work();

/** A stack that leaks: its secrets stand in outputs, plain inputs, names of keys and in what it throws. */
const leaking = (throws: boolean) => async () => {
  const configured = new pulumi.Config("openmetadata").require("token");
  const password = new random.RandomPassword("password", { length: 24 });
  const keeper = new random.RandomId("keeper", {
    byteLength: 4,
    keepers: { [`of-${configured}`]: configured, url: `https://${configured}@host` },
  });
  if (throws) throw new Error(`cannot log in with ${configured}`);
  return {
    password: password.result,
    plain: pulumi.unsecret(password.result),
    keeper: keeper.hex,
    told: `token ${configured}`,
  };
};

const rehearsed = async (throws: boolean, given: Partial<RehearsalOptions> = {}) => {
  const session = await RehearsalSession.start({
    configuration: { "aws:region": "us-east-1", "openmetadata:token": new SecretValue(canary) },
    fillSecrets: false,
    program: leaking(throws),
  });
  try {
    const { document, resources } = await rehearse(session, { ...options, ...given }, phase, () => []);
    const style = { width: 80, colors: createColors(false) };
    const written = JSON.stringify(document) + reportLines(document, resources, style).join("\n");
    return { document, written, secrets: secretValues(session).filter((value) => typeof value === "string") };
  } finally {
    await session.dispose();
  }
};

test("no secret of config or state stands in document or report, even of a stack that leaks them", async () => {
  const { document, written, secrets } = await rehearsed(false);
  assert.ok(document.held, document.problems.join("\n"));
  assert.ok(secrets.includes(canary) && secrets.length >= 2);
  for (const secret of secrets) assert.ok(!written.includes(secret), `a secret of ${secret.length} characters`);
  assert.deepEqual(document.outputs.told, "token [secret]");
});

test("an error that quotes a secret is a problem without it, and the rehearsal does not hold", async () => {
  const { document, written } = await rehearsed(true);
  assert.equal(document.held, false);
  assert.match(document.problems.join("\n"), /cannot log in with \[secret\]/);
  assert.ok(!written.includes(canary));
  assert.match(written, /Did not hold: 1 problem/);
});

test("destroy leaves nothing, and the document still shows what was up", async () => {
  const { document } = await rehearsed(false, { destroy: true });
  assert.deepEqual(
    document.checks.filter(({ held }) => !held),
    [],
  );
  assert.ok(document.resources.some(({ type }) => type === "random:index/randomPassword:RandomPassword"));
});
