import assert from "node:assert/strict";
import { test } from "node:test";
import { createColors } from "picocolors";
import { failedToStart } from "./failed-start";
import { changeEntries, disagreements } from "./changes";
import { environmentChanges, environmentsOf } from "./environments";
import { summary } from "./facts";
import { planLines } from "./plan";
import { Progress } from "./progress";
import { component, resource, sampleStack, urnOf } from "./testing/sample-state";
import { reportLines, type Wanted } from "./terminal";
import { counted, plural, styleOf, visibleLength, wrapped } from "./text";

const style = (width: number) => ({ width, colors: createColors(false) });
const subnet = (index: number) =>
  resource("aws:ec2/subnet:Subnet", `subnet-${index}`, {}, { parent: urnOf("openmetadata:aws:Network", "net") });
const secret = resource("aws:secretsmanager/secret:Secret", "openmetadata-dev-server-fernetKey", {});
const task = (environment: unknown[], secrets: unknown[]) =>
  resource("aws:ecs/taskDefinition:TaskDefinition", "server", {
    containerDefinitions: JSON.stringify([
      { name: "bootstrap", essential: false, environment: [{ name: "PGHOST", value: "db" }] },
      { name: "server", environment, secrets },
    ]),
  });

test("the plan has a row for each component, at any width", () => {
  const state = sampleStack(
    component("openmetadata:aws:Network", "net"),
    component("openmetadata:aws:SecretStore", "secrets"),
    component("openmetadata:aws:ComponentOfALongName", "long"),
    ...[1, 2, 3].map(subnet),
  );
  for (const width of [40, 80, 160]) {
    const lines = planLines(state, style(width));
    assert.ok(
      lines.every((line) => visibleLength(line) <= width),
      `${width}: ${lines.join("\n")}`,
    );
  }
  assert.match(planLines(state, style(100)).join("\n"), /├─ network +3 {2}3 subnets\n.*└─ secret store$/);
});

test("a row names what says most, equal ones counted, the same in every order of registration", () => {
  const logs = (name: string, retentionInDays?: number) =>
    resource("aws:cloudwatch/logGroup:LogGroup", name, retentionInDays === undefined ? {} : { retentionInDays });
  const resources = [logs("a", 30), logs("b", 30), logs("c"), resource("aws:ec2/natGateway:NatGateway", "n", {})];
  const told = "NAT gateway · 2 log groups (30 days) · log group (never expires)";
  assert.equal(summary(resources), told);
  assert.equal(summary([...resources].reverse()), told);
});

test("the plan says what is protected", () => {
  const guarded = resource("aws:rds/instance:Instance", "database", {}, { protect: true });
  assert.match(
    planLines(sampleStack(guarded), style(100)).join("\n"),
    /Protected against deletion: 1, of these database$/,
  );
  assert.doesNotMatch(planLines(sampleStack(), style(100)).join("\n"), /Protected/);
});

test("the report shows addresses and steps, and variables and outputs when they are asked for", () => {
  const environments = {
    server: [{ name: "PORT", value: "8585" }],
    "server.migrate": [{ name: "MODE", value: "drop" }],
  };
  const outputs = { url: "https://example.com", remaining: ["Point the name."], region: "eu-west-1", identifier: null };
  const document = { ...failedToStart("dev", "").document, held: true, problems: [], up: true, environments, outputs };
  const told = (wanted: Wanted) => reportLines(document, [], style(100), wanted).join("\n");
  assert.match(told({}), /https:\/\/example\.com\n {2}Left to do:\n {2}· Point the name\./);
  assert.match(told({}), /server +1 variable\n/);
  assert.doesNotMatch(told({}), /8585|eu-west-1|drop/);
  assert.match(told({ environment: true, outputs: true }), /region +eu-west-1[\s\S]*PORT +8585[\s\S]*MODE +drop/);
  assert.doesNotMatch(told({ outputs: true }), /null/);
  assert.doesNotMatch(told({ environment: "server.migrate" }), /8585/);
  assert.match(told({ environment: "servr" }), /no container servr; the stack has server, server\.migrate/);
});

test("what is not set yet is separate from what is encrypted, one command a line beside the verdict", () => {
  const document = {
    ...failedToStart("dev", "").document,
    held: true,
    problems: [],
    warnings: ["careful\nwith that"],
    placeholders: ["openmetadata:secrets.a.set", "openmetadata:secrets.a.missing"],
    missingSecrets: ["openmetadata:secrets.a.missing"],
  };
  const text = reportLines(document, [], style(40)).join("\n");
  assert.match(
    text,
    /Not set yet.*\n {2}pulumi config set --secret --path openmetadata:secrets\.a\.missing\n\nEverything held: .*1 warning\.$/s,
  );
  assert.match(text, /encrypted in the stack file[^!]*secrets\.a\.set\n/s);
  assert.match(text, /Warnings\n {2}! careful\n {4}with that/);
});

