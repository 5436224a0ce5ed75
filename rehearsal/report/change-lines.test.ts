import assert from "node:assert/strict";
import { test } from "node:test";
import { createColors } from "picocolors";
import type { ChangeEntry, RehearsalDocument, RequestedChange } from "./document";
import { failedToStart } from "./failed-start";
import { changeEntries, type Operation } from "./changes";
import { changeCounts, changeLines } from "./change-lines";
import { containerChanges } from "./containers";
import { component, resource, urnOf } from "./testing/sample-state";
import { summaryLine } from "./summary";
import { visibleLength } from "./text";
import { differenceLines, shortenedPair } from "./value-lines";
import { versionWarnings } from "./versions";

const style = (width: number) => ({ width, colors: createColors(false) });
const asked: RequestedChange = {
  settings: [{ key: "openmetadata:size", value: "large" }],
  planned: true,
  applied: true,
  warnings: [],
  costBefore: 10,
  costAfter: 12.5,
  unprotected: [],
  protected: [],
};
const documentOf = (more: Partial<RehearsalDocument>): RehearsalDocument => ({
  ...failedToStart("dev", "").document,
  project: "openmetadata",
  held: true,
  problems: [],
  change: asked,
  ...more,
});
const entry = (op: string, type: string, name: string, more: Partial<ChangeEntry> = {}): ChangeEntry => ({
  urn: urnOf(type, `openmetadata-dev-${name}`),
  type,
  op,
  replaceKeys: [],
  properties: [],
  ...more,
});
const updated = (path: string, before: unknown, after: unknown) => ({
  properties: [{ path, kind: "update" as const, replaces: false, before, after }],
});
const secretType = "aws:secretsmanager/secret:Secret";
const serviceType = "aws:ecs/service:Service";
const databaseType = "aws:rds/instance:Instance";
const told = (document: RehearsalDocument, width = 100) => changeLines(document, style(width)).join("\n");

test("data stores come first, then services, then the rest; equal changes are one", () => {
  const revision = (name: string) =>
    updated("taskDefinition", `arn:aws:ecs:x:1:task-definition/${name}:1`, `arn:aws:ecs:x:1:task-definition/${name}:2`);
  const text = told(
    documentOf({
      changes: [
        entry("create", "openmetadata:aws:Alarms", "alarms", { component: true }),
        entry("create", "aws:sns/topic:Topic", "topic"),
        ...["one", "two", "three"].map((name) =>
          entry("update", secretType, name, updated("recoveryWindowInDays", 7, 30)),
        ),
        entry("update", serviceType, "server", revision("server")),
        entry("update", serviceType, "airflow", revision("airflow")),
        entry("delete", "aws:efs/fileSystem:FileSystem", "files"),
        entry("update", databaseType, "small", updated("allocatedStorage", 20, 50)),
        entry("replace", databaseType, "database", {
          replaceKeys: ["engine"],
          ...updated("engine", "mysql", "postgres"),
        }),
      ],
    }),
  );
  assert.deepEqual(text.split("\n"), [
    "1 replaced, 6 updated, 1 deleted, 1 created · +$2.50 a month",
    "± database replaced, because of engine",
    "    engine: mysql → postgres",
    "~ small database",
    "    allocatedStorage: 20 → 50",
    "- files file system",
    "~ 2 services: airflow, server (the new task definition)",
    "~ 3 secrets: one, three, two",
    "    recoveryWindowInDays: 7 → 30",
    "+ topic",
  ]);
});

test("a change that changes nothing, cannot be planned or was not applied says so", () => {
  assert.match(told(documentOf({ change: { ...asked, costAfter: 10 } })), /^The engine would change nothing$/);
  assert.match(told(documentOf({ change: { ...asked, planned: false } })), /^Not planned/);
  const changes = [entry("update", databaseType, "database", updated("allocatedStorage", 20, 50))];
  assert.match(told(documentOf({ changes, change: { ...asked, applied: false } })), /not applied.*: 1 updated/);
});

test("what loses its protection is counted by kind, and warnings of the change come first", () => {
  const unprotected = [urnOf(secretType, "one"), urnOf(secretType, "two"), urnOf(databaseType, "database")];
  const [, ...lines] = told(documentOf({ change: { ...asked, warnings: ["careful"], unprotected } })).split("\n");
  assert.deepEqual(lines, ["! careful", "! 3 resources no longer protected against deletion: 2 secrets, database"]);
});

