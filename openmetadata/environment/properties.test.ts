import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parse } from "yaml";
import { authenticationProblems, type AuthenticationSettings } from "../auth";
import { asPlainEnvironment, effectiveConfiguration } from "../configuration/effective";
import { yamlList, yamlScalar } from "../configuration/values";
import { casesOf, type ClientType, exampleAuthentication, exampleSettings, testedVersions } from "../testing/examples";
import { releaseLineOf } from "../releases/release-lines";
import type { AuthenticationMode } from "../auth/modes";
import { serverEnvironment } from "./server-environment";
import { serverVariable } from "../variables/server-variables";

interface Case {
  readonly version: string;
  readonly mode: AuthenticationMode;
  readonly clientType: ClientType;
}

const cases: fc.Arbitrary<Case> = fc
  .constantFrom(...testedVersions)
  .chain((version) => fc.constantFrom(...casesOf(version)).map((each) => ({ version, ...each })));

/** Text as people write it into a stack file: signs that YAML gives a meaning to among it. */
const words = fc.oneof(
  fc
    .string({ minLength: 1, maxLength: 30 })
    .filter((text) => text.trim() !== "" && !text.includes("${") && !/[\u0000-\u001f\u007f-\u009f]/.test(text)),
  fc.constantFrom(
    "a: b",
    "#x",
    "- y",
    "[z]",
    "{q}",
    "true",
    "null",
    "0123",
    "1e3",
    "*",
    "&a",
    "!t",
    "'",
    '"',
    "%",
    "@x",
    "a #b",
    "x,y",
    "~",
  ),
);

/** A setting that every OIDC mode of the newest lines takes, with any text. */
const oidcExtras = fc.record(
  {
    scope: words,
    responseType: words,
    prompt: words,
    preferredJwsAlgorithm: words,
    useNonce: fc.boolean(),
    maxClockSkewSeconds: fc.nat(600),
  },
  { requiredKeys: [] },
);

test("any text in a scalar or a list is what YAML reads back", () => {
  fc.assert(
    fc.property(words, fc.array(words, { maxLength: 4 }), (text, list) => {
      assert.equal(String(parse(`key: ${yamlScalar(text)}`).key), text);
      assert.deepEqual((parse(`key: ${yamlList(list)}`) as { key: unknown[] }).key.map(String), list);
    }),
    { numRuns: 500 },
  );
});

