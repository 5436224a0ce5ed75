import assert from "node:assert/strict";
import { test } from "node:test";
import { commandLineValue, pathSegments, setAtPath } from "./config-path";
import { SecretValue, type StackValue } from "./stack-file";

// Every expectation here is what `pulumi config set --path` of 3.255 did or said.
const config = (): Record<string, StackValue> => ({
  "openmetadata:size": "small",
  "openmetadata:list": ["a"],
  "openmetadata:map": { inner: {}, text: "t", list: [1], none: null, hidden: new SecretValue("x") },
});
const at = (path: string, value: StackValue = 1) => {
  const changed = config();
  setAtPath(changed, `openmetadata:${path}`, value);
  return changed;
};

test("values of the command line get a type only below a key", () => {
  const read = (text: string) => commandLineValue("openmetadata:o.v", text);
  const texts = ["8.4", "True", "TRUE", "007", "00", "1e3", "0x10", "null", "", " 5", "1_000", "[a, b]"];
  for (const text of texts) assert.equal(read(text), text);
  assert.deepEqual(["true", "false", "42", "0", "+5", "-5"].map(read), [true, false, 42, 0, 5, -5]);
  assert.ok(Object.is(read("-0"), 0), "YAML would write -0");
  for (const text of ["true", "42", "8.4"]) assert.equal(commandLineValue("openmetadata:version", text), text);
});

test("values are set where Pulumi sets them", () => {
  assert.deepEqual(at("map.inner.x")["openmetadata:map"], {
    ...(config()["openmetadata:map"] as object),
    inner: { x: 1 },
  });
  assert.deepEqual(at("list[1]", "b")["openmetadata:list"], ["a", "b"]);
  assert.deepEqual(at("size.x")["openmetadata:size"], { x: 1 }, "a plain value of a key of its own gives way");
  assert.deepEqual(at("new[0].name", "n")["openmetadata:new"], [{ name: "n" }]);
  assert.deepEqual(at("new.list[1]")["openmetadata:new"], { list: [null, 1] });
  assert.deepEqual(at('map["x.y"]')["openmetadata:map"], { ...(config()["openmetadata:map"] as object), "x.y": 1 });
  assert.deepEqual((at("map.none.x")["openmetadata:map"] as { none: unknown }).none, { x: 1 });
});

const refused: readonly [path: string, says: RegExp][] = [
  ["map.text.x", /map\.text: expected a map/],
  ["map.text[0]", /map\.text: expected an array/],
  ["map.hidden.x", /map\.hidden: expected a map/],
  ["map.list[0].x", /map\.list\[0\]: expected a map/],
  ["map.list.x", /map\.list\.x: key for an array must be an int/],
  ["map.inner[0]", /map\.inner\[0\]: key for a map must be a string/],
  ["list[2]", /list\[2\]: array index out of range/],
  ["list[-1]", /list\[-1\]: array index out of range/],
  ["list[x]", /invalid array index/],
  ["map.", /end with a name or index/],
  ["map.[0]", /expected property name after '\.'/],
  ["map[0", /missing closing bracket/],
  ['map["a', /missing closing quote/],
  ["[0]", /first path segment/],
  ["", /empty config key path/],
];
for (const [path, says] of refused) {
  test(`refused as Pulumi refuses it: ${path || "an empty path"}`, () => {
    assert.throws(() => at(path), says);
  });
}

test("a path's segments, however they are written", () => {
  assert.deepEqual(pathSegments('openmetadata:a.b[0]["c.d"]e'), ["openmetadata:a", "b", 0, "c.d", "e"]);
  assert.deepEqual(pathSegments("aws:region"), ["aws:region"]);
});
