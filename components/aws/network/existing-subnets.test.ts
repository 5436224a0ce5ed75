import assert from "node:assert/strict";
import { before, test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { existingNetwork } from "../../../config/testing/valid-stack-files";
import { stackConfigSchema } from "../../../config/schema";
import { checkSubnetZones, zoneProblems } from "./existing-subnets";

const at = (id: string, zone?: string) => ({ id, zone });

const zones: Record<string, string | undefined> = {};
before(() =>
  pulumi.runtime.setMocks({
    newResource: () => assert.fail("nothing is registered"),
    call: ({ inputs }) => ({ ...inputs, availabilityZone: zones[String(inputs.id)] }),
  }),
);
const check = (network: object) => checkSubnetZones(stackConfigSchema("small").parse({ network }).network);
const [first, second] = existingNetwork.privateSubnetIds as [string, string];

test("subnets of an existing network: are one a zone, as far as their zones are known", () => {
  assert.deepEqual(zoneProblems("k", [at("a", "eu-west-1a"), at("b", "eu-west-1b"), at("c", "eu-west-1c")]), []);
  assert.deepEqual(zoneProblems("k", [at("a"), at("b")]), []);
  const [problem, ...others] = zoneProblems("k", [at("a", "z1"), at("b", "z2"), at("c", "z1")]);
  assert.equal(problem?.found, "a list with a and c, both in zone z1");
  assert.deepEqual(others, []);
});

test("subnets of an existing network: are refused by their key when two private ones share a zone", async () => {
  Object.assign(zones, { [first]: "eu-west-1a", [second]: "eu-west-1a" });
  await assert.rejects(check(existingNetwork), (error: Error) => {
    assert.ok(error instanceof pulumi.RunError);
    assert.match(error.message, /one problem; nothing was changed/);
    assert.match(error.message, /openmetadata:network\.privateSubnetIds is a list with\s.* both in zone\s+eu-west-1a/s);
    return true;
  });
});

test("subnets of an existing network: pass in zones of their own, and a network that the stack makes is not asked about", async () => {
  Object.assign(zones, { [first]: "eu-west-1a", [second]: "eu-west-1b" });
  await check(existingNetwork);
  await check({ mode: "create" });
});