test("any valid configuration yields an environment that resolves, with evidence for each name", () => {
  fc.assert(
    fc.property(
      cases,
      words,
      fc.array(words, { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      (each, clusterName, admins, mysql) => {
        const settings = exampleSettings(each.version, each);
        const authentication = { ...settings.authentication, adminPrincipals: admins };
        const database = { ...settings.database, engine: mysql ? ("mysql" as const) : ("postgres" as const) };
        const variables = serverEnvironment({ ...settings, clusterName, authentication, database });
        const names = variables.map(({ name }) => name);
        assert.deepEqual(names, [...new Set(names)].sort(), "sorted, each once");
        for (const name of names) assert.ok(serverVariable(name, each.version), `${name} is read by ${each.version}`);
        const configuration = parse(effectiveConfiguration(each.version, asPlainEnvironment(variables))) as Record<
          string,
          Record<string, unknown>
        >;
        assert.equal(String(configuration.clusterName), clusterName);
        assert.deepEqual((configuration.authorizerConfiguration?.adminPrincipals as unknown[]).map(String), admins);
      },
    ),
    { numRuns: 300 },
  );
});

test("a confidential client's settings reach their keys unchanged, with any text in them", () => {
  fc.assert(
    fc.property(oidcExtras, (oidc) => {
      const settings = exampleSettings("1.13.6", { mode: "okta", clientType: "confidential" });
      const authentication: AuthenticationSettings = { ...settings.authentication, oidc };
      assert.deepEqual(authenticationProblems("1.13.6", authentication, settings.secretNames), []);
      const environment = asPlainEnvironment(serverEnvironment({ ...settings, authentication }));
      const { authenticationConfiguration } = parse(effectiveConfiguration("1.13.6", environment)) as {
        authenticationConfiguration: { oidcConfiguration: Record<string, unknown> };
      };
      const found = authenticationConfiguration.oidcConfiguration;
      const keys = {
        scope: "scope",
        responseType: "responseType",
        prompt: "prompt",
        preferredJwsAlgorithm: "preferredJwsAlgorithm",
        useNonce: "useNonce",
        maxClockSkewSeconds: "maxClockSkew",
      } as const;
      for (const [setting, key] of Object.entries(keys)) {
        const value = oidc[setting as keyof typeof keys];
        if (value !== undefined) assert.equal(String(found[key]), String(value), key);
      }
    }),
    { numRuns: 200 },
  );
});

/** Paths that a mode needs, read off its example: everything but what has a default. */
const removable: Partial<Record<AuthenticationMode, readonly string[]>> = {
  google: ["clientId", "principalDomain"],
  okta: ["clientId", "authority", "principalDomain"],
  auth0: ["clientId", "authority", "principalDomain"],
  azure: ["clientId", "authority", "principalDomain"],
  "custom-oidc": ["clientId", "authority", "publicKeyUrls", "providerName", "principalDomain"],
  "aws-cognito": ["clientId", "authority", "principalDomain"],
  ldap: ["ldap.host", "ldap.adminDn", "ldap.userBaseDn", "principalDomain"],
  saml: ["saml.idpEntityId", "saml.idpLoginUrl", "saml.idpCertificate", "principalDomain"],
};

function without(auth: AuthenticationSettings, path: string): AuthenticationSettings {
  const copy = structuredClone(auth) as unknown as Record<string, unknown>;
  const keys = path.split(".");
  const last = keys.pop() as string;
  const holder = keys.reduce<Record<string, unknown>>((node, key) => node[key] as Record<string, unknown>, copy);
  delete holder[last];
  return copy as unknown as AuthenticationSettings;
}

test("any configuration with one required key removed is refused naming that key", () => {
  fc.assert(
    fc.property(
      cases.filter(({ mode }) => removable[mode] !== undefined),
      fc.nat(),
      (each, pick) => {
        const { auth, secretNames } = exampleAuthentication(each.version, each.mode, each.clientType);
        const paths = removable[each.mode] ?? [];
        const path = paths[pick % paths.length] as string;
        assert.deepEqual(
          authenticationProblems(each.version, without(auth, path), secretNames).map(({ key }) => key),
          [`auth.${path}`],
        );
      },
    ),
    { numRuns: 300 },
  );
});

test("any configuration with one required secret removed is refused naming that secret", () => {
  const needing = cases.filter(({ version, mode, clientType }) => {
    const optional = ["auth.botJwtToken"];
    return [...exampleAuthentication(version, mode, clientType).secretNames].some((name) => !optional.includes(name));
  });
  fc.assert(
    fc.property(needing, ({ version, mode, clientType }) => {
      const { auth, secretNames } = exampleAuthentication(version, mode, clientType);
      for (const name of [...secretNames].filter((secret) => secret !== "auth.botJwtToken")) {
        const others = new Set([...secretNames].filter((secret) => secret !== name));
        assert.deepEqual(
          authenticationProblems(version, auth, others).map(({ key }) => key),
          [`secrets.${name}`],
        );
      }
    }),
    { numRuns: 100 },
  );
});

test("no variable that holds a secret has a plain value, in any release and mode", () => {
  for (const version of testedVersions) {
    for (const each of casesOf(version)) {
      const plain = serverEnvironment(exampleSettings(version, each)).filter((variable) => "value" in variable);
      assert.deepEqual(
        plain
          .filter(
            ({ name }) =>
              serverVariable(name, version)?.secret || /(PASSWORD|PWD|SECRET|TOKEN|PRIVATE_KEY|FERNET_KEY)$/.test(name),
          )
          .map(({ name }) => name),
        [],
        `${version} ${releaseLineOf(version).name} ${each.mode}`,
      );
    }
  }
});
