import assert from "node:assert/strict";
import { test } from "node:test";
import { keys, problems } from "../testing/auth-problems";
import { casesOf, exampleAuthentication, testedVersions } from "../testing/examples";
import { releaseLineOf } from "../releases/release-lines";
import { hasOutsideUsers } from "./admission";
import { authenticationProblems, type AuthenticationSettings } from "./index";
import { authenticationModes } from "./modes";
import { modules } from "./modules";
import { setKeys } from "./problems";

for (const version of testedVersions) {
  test(`every complete example is accepted by ${version}`, () => {
    for (const { mode, clientType } of casesOf(version)) {
      const { auth, secretNames } = exampleAuthentication(version, mode, clientType);
      assert.deepEqual(authenticationProblems(version, auth, secretNames), [], `${mode} ${clientType}`);
    }
  });
}

test("a mode that a release does not have is refused by name, with what it has and the source", () => {
  for (const [version, mode, source] of [
    ["0.12.0", "basic", /came with 0\.12\.1/],
    ["0.13.3", "ldap", /issue 10211/],
    ["0.12.3", "saml", /up to 0\.13\.1/],
    ["1.3.0", "no-auth", /models in openmetadata-ingestion 1\.3\.0\.1 to 2\.0\.7\.0.*ends at its start/],
    ["1.13.6", "no-auth", /openmetadata-ingestion/],
    ["2.0.7", "no-auth", /openmetadata-ingestion/],
  ] as const) {
    const [problem, ...others] = problems(version, { mode });
    assert.deepEqual(others, [], `one problem says it for ${mode} on ${version}`);
    assert.equal(problem?.key, "auth.mode");
    assert.equal(problem.found, `"${mode}"`);
    assert.match(problem.allowed, source);
    assert.ok(!problem.allowed.split(" with OpenMetadata")[0]?.split(", ").includes(mode));
  }
});

test("what a mode needs and does not get is named", () => {
  assert.deepEqual(keys("1.13.6", { mode: "okta" }), ["auth.clientId", "auth.authority"]);
  assert.deepEqual(keys("1.13.6", { mode: "google" }), ["auth.clientId"]);
  assert.deepEqual(keys("1.13.6", { mode: "custom-oidc", clientId: "x", authority: "https://a" }), [
    "auth.publicKeyUrls",
    "auth.providerName",
  ]);
  assert.deepEqual(keys("1.13.6", { mode: "google", clientId: "x", clientType: "confidential" }), [
    "secrets.auth.clientSecret",
  ]);
  assert.deepEqual(keys("1.13.6", { mode: "ldap" }), [
    "auth.ldap.host",
    "auth.ldap.adminDn",
    "auth.ldap.userBaseDn",
    "secrets.auth.ldapAdminPassword",
  ]);
  assert.deepEqual(keys("1.13.6", { mode: "saml" }), [
    "auth.saml.idpEntityId",
    "auth.saml.idpLoginUrl",
    "auth.saml.idpCertificate",
  ]);
});

test("a missing key's message says why and how to set it", () => {
  const [problem] = problems("1.13.6", { mode: "okta", authority: "https://a" });
  assert.equal(problem?.allowed, 'required when auth.mode is "okta"');
  assert.equal(problem.fix, "Set it:\n    pulumi config set --path openmetadata:auth.clientId CLIENT-ID");
  const [secret] = problems("1.13.6", { mode: "google", clientId: "x", clientType: "confidential" });
  assert.equal(secret?.fix, "Set it:\n    pulumi config set --secret --path openmetadata:secrets.auth.clientSecret");
});

test("what a mode does not use is refused", () => {
  assert.deepEqual(keys("1.13.6", { mode: "basic", clientId: "x" }), ["auth.clientId"]);
  assert.deepEqual(keys("1.13.6", { mode: "basic" }, ["auth.clientSecret"]), ["secrets.auth.clientSecret"]);
  assert.deepEqual(keys("1.13.6", { mode: "google", clientId: "x" }, ["auth.clientSecret"]), [
    "secrets.auth.clientSecret",
  ]);
  assert.deepEqual(keys("1.13.6", { mode: "google", clientId: "x", oidc: { scope: "openid" } }), ["auth.oidc.scope"]);
  assert.deepEqual(keys("1.13.6", { mode: "google", clientId: "x", providerName: "G" }), ["auth.providerName"]);
  assert.deepEqual(keys("1.2.0", { mode: "no-auth", enableSelfSignup: true }), ["auth.enableSelfSignup"]);
  assert.deepEqual(keys("1.13.6", { mode: "basic", ldap: exampleAuthentication("1.13.6", "ldap").auth.ldap }).sort(), [
    "auth.ldap.adminDn",
    "auth.ldap.host",
    "auth.ldap.mailAttribute",
    "auth.ldap.port",
    "auth.ldap.ssl",
    "auth.ldap.userBaseDn",
  ]);
});

test("what a release does not read is refused by its variable's name", () => {
  const [confidential] = problems("1.2.0", { mode: "google", clientId: "x", clientType: "confidential" }, [
    "auth.clientSecret",
  ]);
  assert.match(confidential?.allowed ?? "", /confidential clients came with 1\.3\.2/);
  const [roles] = problems("1.2.0", { mode: "google", clientId: "x", useRolesFromProvider: true });
  assert.match(roles?.allowed ?? "", /does not read AUTHORIZER_USE_ROLES_FROM_PROVIDER/);
  const [signup] = problems("0.12.0", {
    mode: "google",
    clientId: "x",
    enableSelfSignup: true,
    bot: { secretKeyPath: "/k" },
  });
  assert.match(signup?.allowed ?? "", /does not read AUTHENTICATION_ENABLE_SELF_SIGNUP/);
});

