import assert from "node:assert/strict";
import { test } from "node:test";
import type { StateResource } from "../report/state";
import { consequencesOf } from "./index";
import { changeBetween, resource } from "./testing/state-builder";

const risks = (base: readonly StateResource[], head: readonly StateResource[], keys = {}) =>
  consequencesOf(changeBetween(base, head, keys)).data.map(({ resource: name, risk }) => `${name} ${risk}`);
test("data at risk: a store replaced, a key made again, a secret deleted", () => {
  const database = (identifier: string) => ({
    ...resource("aws:rds/instance:Instance", "database", { identifier }),
    protect: true,
  });
  const key = (length: number) => resource("random:index/randomBytes:RandomBytes", "fernet", { length });
  const secret = resource("aws:secretsmanager/secret:Secret", "fernet");
  const keys = { "aws:rds/instance:Instance": ["identifier"], "random:index/randomBytes:RandomBytes": ["length"] };
  assert.deepEqual(risks([database("a"), key(32), secret], [database("b"), key(16)], keys), [
    "database database lost",
    "generated key fernet lost",
    "secret fernet lost",
  ]);
});
test("data at risk: an engine that goes back, and a larger one that does not", () => {
  const domain = (engineVersion: string) => [resource("aws:opensearch/domain:Domain", "search", { engineVersion })];
  assert.deepEqual(risks(domain("OpenSearch_2.11"), domain("OpenSearch_2.9")), ["search domain search lost"]);
  assert.deepEqual(risks(domain("OpenSearch_2.9"), domain("OpenSearch_2.11")), []);
});

const secret = resource("aws:secretsmanager/secret:Secret", "password");
const task = (...readers: readonly string[]) =>
  readers.map((name) =>
    resource("aws:ecs/taskDefinition:TaskDefinition", name, {
      containerDefinitions: JSON.stringify([
        { name, environment: [], secrets: [{ name: "PASSWORD", valueFrom: secret.outputs?.arn }] },
      ]),
    }),
  );
test("who reads which secret: another task that reads a secret is a concern; the only reader of a new one is not", () => {
  const found = (base: readonly StateResource[], head: readonly StateResource[]) =>
    consequencesOf(changeBetween(base, head)).access.map(({ who, text, expected }) => [who, text, expected ?? false]);
  assert.deepEqual(found([secret, ...task("server")], [secret, ...task("server", "airflow")]), [
    ["container airflow", "reads secret password as PASSWORD", false],
  ]);
  assert.deepEqual(found([], [secret, ...task("server")]), [
    ["container server", "reads secret password as PASSWORD", true],
  ]);
});
