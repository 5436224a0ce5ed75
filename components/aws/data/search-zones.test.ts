import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { dataZones } from "./search-zones";

test("spreads nodes evenly over the zones there are, or says which numbers can be", () => {
  assert.equal(dataZones(1, 3), 1);
  assert.equal(dataZones(2, 1), 1);
  assert.equal(dataZones(2, 3), 2);
  assert.equal(dataZones(3, 3), 3);
  assert.equal(dataZones(4, 2), 2);
  assert.throws(() => dataZones(3, 2), /openmetadata:search\.nodes is 3.*pulumi config set/);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.constantFrom(2, 3), (nodes, subnets) => {
      try {
        const zones = dataZones(nodes, subnets);
        assert.ok(zones <= subnets && nodes % zones === 0);
      } catch (error) {
        assert.match(String(error), /cannot be spread/);
        assert.ok(nodes % 2 !== 0);
      }
    }),
  );
});
