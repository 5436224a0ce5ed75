import assert from "node:assert/strict";
import { test } from "node:test";
import { SimulatedCloud } from "../protocol/cloud";
import { ResourceGraph } from "../protocol/graph";
import type { Autonaming } from "../protocol/package";
import type { Properties } from "../protocol/wire";
import { awsPackage } from "./package";
import { hasNameOfProgram, withDefaults } from "./naming";

const cluster = "aws:ecs/cluster:Cluster";
const seed = Uint8Array.of(0xab, 0xcd, 0xef, 0x12);

/** Inputs as the provider takes them, when these are what the program gives and what the last run left. */
const checked = (inputs: Properties, oldInputs?: Properties, autonaming?: Autonaming): Properties =>
  withDefaults(
    {
      urn: `urn:pulumi:s::p::${cluster}::main`,
      type: cluster,
      name: "main",
      inputs,
      preview: true,
      configuration: {},
      cloud: new SimulatedCloud("seed"),
      graph: new ResourceGraph(),
      ...(oldInputs && { oldInputs }),
    },
    seed,
    autonaming,
  );

test("a name that the program does not give is made, and kept in later runs", () => {
  const first = checked({});
  assert.equal(first.name, "main-abcdef1");
  assert.equal(checked({}, { ...first, name: "main-0000000" }).name, "main-0000000");
  assert.equal(hasNameOfProgram(cluster, first), false);
});

test("a name that the program no longer gives is not kept", () => {
  const named = checked({ name: "metadata" });
  assert.equal(named.name, "metadata");
  assert.equal(hasNameOfProgram(cluster, named), true);
  assert.equal(checked({}, named).name, "main-abcdef1");
  assert.equal(checked({}, checked({}, named)).name, "main-abcdef1");
});

test("every name of a state that does not say which are automatic is kept", () => {
  assert.equal(checked({}, { name: "main-0000000" }).name, "main-0000000");
});

test("the project's way of naming counts", () => {
  assert.equal(checked({}, undefined, { proposedName: "from-config", mode: "enforce" }).name, "from-config");
  const nameless = checked({}, undefined, { proposedName: "", mode: "disable" });
  assert.equal(nameless.name, undefined);
  assert.equal(hasNameOfProgram(cluster, nameless), false);
});

test("outputs do not tell which inputs are automatic", () => {
  const inputs = checked({});
  const call = {
    urn: "urn",
    type: cluster,
    name: "main",
    inputs,
    preview: true,
    configuration: { region: "eu-west-1" },
  };
  const planned = awsPackage.create({ ...call, cloud: new SimulatedCloud("seed"), graph: new ResourceGraph() });
  assert.deepEqual(
    Object.keys(planned.outputs).filter((name) => name.startsWith("__")),
    [],
  );
});
