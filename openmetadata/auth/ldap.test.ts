import assert from "node:assert/strict";
import { test } from "node:test";
import { keys } from "../testing/auth-problems";
import { exampleAuthentication } from "../testing/examples";

test("a mapping of roles is complete or refused, and refused where the release cannot use it", () => {
  const { auth } = exampleAuthentication("1.13.6", "ldap");
  const ldap = {
    ...(auth.ldap as NonNullable<typeof auth.ldap>),
    groupBaseDn: "ou=groups,dc=example,dc=com",
    groupAttribute: "objectClass",
    groupAttributeValue: "groupOfNames",
    groupMemberAttribute: "member",
    rolesMapping: { "cn=data,ou=groups,dc=example,dc=com": ["DataSteward"] },
  };
  const of = (version: string, changed: object) =>
    keys(version, { mode: "ldap", ldap: { ...ldap, ...changed } }, ["auth.ldapAdminPassword"]);
  assert.deepEqual(of("1.13.6", {}), []);
  for (const name of ["groupBaseDn", "groupAttribute", "groupAttributeValue", "groupMemberAttribute"]) {
    assert.deepEqual(of("1.13.6", { [name]: undefined }), [`auth.ldap.${name}`]);
  }
  assert.deepEqual(of("1.13.6", { rolesMapping: {} }), ["auth.ldap.rolesMapping"]);
  assert.ok(of("1.13.6", { rolesMapping: undefined }).includes("auth.ldap.groupAttribute"));
  assert.ok(of("1.4.8", {}).includes("auth.ldap.rolesMapping"));
});

test("a directory's certificate is verified by one thing, where there is one", () => {
  const { auth } = exampleAuthentication("1.13.6", "ldap");
  const of = (changed: object) =>
    keys("1.13.6", { ...auth, ldap: { ...(auth.ldap as NonNullable<typeof auth.ldap>), ...changed } }, [
      "auth.ldapAdminPassword",
    ]);
  assert.deepEqual(of({ caCertificateFile: "ca.pem" }), []);
  assert.deepEqual(of({ caCertificateFile: "ca.pem", ssl: false }), ["auth.ldap.caCertificateFile"]);
  assert.ok(of({ caCertificateFile: "ca.pem", trustStoreFile: "/a.p12" }).includes("auth.ldap.caCertificateFile"));
});
