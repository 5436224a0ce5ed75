import assert from "node:assert/strict";
import { test } from "node:test";
import { exampleAuthentication } from "../testing/examples";
import { authenticationRemarks, type AuthenticationMode, type AuthenticationSettings } from "./index";

const said = (
  version: string,
  mode: AuthenticationMode,
  more: Partial<AuthenticationSettings> = {},
  clientType?: "confidential",
): string[] => {
  const { auth, secretNames } = exampleAuthentication(version, mode, clientType);
  return authenticationRemarks(version, { ...auth, ...more }, secretNames).map(({ key, text }) => `${key}: ${text}`);
};
const says = (notes: readonly string[], text: RegExp, expected = true): void =>
  assert.equal(
    notes.some((note) => text.test(note)),
    expected,
    `${text}\n${notes.join("\n")}`,
  );

test("a domain that is not enforced is said, with whom that lets in", () => {
  says(
    said("1.13.6", "google", { enforcePrincipalDomain: false }),
    /enforcePrincipalDomain: false: .*Google signs for everyone/,
  );
  says(said("1.2.0", "okta"), /enforcePrincipalDomain: false: .*any other domain administers/);
  says(said("1.13.6", "okta"), /enforcePrincipalDomain/, false);
  assert.deepEqual(said("1.13.6", "basic"), []);
});

test("which way self sign-up went is said, unless the stack file says it", () => {
  says(said("1.13.6", "okta"), /enableSelfSignup: true, .*colleagues of example\.com/);
  says(said("1.13.6", "okta", { enforcePrincipalDomain: false }), /enableSelfSignup: false, .*not enforced/);
  says(said("0.12.0", "okta"), /enableSelfSignup: OpenMetadata 0\.12\.0 has no such setting/);
  says(said("1.13.6", "okta", { enableSelfSignup: false }), /enableSelfSignup/, false);
});

test("traps of a release are said to those whose settings meet them", () => {
  says(said("1.13.1", "azure"), /principalDomain: compared letter by letter before 1\.13\.2/);
  says(said("1.13.2", "azure"), /letter by letter/, false);
  says(said("1.13.1", "google"), /letter by letter/, false);
  const names = { jwtPrincipalClaims: ["preferred_username", "email"] };
  says(said("1.13.1", "okta", names), /issue 29488/);
  says(said("1.13.1", "okta", { jwtPrincipalClaims: ["email", "preferred_username"] }), /issue 29488/, false);
  says(said("1.13.6", "okta", names), /issue 29488/, false);
  const mapping = { jwtPrincipalClaimsMapping: ["username:sub", "email:email"] };
  says(said("1.6.2", "okta", mapping), /PR 19032/);
  says(said("1.7.0", "okta", mapping), /PR 19032/, false);
  says(said("1.13.6", "azure", mapping), /users with a mail address alone/);
  says(said("1.13.6", "azure", { jwtPrincipalClaims: ["email"] }), /users with a mail address alone/);
  says(said("1.13.6", "azure"), /users with a mail address alone/, false);
});

test("a confidential client's start hangs on its provider, and what the release sends by itself is said", () => {
  says(said("1.13.6", "okta", {}, "confidential"), /does not start while it cannot be reached/);
  says(said("1.13.6", "okta"), /does not start/, false);
  says(said("1.12.6", "custom-oidc", {}, "confidential"), /prompt=consent and max_age=0.*Keycloak/s);
  says(said("1.12.6", "custom-oidc", { oidc: { prompt: "", maxAgeSeconds: -1 } }, "confidential"), /max_age/, false);
  says(said("1.13.6", "azure", { oidc: { scope: "openid email" } }, "confidential"), /without offline_access/);
});

test("a directory that nobody verifies is said, and one that says who administers", () => {
  const { ldap } = exampleAuthentication("1.13.6", "ldap").auth;
  assert.ok(ldap);
  says(said("1.13.6", "ldap"), /caCertificateFile: not set: the server takes any certificate/);
  says(said("1.13.6", "ldap", { ldap: { ...ldap, ssl: false } }), /clear text/);
  says(said("1.13.6", "ldap", { ldap: { ...ldap, caCertificateFile: "ca.pem" } }), /caCertificateFile/, false);
  says(said("1.13.6", "ldap", { ldap: { ...ldap, rolesMapping: { a: ["Admin"] } } }), /decides who administers/);
});
