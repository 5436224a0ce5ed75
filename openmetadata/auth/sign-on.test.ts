import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { casesOf, exampleAuthentication, testedVersions } from "../testing/examples";
import { releaseLineOf } from "../releases/release-lines";
import { serverEnvironment } from "../environment/server-environment";
import { exampleSettings } from "../testing/examples";
import { administratorsOf, guideOf, signOnOf } from "./sign-on";
import type { AuthenticationMode } from "./modes";

const url = "https://metadata.example.com";
const of = (version: string, mode: AuthenticationMode, clientType?: "confidential") =>
  signOnOf(exampleAuthentication(version, mode, clientType).auth, releaseLineOf(version), url);

test("the redirect addresses are those in the server's settings, in every mode of every release", () => {
  for (const version of testedVersions) {
    for (const each of casesOf(version)) {
      const environment = new Map(
        serverEnvironment(exampleSettings(version, each)).map((variable) => [
          variable.name,
          "value" in variable ? variable.value : variable.secret,
        ]),
      );
      const told =
        each.mode === "saml" ? environment.get("SAML_SP_ACS") : environment.get("AUTHENTICATION_CALLBACK_URL");
      const { redirectAddresses, entityId } = signOnOf(
        exampleAuthentication(version, each.mode, each.clientType).auth,
        releaseLineOf(version),
        url,
      );
      assert.equal(redirectAddresses[0], told, `${version} ${each.mode}`);
      assert.equal(entityId ?? undefined, environment.get("SAML_SP_ENTITY_ID"));
    }
  }
});

test("what to make at the provider follows from the client", () => {
  assert.match(of("1.13.6", "okta").client, /single-page application without a secret/);
  assert.deepEqual(of("1.13.6", "okta").redirectAddresses, [`${url}/callback`, `${url}/silent-callback`]);
  assert.match(of("1.13.6", "azure", "confidential").scopes ?? "", /offline_access/);
  assert.match(of("1.13.6", "okta", "confidential").needsAtStart ?? "", /does not start/);
  assert.deepEqual(of("1.13.6", "okta").domains, ["example.com"]);
  assert.equal(of("1.2.0", "okta").domains, null);
  assert.equal(of("1.13.6", "basic").scopes, null);
});

test("an administrator's address is of the release's own default domain, or of both where that is not established", () => {
  const address = (version: string, more = {}) =>
    administratorsOf({ mode: "basic", adminPrincipals: ["jane"], resetStored: false, ...more }, releaseLineOf(version));
  assert.deepEqual(address("1.2.0"), ["jane@openmetadata.org"]);
  assert.deepEqual(address("1.13.6"), ["jane@open-metadata.org"]);
  assert.deepEqual(address("1.4.8"), ["jane@openmetadata.org or jane@open-metadata.org"]);
  assert.deepEqual(address("1.13.6", { principalDomain: "example.com" }), ["jane@example.com"]);
});

test("every mode's guide is there", () => {
  for (const { mode } of casesOf("1.13.6")) {
    assert.ok(existsSync(join(__dirname, "..", "..", guideOf(mode))), guideOf(mode));
  }
});
