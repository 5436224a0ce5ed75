import { botVariables } from "../auth/bot";
import { modules } from "../auth/modules";
import { principalVariables } from "../auth/shared-variables";
import { plainSources } from "../environment/plain-settings";
import { knownServerNames } from "../environment/server-environment";
import { serverTables } from "../environment/server-parts";
import { sourcesOf } from "../environment/variable-table";
import { releaseLineOf } from "../releases/release-lines";

/** From where a variable of sign-on comes that follows from more than one key, in words for the reference. */
const ofSignOn: Readonly<Record<string, string>> = {
  AIRFLOW_AUTH_PROVIDER: "`auth.mode`: the ingestion bot's provider",
  AUTHENTICATION_AUTHORITY: "`auth.authority`, the provider's own, or the domain (SAML)",
  AUTHENTICATION_CALLBACK_URL: "`auth.callbackUrl`, or the domain",
  AUTHENTICATION_CLIENT_ID: "`auth.clientId`",
  AUTHENTICATION_CLIENT_TYPE: "`auth.clientType`",
  AUTHENTICATION_ENABLE_SELF_SIGNUP:
    "`auth.enableSelfSignup`; when absent whether `auth.principalDomain` is enforced, and false in mode basic",
  AUTHENTICATION_LDAP_EXAMINE_VALIDITY_DATES: "true with `auth.ldap.caCertificateFile` or `trustStoreFile`",
  AUTHENTICATION_LDAP_KEYSTORE_PASSWORD:
    "secret `secrets.auth.ldapTrustStorePassword`; of the store made from `auth.ldap.caCertificateFile` its published one",
  AUTHENTICATION_LDAP_SSL_KEY_FORMAT:
    "`auth.ldap.trustStoreFile`: PKCS12 for .p12, .pfx and `auth.ldap.caCertificateFile`, JKS otherwise",
  AUTHENTICATION_LDAP_SSL_VERIFY_CERT_HOST: "true with `auth.ldap.caCertificateFile` or `trustStoreFile`",
  AUTHENTICATION_LDAP_TRUSTSTORE_PATH:
    "`auth.ldap.trustStoreFile`, or the store made from `auth.ldap.caCertificateFile`",
  AUTHENTICATION_LDAP_TRUSTSTORE_TYPE: "CustomTrustStore with `auth.ldap.caCertificateFile` or `trustStoreFile`",
  AUTHENTICATION_PROVIDER: "`auth.mode`",
  AUTHENTICATION_PUBLIC_KEYS: "the server's own key set, then `auth.publicKeyUrls` or those derived from the authority",
  AUTHENTICATION_USER_ALL_ATTR: "`auth.ldap.rolesMapping`: * when set",
  AUTHENTICATION_USER_ROLE_ADMIN_NAME: "`auth.ldap.rolesMapping`: Admin when set",
  AUTHORIZER_ALLOWED_REGISTRATION_DOMAIN:
    "`auth.allowedRegistrationDomains`; when absent and users may sign up, `auth.allowedDomains` or `auth.principalDomain`",
  AUTHORIZER_ENFORCE_PRINCIPAL_DOMAIN:
    "`auth.enforcePrincipalDomain`; when absent true with a provider, LDAP or SAML from 1.4.0 on",
  AUTHORIZER_CLASS_NAME: "`auth.mode` and the release's Java package",
  AUTH_REASSIGN_ROLES: "the roles in `auth.ldap.rolesMapping`",
  AUTHORIZER_REQUEST_FILTER: "`auth.mode` and the release's Java package",
  CUSTOM_OIDC_AUTHENTICATION_PROVIDER_NAME: "`auth.providerName`",
  OIDC_CALLBACK: "`auth.callbackUrl`, or the domain",
  OIDC_CLIENT_ID: "`auth.clientId` of a confidential client",
  OIDC_DISCOVERY_URI: "`auth.oidc.discoveryUri`, or derived from the authority",
  OIDC_SCOPE: "`auth.oidc.scope`; openid email profile offline_access in mode azure when absent",
  OIDC_SERVER_URL: "origin of the address that browsers use",
  OIDC_TENANT: "`auth.oidc.tenant`, or the tenant in the authority",
  OIDC_TYPE: "`auth.mode` of a confidential client",
  SAML_KEYSTORE_PASSWORD: "secret `secrets.auth.samlKeystorePassword`",
  SAML_STRICT_MODE: "true when `auth.saml.wantAssertionsSigned` or `wantMessagesSigned` is",
  SAML_AUTHORITY_URL: "the domain",
  SAML_SP_ACS: "the domain",
  SAML_SP_CALLBACK: "the domain",
  SAML_SP_ENTITY_ID: "`auth.saml.spEntityId`, or the domain",
};

/** Variables that carry one key of the `auth` section, or one of its secrets. */
function ofAuthentication(): Map<string, string> {
  const found = new Map<string, string>(botVariables().map(({ key, variable }) => [variable, `\`auth.bot.${key}\``]));
  for (const { key, variable } of [
    ...principalVariables,
    ...Object.values(modules).flatMap(({ variables }) => variables),
  ]) {
    found.set(variable, `\`auth.${key}\``);
  }
  for (const module of Object.values(modules)) {
    for (const { secret, variable } of secretsOf(module)) found.set(variable, `secret \`secrets.${secret}\``);
  }
  return found;
}

/** Every secret of a mode, with every choice that brings one. */
function secretsOf(module: (typeof modules)[keyof typeof modules]) {
  const all = new Set<string>();
  return ["0.12.0", "1.13.6"].flatMap((version) => {
    const { reads } = knownServerNames(version);
    const auth = {
      mode: module.mode,
      clientType: "confidential" as const,
      adminPrincipals: [],
      resetStored: false,
      bot: {},
      ldap: {
        host: "",
        port: 636,
        ssl: true,
        adminDn: "",
        userBaseDn: "",
        mailAttribute: "",
        trustStoreFile: "/store",
      },
    };
    const { taken } = module.secrets({
      line: releaseLineOf(version),
      auth,
      secretNames: new Set(),
      reads,
      airflowClient: true,
    });
    return taken.filter(({ variable }) => !all.has(variable) && all.add(variable));
  });
}

/** From where the stack takes each variable that it may set. */
export const stackSources = (): ReadonlyMap<string, string> =>
  new Map([
    ...ofAuthentication(),
    ...Object.entries(ofSignOn),
    ...plainSources().map(([variable, key]): [string, string] => [variable, `\`${key}\``]),
    ...sourcesOf(...serverTables),
  ]);
