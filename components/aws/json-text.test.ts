import assert from "node:assert/strict";
import { test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { jsonText } from "./json-text";

const known = (output: pulumi.Output<string>) =>
  new Promise<string>((resolve) => void output.apply((text) => (resolve(text), text)));

const later = <T>(value: T): Promise<T> => new Promise((resolve) => setImmediate(() => resolve(value)));

test("it is the text of pulumi.jsonStringify", async () => {
  const parts = (): Record<string, unknown> => ({
    name: "server",
    left: undefined,
    nothing: null,
    numbers: [1, 2.5, pulumi.output(3)],
    address: pulumi.interpolate`http://${pulumi.output("host")}:8585`,
    promised: later("soon"),
    nested: pulumi.output({ list: ["a", { deep: pulumi.output(true) }], left: undefined }),
    Statement: [{ Sid: undefined, Action: "s3:*", Resource: [pulumi.output(["a", "b"])] }],
    empty: { list: [], object: {} },
  });
  const text = await known(jsonText(parts()));
  assert.equal(text, await known(pulumi.jsonStringify(parts())));
  assert.deepEqual(JSON.parse(text).nested, { list: ["a", { deep: true }] });
  assert.equal(await known(jsonText("plain")), '"plain"');
  assert.equal(await known(jsonText([])), "[]");
});

test("one secret in it makes it secret, and none does not", async () => {
  assert.equal(await pulumi.isSecret(jsonText({ a: [{ b: pulumi.secret("x") }] })), true);
  assert.equal(await pulumi.isSecret(jsonText({ a: [{ b: pulumi.output("x") }] })), false);
});

test("one unknown value in it makes it unknown", async () => {
  const { unknown } = pulumi as unknown as { unknown: unknown };
  const isKnown = (value: unknown) => (jsonText(value) as unknown as { isKnown: Promise<boolean> }).isKnown;
  pulumi.runtime.setMocks({ newResource: ({ name }) => ({ id: name, state: {} }), call: () => ({}) }, "p", "s", true);
  assert.equal(await isKnown({ a: pulumi.output(unknown) }), false);
  assert.equal(await isKnown({ a: pulumi.output("known") }), true);
});
