import type { ModeModule, SecretVariable } from "./mode";
import { keyVariable, signUpVariables, text } from "./shared-variables";

/**
 * Users of a directory. With `trustStoreFile` its certificate is checked against that store; without it LDAPS trusts
 * any certificate (the release's own default, TrustAll).
 */
export const ldap: ModeModule = {
  mode: "ldap",
  keys: [],
  required: () => ["ldap", "ldap.host", "ldap.adminDn", "ldap.userBaseDn"],
  secrets: ({ auth }) => {
    const trustStore: SecretVariable = {
      secret: "auth.ldapTrustStorePassword",
      variable: "AUTHENTICATION_LDAP_KEYSTORE_PASSWORD",
    };
    return {
      taken: [
        { secret: "auth.ldapAdminPassword", variable: "AUTHENTICATION_LOOKUP_ADMIN_PWD" },
        ...(auth.ldap?.trustStoreFile === undefined ? [] : [trustStore]),
      ],
      needed: [
        "auth.ldapAdminPassword",
        ...(auth.ldap?.trustStoreFile === undefined ? [] : ["auth.ldapTrustStorePassword" as const]),
      ],
    };
  },
  variables: [
    ...signUpVariables,
    keyVariable("ldap.host", "AUTHENTICATION_LDAP_HOST", (auth) => text(auth.ldap?.host)),
    keyVariable("ldap.port", "AUTHENTICATION_LDAP_PORT", (auth) => text(auth.ldap?.port)),
    keyVariable("ldap.ssl", "AUTHENTICATION_LDAP_SSL_ENABLED", (auth) => text(auth.ldap?.ssl)),
    keyVariable("ldap.adminDn", "AUTHENTICATION_LOOKUP_ADMIN_DN", (auth) => text(auth.ldap?.adminDn)),
    keyVariable("ldap.userBaseDn", "AUTHENTICATION_USER_LOOKUP_BASEDN", (auth) => text(auth.ldap?.userBaseDn)),
    keyVariable("ldap.mailAttribute", "AUTHENTICATION_USER_MAIL_ATTR", (auth) => text(auth.ldap?.mailAttribute)),
    keyVariable("ldap.groupBaseDn", "AUTHENTICATION_GROUP_LOOKUP_BASEDN", (auth) => text(auth.ldap?.groupBaseDn)),
    keyVariable("ldap.maxPoolSize", "AUTHENTICATION_LDAP_POOL_SIZE", (auth) => text(auth.ldap?.maxPoolSize)),
    // A text that holds JSON, not a map: quoted, whatever is in it.
    keyVariable(
      "ldap.rolesMapping",
      "AUTH_ROLES_MAPPING",
      (auth) => auth.ldap?.rolesMapping && JSON.stringify(auth.ldap.rolesMapping),
    ),
    keyVariable("ldap.trustStoreFile", "AUTHENTICATION_LDAP_TRUSTSTORE_PATH", (auth) =>
      text(auth.ldap?.trustStoreFile),
    ),
  ],
  environment: ({ auth }, builder) => {
    const store = auth.ldap?.trustStoreFile;
    if (store === undefined) return;
    builder.set("AUTHENTICATION_LDAP_TRUSTSTORE_TYPE", "CustomTrustStore");
    builder.set("AUTHENTICATION_LDAP_SSL_KEY_FORMAT", /\.(p12|pfx)$/i.test(store) ? "PKCS12" : "JKS");
    // Left empty, these two would check less than a store is there for.
    builder.set("AUTHENTICATION_LDAP_SSL_VERIFY_CERT_HOST", "true");
    builder.set("AUTHENTICATION_LDAP_EXAMINE_VALIDITY_DATES", "true");
  },
};
