import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { globPattern } from "../aws/services/iam/simulation/statement";
import { globCovers } from "./grants";

const glob = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 6 });
test("one pattern of IAM that covers another: matches everything that the other one matches", () =>
  fc.assert(
    fc.property(glob, glob, fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 6 }), (outer, inner, text) => {
      if (globCovers(outer, inner) && globPattern(inner).test(text)) assert.match(text, globPattern(outer));
    }),
    { numRuns: 3000 },
  ));
test("one pattern of IAM that covers another: covers itself, and an asterisk covers all", () =>
  fc.assert(
    fc.property(glob, (one) => {
      assert.ok(globCovers(one, one));
      assert.ok(globCovers("*", one));
    }),
  ));
