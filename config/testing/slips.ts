import type { BadStackFile } from "./bad-stack-file";
import { canary } from "./canary";
import { clients, domain, existingDatabase, existingNetwork, okta } from "./valid-stack-files";

const saml = { idpLoginUrl: "https://idp.example.com", idpCertificate: "MIIB" };

/** What people write when they set a stack up for the first time; the commands of each must fix it. */
export const slips: readonly BadStackFile[] = [
  {
    title: "a secret without --path",
    values: { domain, auth: { ...okta, clientType: "confidential" }, "secrets.auth.clientSecret": canary },
    key: "secrets.auth.clientSecret",
  },
  { title: "a key without --path", values: { "auth.mode": "okta" }, key: "auth.mode" },
  { title: "an entry without --path", values: { "auth.adminPrincipals[0]": canary }, key: "auth.adminPrincipals[0]" },
  { title: "a path that leads nowhere", values: { "foo.bar": canary }, key: "foo.bar" },
  {
    title: "a list that is text",
    values: { network: { ...existingNetwork, privateSubnetIds: "subnet-01234567" } },
    key: "network.privateSubnetIds",
  },
  {
    title: "a list without what it needs",
    values: { network: { mode: "existing", vpcId: "vpc-01234567" } },
    key: "network.privateSubnetIds",
  },
  {
    title: "a list that is too long",
    values: {
      network: { ...existingNetwork, privateSubnetIds: [0, 1, 2, 3, 4].map((last) => `subnet-0123456${last}`) },
    },
    key: "network.privateSubnetIds",
  },
  { title: "a domain that is its name", values: { domain: "metadata.example.com" }, key: "domain" },
  { title: "tags that are text", values: { tags: "owner" }, key: "tags" },
  { title: "a mode in place of its section", values: { auth: "okta" }, key: "auth" },
  { title: "a mode in place of a section with kinds", values: { network: "existing" }, key: "network" },
  {
    title: "text in place of nested keys",
    values: {
      domain,
      auth: { ...okta, clientType: "confidential", oidc: canary },
      secrets: { auth: { clientSecret: canary } },
    },
    key: "auth.oidc",
  },
  {
    title: "a directory without any key",
    values: { domain, auth: { mode: "ldap" }, secrets: { auth: { ldapAdminPassword: canary } } },
    key: "auth.ldap.host",
  },
  {
    title: "a provider without its keys",
    values: { domain, auth: { ...okta, mode: "custom-oidc", providerName: "SSO" } },
    key: "auth.publicKeyUrls",
  },
  {
    title: "a secret in plain text",
    values: { domain, auth: { ...okta, clientType: "confidential", clientSecret: canary } },
    key: "auth.clientSecret",
  },
  { title: "a mode in capitals", values: { domain, auth: { ...okta, mode: "Okta" } }, key: "auth.mode" },
  { title: "a part of a mode", values: { domain, auth: { ...okta, mode: "cognito" } }, key: "auth.mode" },
  { title: "a size in capitals", values: { size: "Medium" }, key: "size" },
  { title: "a version with a letter", values: { version: "v1.13.6" }, key: "version" },
  { title: "a version of two numbers", values: { version: "2.0" }, key: "version" },
  { title: "a version that YAML has shortened", values: { version: 1.1 }, key: "version" },
  { title: "a part of another key's name", values: { protect: true }, key: "protect" },
  {
    title: "a key that is nearly one that is missing",
    values: { domain, auth: { mode: "saml", saml: { ...saml, entityId: canary } } },
    key: "auth.saml.entityId",
  },
  { title: "a misspelt section", values: { databse: existingDatabase }, key: "databse" },
  { title: "a misspelt number", values: { server: { ...clients, memmory: 2048 } }, key: "server.memmory" },
  {
    title: "several variables that the stack sets",
    values: { server: { ...clients, environment: { DB_HOST: canary, DB_PORT: canary } } },
    key: "server.environment.DB_PORT",
  },
  {
    title: "two overrides of nothing",
    values: { server: { ...clients, overrideStackVariables: ["DB_HOST", "DB_PORT"] } },
    key: "server.overrideStackVariables",
  },
  {
    title: "two connectors that do not exist",
    values: { airflow: { connectors: ["foobarbaz", "mysql", "quxquuxcorge"] } },
    key: "airflow.connectors[2]",
  },
  { title: "a value that is empty", values: { server: { ...clients, cpu: null } }, key: "server.cpu" },
  { title: "a section that is empty", values: { domain, auth: { ...okta, oidc: null } }, key: "auth.oidc" },
  { title: "an empty key that is needed", values: { domain: { ...domain, zoneId: null } }, key: "domain.zoneId" },
  {
    title: "a secure value beside others",
    values: { airflow: { host: "create", username: "airflow", password: canary } },
    secureKeys: ["airflow"],
    key: "airflow",
  },
];