test("the verdict says what it does not speak for: what was allowed, and types that were not judged", () => {
  const refusal = (rule: string, urn: string) => ({ rule, urn, reason: "a" });
  const document = {
    ...failedToStart("dev", "").document,
    held: true,
    problems: [],
    allowed: [refusal("tags", "a"), refusal("references", "a"), refusal("tags", "b")],
    notJudged: ["aws:sqs/queue:Queue"],
  };
  const told = (more: object) => reportLines({ ...document, ...more }, [], style(100)).join("\n");
  const asides = "Passed by --allow: 1 refusal of references, 2 refusals of tags.\nNot judged: aws:sqs/queue:Queue.";
  assert.ok(told({}).endsWith(`Everything held: 0 checks.\n${asides}`));
  assert.ok(told({ held: false, problems: ["it broke"] }).endsWith(`${asides}\nDid not hold:\n\n  it broke`));
});

test("nothing is shown as an address when the stack did not come up", () => {
  const document = { ...failedToStart("dev", "it broke").document, outputs: { url: "https://example.com" } };
  const text = reportLines(document, [], style(80)).join("\n");
  assert.doesNotMatch(text, /example\.com/);
  assert.match(text, /it broke$/);
});

test("containers are named by their task's main container, secrets by their name", () => {
  const environments = environmentsOf([
    secret,
    task([{ name: "B", value: "1" }], [{ name: "A", valueFrom: secret.outputs?.arn }]),
  ]);
  assert.deepEqual(environments, {
    "server.bootstrap": [{ name: "PGHOST", value: "db" }],
    server: [
      { name: "A", secret: "openmetadata-dev-server-fernetKey" },
      { name: "B", value: "1" },
    ],
  });
});

test("environments are compared variable by variable", () => {
  const base = environmentsOf([
    secret,
    task(
      [
        { name: "A", value: "1" },
        { name: "B", value: "1" },
      ],
      [],
    ),
  ]);
  const head = environmentsOf([
    secret,
    task(
      [
        { name: "B", value: "2" },
        { name: "C", value: "3" },
      ],
      [],
    ),
  ]);
  assert.deepEqual(
    environmentChanges(base, head).map(({ kind, name }) => `${kind} ${name}`),
    ["delete A", "update B", "add C"],
  );
  assert.deepEqual(environmentChanges(base, base), []);
});

test("a replacement is one change, with its reasons and the values before and after", () => {
  const urn = urnOf("aws:rds/instance:Instance", "database");
  const state = (size: string) => [resource("aws:rds/instance:Instance", "database", { tags: { "a.b": size }, size })];
  const operations = ["create-replacement", "replace", "delete-replaced"].map((op) => ({
    urn,
    op,
    detailedDiff: { size: { kind: "update-replace" }, 'tags["a.b"]': { kind: "update" } },
    replaceKeys: ["size"],
  }));
  const [change, ...more] = changeEntries(operations, state("1"), state("2"));
  assert.equal(more.length, 0);
  assert.deepEqual([change?.op, change?.replaceKeys], ["replace", ["size"]]);
  assert.deepEqual(change?.properties, [
    { path: "size", kind: "update", replaces: true, before: "1", after: "2" },
    { path: 'tags["a.b"]', kind: "update", replaces: false, before: "1", after: "2" },
  ]);
});

test("what up did otherwise than the preview said is named", () => {
  assert.deepEqual(
    disagreements(
      [
        { urn: "a", op: "update" },
        { urn: "b", op: "same" },
      ],
      [
        { urn: "a", op: "replace" },
        { urn: "b", op: "same" },
      ],
    ),
    ["a: the preview said update, up did replace"],
  );
});

test("colour follows the option, then NO_COLOR, then the terminal", () => {
  const colored = (tty: boolean, choice: "auto" | "always" | "never", environment: NodeJS.ProcessEnv) =>
    styleOf({ isTTY: tty, columns: 80 }, choice, environment).colors.isColorSupported;
  assert.equal(colored(true, "auto", {}), true);
  assert.equal(colored(true, "auto", { NO_COLOR: "1" }), false);
  assert.equal(colored(false, "auto", {}), false);
  assert.equal(colored(false, "auto", { FORCE_COLOR: "1" }), true);
  assert.equal(colored(false, "always", { NO_COLOR: "1" }), true);
  assert.equal(colored(true, "never", {}), false);
});

test("progress is lines without escape sequences where nobody watches, one line that goes away on a terminal", async () => {
  const written = { pipe: "", terminal: "" };
  const pipe = new Progress({ write: (text) => (written.pipe += text) }, style(80), "dev");
  const terminal = new Progress({ isTTY: true, write: (text) => (written.terminal += text) }, style(80), "dev");
  for (const progress of [pipe, terminal]) assert.equal(await progress.phase("preview", () => Promise.resolve(3)), 3);
  assert.match(written.pipe, /^dev: preview, \d+ ms\n$/);
  assert.ok(written.terminal.endsWith("\u001b[2K") && !written.terminal.includes("\n"));
  assert.equal(pipe.timings[0]?.phase, "preview");
});

test("words for numbers of things", () => {
  assert.deepEqual(
    [counted(1, "subnet"), counted(2, "policy"), plural("access"), plural("gateway")],
    ["subnet", "2 policies", "accesses", "gateways"],
  );
  assert.deepEqual(wrapped("one two three", 7), ["one two", "three"]);
  assert.deepEqual(wrapped("abcdefgh", 3), ["abc", "def", "gh"]);
  assert.deepEqual(wrapped("abcdefgh", 3, "whole"), ["abcdefgh"]);
});
