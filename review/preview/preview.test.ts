import assert from "node:assert/strict";
import { test } from "node:test";
import { disagreements } from "./agreement";
import { plannedChanges, unnamedDrift } from "./engine-preview";
import { agreementText, changeTable, driftText } from "./markdown";

const urn = (name: string, type = "aws:ecs/service:Service") =>
  `urn:pulumi:dev::openmetadata::openmetadata:aws:Platform$${type}::${name}`;
const json = (...steps: object[]) => JSON.stringify({ config: {}, steps, duration: 1, changeSummary: {} });

test("a preview: what changes, a replacement once, no values", () => {
  const changes = plannedChanges(
    json(
      { op: "same", urn: urn("same") },
      { op: "update", urn: "urn:pulumi:dev::openmetadata::pulumi:pulumi:Stack::openmetadata-dev" },
      {
        op: "update",
        urn: urn("log"),
        detailedDiff: { "tags.a": {}, retentionInDays: {} },
        newState: { secret: "canary" },
      },
      { op: "create-replacement", urn: urn("task"), replaceReasons: ["containerDefinitions"] },
      { op: "replace", urn: urn("task"), diffReasons: ["containerDefinitions"] },
      { op: "delete-replaced", urn: urn("task") },
      { op: "delete", urn: urn("old") },
    ),
  );
  assert.deepEqual(
    changes.map(({ op, urn: at }) => `${op} ${at.split("::").at(-1)}`),
    ["update log", "replace task", "delete old"],
  );
  assert.deepEqual(changes[0]!.properties, ["retentionInDays", "tags"]);
  const table = changeTable(changes);
  assert.ok(table.indexOf("| delete |") < table.indexOf("| replace |"));
  assert.ok(table.indexOf("| replace |") < table.indexOf("| update |"));
  assert.doesNotMatch(table, /canary/);
});

test("a refresh: what differs and what is gone; a quiet one says nothing", () => {
  const quiet = { op: "refresh", urn: urn("fine"), newState: {}, detailedDiff: null };
  assert.deepEqual(plannedChanges(json(quiet)), []);
  const drifted = plannedChanges(
    json(
      quiet,
      { op: "refresh", urn: urn("changed"), newState: {}, detailedDiff: { desiredCount: { kind: "update" } } },
      { op: "refresh", urn: urn("gone") },
    ),
  );
  assert.deepEqual(
    drifted.map(({ op }) => op),
    ["drift", "gone"],
  );
});

test("a refresh that counts more than it names says how to see the rest", () => {
  const quiet = { op: "refresh", urn: urn("server-runs"), newState: {}, detailedDiff: null };
  const named = { op: "update", urn: urn("changed"), newState: {}, detailedDiff: { tags: {} } };
  const gone = { op: "refresh", urn: urn("gone") };
  const counted = (update: number, ...steps: object[]) =>
    JSON.stringify({ steps, changeSummary: { same: 3, update, delete: 1 } });
  assert.equal(unnamedDrift(counted(2, quiet, named, gone)), 1);
  assert.equal(unnamedDrift(counted(1, quiet, named, gone)), 0);
  assert.equal(unnamedDrift(json(quiet, named)), 0, "a release that counts nothing");
  assert.equal(driftText([], 0), "");
  assert.match(driftText([], 1), /^The account is not as the state says:\n\n1 resource differs in what only .*--diff/);
  assert.match(driftText(plannedChanges(json(named)), 2), /changed[^]*2 resources differ/);
});

test("what is no preview is refused", () => {
  assert.throws(() => plannedChanges("{}"), /steps/);
  assert.throws(() => plannedChanges("no json"), SyntaxError);
});

const entry = (name: string, op: string) => ({
  urn: urn(name),
  type: "t",
  op,
  part: "server",
  replaceKeys: [],
  properties: [],
});
const planned = (name: string, op: string) => ({ urn: urn(name), op, properties: [] });

test("review and preview agree, or the difference is named", () => {
  const review = { changes: [entry("a", "update"), entry("b", "replace"), entry("c", "create")] };
  assert.deepEqual(
    disagreements(review, [planned("b", "replace"), planned("a", "update"), planned("c", "create")]),
    [],
  );
  const differing = disagreements(review, [planned("a", "update"), planned("b", "update"), planned("d", "delete")]);
  assert.deepEqual(
    differing.map(({ urn: at, ...said }) => [at.split("::").at(-1), said.review, said.preview]),
    [
      ["b", "replace", "update"],
      ["c", "create", undefined],
      ["d", undefined, "delete"],
    ],
  );
  assert.match(agreementText([]), /Agrees with the review/);
  assert.match(agreementText(differing), /3 resources/);
});
