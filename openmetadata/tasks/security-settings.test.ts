import assert from "node:assert/strict";
import { test } from "node:test";
import { serverVariables } from "../variables/server-variables";
import { securityVariables } from "./security-settings";

/** The two sections that newer servers keep in their database. */
const stored = /^(authenticationConfiguration|authorizerConfiguration)\./;

test("the fingerprint covers every variable of the stored sections of any release, and no other", () => {
  const isSecurity = (name: string): boolean => securityVariables([{ name, value: "x" }]).length > 0;
  const inSections = serverVariables.filter(({ read }) =>
    read.some(({ keys }) => Object.keys(keys).some((key) => stored.test(key))),
  );
  assert.ok(inSections.length > 90);
  assert.deepEqual(
    serverVariables.map(({ name }) => name).filter(isSecurity),
    inSections.map(({ name }) => name),
  );
});
