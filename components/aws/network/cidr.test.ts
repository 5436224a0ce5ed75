import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { part, subnetRanges } from "./cidr";

const toNumbers = (cidr: string): { first: number; last: number } => {
  const [address = "", prefix = ""] = cidr.split("/");
  const first = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return { first, last: first + 2 ** (32 - Number(prefix)) - 1 };
};

/** Every range of /16 to /20, written at its first address. */
const vpcRange = fc
  .tuple(fc.nat({ max: 0xffff }), fc.integer({ min: 16, max: 20 }), fc.nat({ max: 15 }))
  .map(([top, prefix, low]) => {
    const block = low & ~(2 ** (20 - prefix) - 1);
    return `${top >> 8}.${top & 255}.${block << 4}.0/${prefix}`;
  });

test("cuts the default range as documented", () => {
  assert.deepEqual(subnetRanges("10.20.0.0/16", 3), {
    private: ["10.20.0.0/18", "10.20.64.0/18", "10.20.128.0/18"],
    public: ["10.20.192.0/20", "10.20.208.0/20", "10.20.224.0/20"],
  });
});

test("gives ranges inside the VPC that never overlap and that AWS takes", () => {
  fc.assert(
    fc.property(vpcRange, fc.constantFrom(2, 3), (cidr, zones) => {
      const ranges = subnetRanges(cidr, zones);
      const vpc = toNumbers(cidr);
      const spans = [...ranges.private, ...ranges.public].map(toNumbers).sort((a, b) => a.first - b.first);
      assert.equal(spans.length, zones * 2);
      spans.forEach(({ first, last }, index) => {
        assert.ok(first >= vpc.first && last <= vpc.last, "inside the VPC");
        assert.ok(index === 0 || first > spans[index - 1]!.last, "no overlap");
        assert.ok(last - first + 1 >= 16, "AWS's smallest subnet is a /28");
      });
    }),
  );
});

test("leaves two zones where they are when a third comes", () => {
  fc.assert(
    fc.property(vpcRange, (cidr) => {
      const two = subnetRanges(cidr, 2);
      const three = subnetRanges(cidr, 3);
      assert.deepEqual(three.private.slice(0, 2), two.private);
      assert.deepEqual(three.public.slice(0, 2), two.public);
    }),
  );
});

test("names the key when the range is too large, too small or not at its beginning", () => {
  for (const cidr of ["10.0.0.0/15", "10.0.0.0/21", "10.20.1.0/16"]) {
    assert.throws(() => subnetRanges(cidr, 2), /openmetadata:network\.cidr must .*pulumi config set/, cidr);
  }
});

test("has no part beyond the last", () => {
  assert.equal(part("10.0.0.0/24", 2, 3), "10.0.0.192/26");
  assert.throws(() => part("10.0.0.0/24", 2, 4), RangeError);
  assert.throws(() => part("10.0.0.0/31", 2, 0), RangeError);
});
