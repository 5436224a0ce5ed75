import assert from "node:assert/strict";
import { test } from "node:test";
import { keys, problems } from "../testing/auth-problems";
import { exampleCertificate } from "../testing/examples";

const saml = {
  idpEntityId: "a",
  idpLoginUrl: "https://a",
  idpCertificate: exampleCertificate,
  signAuthnRequest: true,
};

test("signed SAML requests need certificate and key", () => {
  assert.deepEqual(keys("1.13.6", { mode: "saml", saml }), ["auth.saml.spCertificate", "secrets.auth.samlPrivateKey"]);
  assert.match(
    problems("1.3.0", { mode: "saml", saml: { ...saml, spCertificate: exampleCertificate } }, [
      "auth.samlPrivateKey",
    ])[0]?.allowed ?? "",
    /SAML_SP_PRIVATE_KEY/,
  );
});

test("a SAML key comes from the settings or from a key store, whole", () => {
  const stored = { ...saml, keystoreFile: "/store.jks", keystoreAlias: "sp" };
  assert.deepEqual(keys("1.3.0", { mode: "saml", saml: stored }, ["auth.samlKeystorePassword"]), []);
  assert.deepEqual(keys("1.13.6", { mode: "saml", saml: { ...saml, keystoreFile: "/store.jks" } }), [
    "auth.saml.keystoreAlias",
    "secrets.auth.samlKeystorePassword",
  ]);
  assert.deepEqual(
    keys("1.13.6", { mode: "saml", saml: stored }, ["auth.samlKeystorePassword", "auth.samlPrivateKey"]),
    ["secrets.auth.samlPrivateKey"],
  );
  assert.deepEqual(
    keys("1.13.6", { mode: "saml", saml: { ...saml, signAuthnRequest: false } }, ["auth.samlKeystorePassword"]),
    ["secrets.auth.samlKeystorePassword"],
  );
});

test("a certificate is one certificate: no path, no key, nothing else, and none of it is shown", () => {
  const of = (idpCertificate: string) =>
    problems("1.13.6", { mode: "saml", saml: { idpEntityId: "a", idpLoginUrl: "https://a", idpCertificate } });
  const body = exampleCertificate.replace(/-----[A-Z ]+-----|\s/g, "");
  for (const right of [exampleCertificate, body, body.replace(/.{64}/g, "$&\n")]) assert.deepEqual(of(right), []);
  const wrong = {
    "a path": ["/opt/openmetadata/conf/idp.pem", "certs/idp.crt", "file:///idp"],
    "a private key": [`-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----`],
    "2 certificates": [exampleCertificate + exampleCertificate],
    "another kind of PEM": [`-----BEGIN PUBLIC KEY-----\n${body}\n-----END PUBLIC KEY-----`],
    "neither PEM nor base64 of a certificate": [body.slice(0, 200), "certificate", "MIIB"],
  };
  for (const [found, texts] of Object.entries(wrong)) {
    for (const text of texts) {
      const [problem, ...others] = of(text);
      assert.deepEqual([problem?.key, problem?.found, others], ["auth.saml.idpCertificate", found, []], text);
      assert.ok(!JSON.stringify(problem).includes(body.slice(0, 100)));
    }
  }
});