test("a property that is as before is no change; of a secret nobody can tell", () => {
  const urn = urnOf(databaseType, "database");
  const state = (inputs: Record<string, unknown>) => [resource(databaseType, "database", inputs)];
  const operation: Operation = { urn, op: "update", detailedDiff: { group: {}, password: {}, size: {} } };
  const [change] = changeEntries(
    [operation],
    state({ group: "sg-1", password: "[secret]", size: 1 }),
    state({ group: "sg-1", password: "[secret]", size: 2 }),
  );
  assert.deepEqual(
    change?.properties.map(({ path }) => path),
    ["password", "size"],
  );
});

test("components are no resources: neither counted nor listed", () => {
  const alarms = component("openmetadata:aws:Alarms", "alarms");
  const changes = changeEntries([{ urn: alarms.urn, op: "create" }], [], [alarms]);
  assert.equal(changes[0]?.component, true);
  assert.equal(changeCounts(documentOf({ changes })), "");
});

test("containers are compared by all but their variables", () => {
  const task = (containers: unknown[]) => [
    resource("aws:ecs/taskDefinition:TaskDefinition", "server", { containerDefinitions: JSON.stringify(containers) }),
  ];
  const server = { name: "server", image: "server:1.13.6", command: ["run"], environment: [{ name: "A", value: "1" }] };
  const changes = containerChanges(
    task([server, { name: "old", image: "old:1", essential: false }]),
    task([
      { ...server, image: "server:1.12.0", environment: [], healthCheck: { retries: 3 } },
      { name: "new", image: "new:1", essential: false },
    ]),
  );
  assert.deepEqual(
    changes.map(({ container, kind, property }) => [container, kind, property]),
    [
      ["server", "add", "healthCheck"],
      ["server", "update", "image"],
      ["server.new", "add", undefined],
      ["server.old", "delete", undefined],
    ],
  );
  const text = told(documentOf({ containerChanges: changes }));
  assert.match(text, /~ image: server:1\.13\.6 → server:1\.12\.0/);
  assert.match(text, /container server\.new\n\+ a new container, image new:1/);
});

test("two long values never look the same", () => {
  const long = "x".repeat(200);
  for (const width of [20, 40, 80]) {
    for (const [one, other] of [
      [`${long}a${long}`, `${long}b${long}`],
      [long, `${long}b`],
      [`a${long}`, `b${long}`],
    ] as const) {
      const [before, after] = shortenedPair(one, other, width);
      assert.notEqual(before, after);
      assert.ok(before.length <= width && after.length <= width);
    }
    const lines = differenceLines("path", `${long}1`, `${long}2`, "    ", style(width));
    assert.ok(lines.every((line) => visibleLength(line) <= width));
  }
});

test("a release that cannot be gone back to is warned of", () => {
  assert.match(versionWarnings("1.13.6", "1.12.11")[0] ?? "", /goes back from 1\.13\.6 to 1\.12\.11/);
  for (const [before, after] of [
    ["1.9.0", "1.13.6"],
    ["1.13.6", "1.13.6"],
    [undefined, "1.13.6"],
    ["1.13.6", "latest"],
  ])
    assert.deepEqual(versionWarnings(before, after), []);
});

test("a stack's line says what the change comes to, and how many warnings there are", () => {
  const changes = [entry("update", databaseType, "database", updated("allocatedStorage", 20, 50))];
  const line = summaryLine(documentOf({ changes, warnings: ["one", "two"] }), [], 5, style(100), "a/dev");
  assert.match(line, /^✓ a\/dev .*change: 1 updated, \+\$2\.50 a month {2}2 warnings$/);
});

test("access, downtime and data are shown between what is asked and the resources, the worst first", () => {
  const text = told(
    documentOf({
      changes: [entry("update", serviceType, "server")],
      consequences: {
        access: [
          { kind: "permission", direction: "widened", who: "role server-task", text: "*", warning: "administrator" },
          { kind: "port", direction: "narrowed", who: "security group a", text: "port 22 from 10.0.0.0/8" },
        ],
        downtime: [
          { service: "server", what: "stops", minutes: [3, 10], why: ["migration"] },
          { service: "airflow", what: "cut", why: [] },
        ],
        data: [{ resource: "database", text: "deleted", risk: "lost" }],
        losses: [{ kind: "alarm", resource: "alarm cpu", text: "the alarm goes" }],
      },
    }),
  );
  assert.deepEqual(text.split("\n").slice(1, 7), [
    "! data at risk: database: deleted",
    "! alarm lost: alarm cpu: the alarm goes",
    "! server stops 3–10 min: migration",
    "! airflow: runs are cut",
    "+ access: role server-task: * – administrator",
    "- access: security group a: no more: port 22 from 10.0.0.0/8",
  ]);
});
