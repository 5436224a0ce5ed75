import type { EnvironmentBuilder } from "../environment/environment";
import type { ModeModule, SecretVariable } from "./mode";
import { keyVariable, list, signUpVariables, text } from "./shared-variables";

/**
 * Store that a container with Java makes from `ldap.caCertificateFile`. The password protects nothing secret: a store of
 * public certificates has to have one.
 */
export const ldapTrustStore = { path: "/mnt/keys/ldap-ca.p12", type: "PKCS12", password: "certificates" } as const;

/**
 * Users of a directory. With `caCertificateFile` or `trustStoreFile` its certificate is checked; without them LDAPS
 * trusts any certificate (the release's own default, TrustAll).
 */
export const ldap: ModeModule = {
  mode: "ldap",
  example: {
    auth: {
      ldap: {
        host: "ldap.example.com",
        port: 636,
        ssl: true,
        adminDn: "cn=admin,dc=example,dc=com",
        userBaseDn: "ou=people,dc=example,dc=com",
        mailAttribute: "mail",
      },
    },
    secrets: ["auth.ldapAdminPassword"],
  },
  guide: "ldap",
  seen: "log-in",
  keys: ["ldap.caCertificateFile"],
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
    keyVariable("ldap.groupAttribute", "AUTHENTICATION_USER_GROUP_ATTR", (auth) => text(auth.ldap?.groupAttribute)),
    keyVariable("ldap.groupAttributeValue", "AUTHENTICATION_USER_GROUP_ATTR_VALUE", (auth) =>
      text(auth.ldap?.groupAttributeValue),
    ),
    keyVariable("ldap.groupMemberAttribute", "AUTHENTICATION_USER_GROUP_MEMBER_ATTR", (auth) =>
      text(auth.ldap?.groupMemberAttribute),
    ),
    // The server takes a text that holds JSON, not a map: quoted once more.
    keyVariable(
      "ldap.rolesMapping",
      "AUTH_ROLES_MAPPING",
      (auth) => auth.ldap?.rolesMapping && JSON.stringify(JSON.stringify(auth.ldap.rolesMapping)),
    ),
    keyVariable("ldap.trustStoreFile", "AUTHENTICATION_LDAP_TRUSTSTORE_PATH", (auth) =>
      text(auth.ldap?.trustStoreFile),
    ),
  ],
  environment: ({ auth: { ldap: settings } }, builder) => {
    if (settings?.rolesMapping !== undefined) roleEnvironment(settings.rolesMapping, builder);
    const brought = settings?.caCertificateFile === undefined ? undefined : ldapTrustStore;
    const store = brought?.path ?? settings?.trustStoreFile;
    if (store === undefined) return;
    builder.set("AUTHENTICATION_LDAP_TRUSTSTORE_TYPE", "CustomTrustStore");
    builder.set("AUTHENTICATION_LDAP_SSL_KEY_FORMAT", /\.(p12|pfx)$/i.test(store) ? "PKCS12" : "JKS");
    // Left empty, these two would check less than a store is there for.
    builder.set("AUTHENTICATION_LDAP_SSL_VERIFY_CERT_HOST", "true");
    builder.set("AUTHENTICATION_LDAP_EXAMINE_VALIDITY_DATES", "true");
    if (brought === undefined) return;
    builder.set("AUTHENTICATION_LDAP_TRUSTSTORE_PATH", brought.path);
    builder.set("AUTHENTICATION_LDAP_KEYSTORE_PASSWORD", brought.password);
  },
};

/** Name in the mapping that makes a member an administrator. */
export const administratorRole = "Admin";

/**
 * What a mapping needs besides its groups; roles that it names follow the directory at each log-in, others stay. Without these the
 * server fails (a missing name) or drops every role (an empty list).
 */
function roleEnvironment(mapping: Readonly<Record<string, readonly string[]>>, builder: EnvironmentBuilder): void {
  builder.set("AUTHENTICATION_USER_ALL_ATTR", text("*"));
  builder.set("AUTHENTICATION_USER_ROLE_ADMIN_NAME", administratorRole);
  builder.set("AUTH_REASSIGN_ROLES", list([...new Set(Object.values(mapping).flat())].sort()));
}
