import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { connectorFacts, connectorNames, packageVersion, unknownConnectors } from "./index";

test("an image tag names the newest package of its tag, and a package version itself", () => {
  assert.equal(packageVersion("1.13.6"), "1.13.6.3");
  assert.equal(packageVersion("1.13.6.1"), "1.13.6.1");
  assert.equal(packageVersion("1.10.0"), "1.10.0.0");
  assert.equal(packageVersion("1.13.99"), undefined);
  assert.equal(packageVersion("9.9.9"), undefined);
});

test("connector names are those of the wheel, without bundles", () => {
  const names = connectorNames("1.13.6");
  assert.ok(names.includes("snowflake") && names.includes("mysql"));
  for (const bundle of ["airflow", "all", "dev", "test", "pii-processor"]) assert.ok(!names.includes(bundle), bundle);
  assert.equal(connectorFacts("1.13.6")?.airflowExtra, "3.3.1");
});

test("an unknown connector comes with the nearest real one", () => {
  assert.deepEqual(unknownConnectors("1.13.6", ["snowflake", "snowflak"]), [
    { name: "snowflak", nearest: "snowflake" },
  ]);
  assert.deepEqual(unknownConnectors("1.13.6", ["zzzzzzzz"]), [{ name: "zzzzzzzz" }]);
  assert.deepEqual(unknownConnectors("9.9.9", ["anything"]), []);
});

test("a connector that came later is unknown to an older line", () => {
  assert.deepEqual(
    unknownConnectors("0.12.3", ["iomete"]).map(({ name }) => name),
    ["iomete"],
  );
  assert.deepEqual(unknownConnectors("1.13.6", ["iomete"]), []);
});

test("each line's file holds the facts of that line", () => {
  const lines = readdirSync(__dirname).filter((name) => name.endsWith(".json"));
  assert.ok(lines.length >= 17);
  for (const name of lines) {
    const line = name.replace(/\.json$/, "");
    const facts = connectorFacts(`${line}.0`);
    assert.ok(facts?.line === line && facts.package.startsWith(`${line}.`), name);
    assert.ok(facts.extras.length > 0 && facts.extras.every((extra) => typeof extra === "string"), name);
    for (const [tag, newest] of Object.entries(facts.packages)) assert.ok(newest.startsWith(tag), `${name}: ${tag}`);
    assert.ok(
      [facts.python, facts.airflowExtra].every((text) => text === null || typeof text === "string"),
      name,
    );
  }
});
