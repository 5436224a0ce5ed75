import type { BadStackFile } from "./bad-stack-file";
import { canary } from "./canary";
import { domain, okta } from "./valid-stack-files";

const directory = {
  mode: "ldap",
  principalDomain: "example.com",
  ldap: { host: "ldap.example.com", adminDn: "cn=a,dc=example,dc=com", userBaseDn: "dc=example,dc=com" },
};
const directoryPassword = { secrets: { auth: { ldapAdminPassword: canary } } };
const samlWith = (idpCertificate: string) => ({
  idpEntityId: "a",
  idpLoginUrl: "https://idp.example.com",
  idpCertificate,
});

/** Log-ins that would not start, let the wrong people in or keep the right ones out. */
export const badSignOn: readonly BadStackFile[] = [
  {
    title: "no log-in where it ends the server",
    values: { version: "1.3.0", auth: { mode: "no-auth" } },
    key: "auth.mode",
  },
  {
    title: "a provider without the users' domain",
    values: { auth: { ...okta, principalDomain: undefined }, domain },
    key: "auth.principalDomain",
  },
  {
    title: "a release that does not exempt its bots, and no word on the domain",
    values: { version: "1.3.4", auth: okta, domain },
    key: "auth.enforcePrincipalDomain",
  },
  {
    title: "several domains without the administrators' own",
    values: { auth: { ...okta, allowedDomains: ["example.org"] }, domain },
    key: "auth.allowedDomains",
  },
  {
    title: "a confidential client of a sovereign cloud",
    values: {
      domain,
      auth: { ...okta, mode: "azure", clientType: "confidential", authority: "https://login.microsoftonline.us/a" },
      secrets: { auth: { clientSecret: canary } },
    },
    key: "auth.authority",
  },
  {
    title: "a mapping of roles as text",
    values: { domain, auth: { ...directory, ldap: { ...directory.ldap, rolesMapping: "{}" } }, ...directoryPassword },
    key: "auth.ldap.rolesMapping",
  },
  {
    title: "a mapping of roles alone",
    values: {
      domain,
      auth: { ...directory, ldap: { ...directory.ldap, rolesMapping: { "cn=a,dc=example,dc=com": ["Admin"] } } },
      ...directoryPassword,
    },
    key: "auth.ldap.groupAttribute",
  },
  {
    title: "a directory's CA file that is not there",
    values: {
      domain,
      auth: { ...directory, ldap: { ...directory.ldap, caCertificateFile: "no-such.pem" } },
      ...directoryPassword,
    },
    key: "auth.ldap.caCertificateFile",
  },
  {
    title: "a trust store that is in no image",
    values: {
      domain,
      auth: { ...directory, ldap: { ...directory.ldap, trustStoreFile: "/opt/store.p12" } },
      secrets: { auth: { ldapAdminPassword: canary, ldapTrustStorePassword: canary } },
    },
    key: "auth.ldap.trustStoreFile",
  },
  {
    title: "a certificate's path",
    values: { domain, auth: { mode: "saml", principalDomain: "example.com", saml: samlWith("/opt/idp.pem") } },
    key: "auth.saml.idpCertificate",
  },
  {
    title: "a private key in place of a certificate",
    values: {
      domain,
      auth: { mode: "saml", principalDomain: "example.com", saml: samlWith(`-----BEGIN PRIVATE KEY-----\n${canary}`) },
    },
    key: "auth.saml.idpCertificate",
  },
  {
    title: "a secrets manager that the release does not name",
    values: { server: { environment: { SECRET_MANAGER: "noop" } } },
    key: "server.environment.SECRET_MANAGER",
  },
];