test("the bot's account is needed by 0.12.0, optional to 0.13.0, and refused after", () => {
  const okta = { mode: "okta", clientId: "x", authority: "https://a" } as const;
  assert.deepEqual(keys("0.12.0", okta), [
    "auth.bot.clientId",
    "auth.bot.organizationUrl",
    "auth.bot.email",
    "secrets.auth.botPrivateKey",
  ]);
  assert.deepEqual(keys("0.12.0", okta, [], false), [], "without Airflow no bot logs in");
  assert.deepEqual(keys("0.12.3", okta), []);
  assert.deepEqual(keys("0.12.3", { ...okta, bot: { clientId: "b" } }).sort(), [
    "auth.bot.email",
    "auth.bot.organizationUrl",
    "secrets.auth.botPrivateKey",
  ]);
  const [refused] = problems("0.13.1", { ...okta, bot: { clientId: "b" } });
  assert.match(refused?.allowed ?? "", /only 0\.12\.0 to 0\.13\.0/);
  assert.deepEqual(keys("1.13.6", {}, ["auth.botJwtToken"]), ["secrets.auth.botJwtToken"]);
});

test("a mapping of claims has both entries", () => {
  const google = { mode: "google", clientId: "x" } as const;
  assert.deepEqual(keys("1.13.6", { ...google, jwtPrincipalClaimsMapping: ["username:sub"] }), [
    "auth.jwtPrincipalClaimsMapping",
  ]);
  assert.deepEqual(keys("1.13.6", { ...google, jwtPrincipalClaimsMapping: ["username:sub", "email:email"] }), []);
});

test("every mode has a module of its own name", () => {
  for (const mode of authenticationModes) assert.equal(modules[mode].mode, mode);
});

test("keys that are not set, or set to nothing, do not count as set", () => {
  const auth = {
    mode: "basic",
    adminPrincipals: ["admin"],
    resetStored: false,
    oidc: { scope: undefined },
    clientId: undefined,
  } as const;
  assert.deepEqual(setKeys(auth), ["mode", "adminPrincipals", "resetStored"]);
});

test("the server reads five parameters for the provider, and no more", () => {
  const parameters = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`name${index}`, "x"]));
  const client = { mode: "google", clientId: "x", clientType: "confidential" } as const;
  assert.deepEqual(keys("1.13.6", { ...client, oidc: { customParameters: parameters(5) } }, ["auth.clientSecret"]), []);
  assert.deepEqual(keys("1.13.6", { ...client, oidc: { customParameters: parameters(6) } }, ["auth.clientSecret"]), [
    "auth.oidc.customParameters",
  ]);
});

test("users from outside need a domain, and older releases ask whether it is enforced", () => {
  for (const version of testedVersions) {
    for (const { mode, clientType } of casesOf(version)) {
      const { auth, secretNames } = exampleAuthentication(version, mode, clientType);
      const { principalDomain: _, enforcePrincipalDomain: __, ...silent } = auth;
      const expected = !hasOutsideUsers(mode)
        ? []
        : releaseLineOf(version).exemptsBots
          ? ["auth.principalDomain"]
          : ["auth.principalDomain", "auth.enforcePrincipalDomain"];
      const found = authenticationProblems(version, silent, secretNames).map(({ key }) => key);
      assert.deepEqual(found, expected, `${version} ${mode} ${clientType}`);
    }
  }
});

test("several domains are for an enforced domain that is one of them, where the release reads the list", () => {
  const google = { mode: "google", clientId: "x" } as const;
  const of = (version: string, more: Partial<AuthenticationSettings>) => keys(version, { ...google, ...more });
  assert.deepEqual(of("1.13.6", { allowedDomains: ["example.com", "example.org"] }), []);
  assert.deepEqual(of("1.13.6", { allowedDomains: ["example.org"] }), ["auth.allowedDomains"]);
  assert.deepEqual(of("1.13.6", { allowedDomains: ["example.com"], enforcePrincipalDomain: false }), [
    "auth.allowedDomains",
  ]);
  const [unread] = problems("1.5.11", { ...google, allowedDomains: ["example.com"] });
  assert.match(unread?.allowed ?? "", /does not read AUTHORIZER_ALLOWED_DOMAINS/);
});

test("a confidential client takes the discovery document that it is given", () => {
  const oidc = { discoveryUri: "https://discovery.example.com/.well-known/openid-configuration" };
  for (const mode of ["auth0", "custom-oidc", "google", "okta", "aws-cognito"] as const) {
    const { auth, secretNames } = exampleAuthentication("1.13.6", mode, "confidential");
    assert.deepEqual(authenticationProblems("1.13.6", { ...auth, oidc }, secretNames), [], mode);
  }
});

test("a confidential client of mode azure is of the public cloud; a public one may be of any", () => {
  const authority = "https://login.microsoftonline.us/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
  const { auth, secretNames } = exampleAuthentication("1.13.6", "azure", "confidential");
  const [problem, ...others] = authenticationProblems("1.13.6", { ...auth, authority }, secretNames);
  assert.deepEqual(others, []);
  assert.equal(problem?.key, "auth.authority");
  assert.match(problem.fix ?? "", /auth\.mode custom-oidc/);
  assert.deepEqual(keys("1.13.6", { mode: "azure", clientId: "x", authority }), []);
});
