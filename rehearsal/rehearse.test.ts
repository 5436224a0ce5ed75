import assert from "node:assert/strict";
import { test } from "node:test";
import * as random from "@pulumi/random";
import * as pulumi from "@pulumi/pulumi";
import { createColors } from "picocolors";
import { SecretValue } from "./engine/stack-file/stack-file";
import { type Program, RehearsalSession } from "./engine/session";
import { faultAt } from "./protocol/faults";
import { type Phase, rehearse, type RehearsalOptions } from "./rehearse";
import { reportLines } from "./report/terminal";
import { secretValues } from "./session-view";

const canary = "canary-of-the-stack-file-4711";
const options: RehearsalOptions = { previewOnly: false, changes: [], destroy: false };
const phase = <T>(_name: string, work: () => Promise<T>): Promise<T> => work();

/** A stack that leaks: its secrets are in outputs, plain inputs, names of keys and in what it throws. */
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

test("no secret of config or state is in document or report, even of a stack that leaks them", async () => {
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
  assert.match(written, /Did not hold:$/m);
});

test("destroy leaves nothing, and the document still shows what was up", async () => {
  const { document } = await rehearsed(false, { destroy: true });
  assert.deepEqual(
    document.checks.filter(({ held }) => !held),
    [],
  );
  assert.ok(document.resources.some(({ type }) => type === "random:index/randomPassword:RandomPassword"));
});

/** A rehearsal of a program of its own: the document, and the report that a person reads. */
const rehearsalOf = async (
  program: Program,
  given: Partial<RehearsalOptions>,
  around?: (session: RehearsalSession) => Phase,
) => {
  const session = await RehearsalSession.start({
    configuration: { "aws:region": "us-east-1", "sized:bytes": "4" },
    fillSecrets: false,
    program,
  });
  try {
    const { document, resources } = await rehearse(
      session,
      { ...options, ...given },
      around?.(session) ?? phase,
      () => [],
    );
    return {
      document,
      report: reportLines(document, resources, { width: 100, colors: createColors(false) }).join("\n"),
    };
  } finally {
    await session.dispose();
  }
};

const sized = async () => {
  const byteLength = Number(new pulumi.Config("sized").require("bytes"));
  const made = new random.RandomId("made", { byteLength });
  return { url: pulumi.interpolate`https://${made.hex}.example.com` };
};
const warning = async () => {
  pulumi.log.warn("made with care");
  pulumi.log.warn("and this too", new random.RandomId("other", { byteLength: 4 }));
  return sized();
};
const bytes = (value: string) => [{ key: "sized:bytes", value }];

test("warnings of every run are shown once; a change that changes nothing says so", async () => {
  const { document, report } = await rehearsalOf(warning, { changes: bytes("4") });
  assert.deepEqual(document.warnings, ["made with care", "other: and this too"]);
  assert.match(
    report,
    /Warnings\n {2}! made with care\n {2}! other: and this too\n\nEverything held: \d+ checks, 2 warnings\.$/,
  );
  assert.match(report, /^Change {2}sized:bytes=4\n {2}The engine would change nothing\n/);
  assert.deepEqual([document.change?.applied, document.changes], [true, []]);
});

test("a change that did not come up is shown as it was planned, and the rest as it is", async () => {
  const striking =
    (session: RehearsalSession): Phase =>
    (name, work) => {
      if (name === "up with the change") session.setFaults(faultAt(1, "fails"));
      return work();
    };
  const { document, report } = await rehearsalOf(sized, { changes: bytes("6") }, striking);
  assert.equal(document.held, false);
  assert.deepEqual([document.change?.planned, document.change?.applied], [true, false]);
  const [change] = document.changes;
  assert.equal(change?.op, "replace");
  assert.deepEqual(
    change.properties.map(({ path, before, after }) => [path, before, after]),
    [["byteLength", 4, 6]],
  );
  assert.match(report, /Planned and not applied.*: 1 replaced/);
  assert.match(report, /byteLength \(replaces\): 4 → 6/);
  assert.match(document.problems.join("\n"), /The change was not applied, or only in part\.$/);
});

test("a failed up says how many resources stood, and shows no address", async () => {
  const striking =
    (session: RehearsalSession): Phase =>
    (name, work) => {
      if (name === "up") session.setFaults(faultAt(2, "fails"));
      return work();
    };
  const program = async () => {
    const first = new random.RandomId("first", { byteLength: 4 });
    new random.RandomId("second", { byteLength: 4 }, { dependsOn: [first] });
    return { url: "https://example.com" };
  };
  const { document, report } = await rehearsalOf(program, {}, striking);
  assert.match(document.problems.join("\n"), /1 of 2 resources were up\.$/);
  assert.doesNotMatch(report, /example\.com/);
});

test("what the program throws at once has its place too", async () => {
  const { document } = await rehearsalOf(async () => {
    (undefined as unknown as Record<string, () => void>).missing!();
  }, {});
  assert.match(document.problems.join("\n"), /reading 'missing'\)\n {4}at rehearsal\/rehearse\.test\.ts:\d+/);
});

test("destroy of a protected stack is one refusal, with the commands that remove it", async () => {
  const guarded = async () => {
    new random.RandomId("guarded", { byteLength: 4 }, { protect: true });
  };
  const { document } = await rehearsalOf(guarded, { destroy: true });
  assert.equal(document.problems.length, 1);
  const [problem = ""] = document.problems;
  assert.match(problem, /^destroy was refused before anything was deleted: 1 resource is protected \(random id\)\./);
  assert.match(problem, /dataProtection false\n {2}pulumi up\n {2}pulumi destroy\n/);
  assert.doesNotMatch(problem, /unprotect|urn:pulumi/);
});

test("a plan says what is protected before anything is up", async () => {
  const guarded = async () => {
    new random.RandomId("guarded", { byteLength: 4 }, { protect: true });
  };
  const { document, report } = await rehearsalOf(guarded, { previewOnly: true });
  assert.ok(document.resources.some(({ protect }) => protect));
  assert.match(report, /Protected against deletion: 1/);
});
