import assert from "node:assert/strict";
import { test } from "node:test";
import { testedVersions } from "../testing/examples";
import { releaseLineOf } from "../releases/release-lines";
import { acceptedValues, enumeratedVariables } from "./accepted-values";
import { serverVariables } from "./server-variables";

test("a release takes what its models name: no-auth up to 1.2, another name of SMTP's before 1.0", () => {
  const takes = (name: string, version: string, value: string) => acceptedValues(name, version)?.values.includes(value);
  assert.equal(takes("AUTHENTICATION_PROVIDER", "1.1.7", "no-auth"), true);
  assert.equal(takes("AUTHENTICATION_PROVIDER", "1.2.5", "no-auth"), true);
  assert.equal(takes("AUTHENTICATION_PROVIDER", "1.3.0", "no-auth"), false);
  assert.equal(acceptedValues("AUTHENTICATION_PROVIDER", "1.0.4"), undefined, "a text, which may be anything");
  assert.equal(takes("SECRET_MANAGER", "1.2.5", "noop"), true);
  assert.equal(takes("SECRET_MANAGER", "1.3.0", "noop"), false);
  assert.equal(takes("SMTP_SERVER_STRATEGY", "0.13.3", "SMTPS"), false);
  assert.equal(takes("SMTP_SERVER_STRATEGY", "1.13.6", "SMTPS"), true);
});

test("between two packages either counts, after the last the last, and before the first nothing is known", () => {
  assert.ok(acceptedValues("AUTHENTICATION_PROVIDER", "1.2.99")?.values.includes("no-auth"));
  assert.match(acceptedValues("AUTHENTICATION_PROVIDER", "2.9.0")?.source ?? "", /2\.0\.7\.0/);
  assert.equal(acceptedValues("OIDC_CLIENT_AUTH_METHOD", "1.3.2"), undefined);
});

test("every enumeration is of a variable that some release reads, and every mode of a line is accepted by it", () => {
  const known = new Set(serverVariables.map(({ name }) => name));
  for (const name of enumeratedVariables) assert.ok(known.has(name), name);
  for (const version of testedVersions) {
    const accepted = acceptedValues("AUTHENTICATION_PROVIDER", version);
    for (const mode of releaseLineOf(version).authenticationModes) {
      assert.ok(accepted === undefined || accepted.values.includes(mode), `${version} ${mode}`);
    }
  }
});
