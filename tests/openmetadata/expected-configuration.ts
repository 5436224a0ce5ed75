import { exampleCertificate } from "../../openmetadata/auth/example-certificate";
import type { AuthenticationMode } from "../../openmetadata/auth/modes";
import type { ServerEnvironmentSettings } from "../../openmetadata/settings";

type Keys = Record<string, unknown>;

const origin = "https://metadata.example.com";

/**
 * What the example server must run with, by configuration key: written from the meaning of the keys, without looking
 * at variables. Keys that a file does not have are left out by the caller. `usual` is the file with its defaults.
 */
export function expectedChanges(version: string, settings: ServerEnvironmentSettings, usual: Keys): Keys {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  const number = major * 10_000 + minor * 100 + patch;
  const { authentication: auth } = settings;
  return {
    ...server(number, usual),
    ...database(number),
    ...search(number),
    ...keys,
    ...airflow(number),
    ...(number <= 1300 ? bot(auth.mode) : {}),
    ...authorizer(number, auth.mode),
    ...(auth.mode === "no-auth" ? {} : authentication(number, auth.mode)),
    ...(["no-auth", "basic"].includes(auth.mode) ? {} : users(number)),
    ...(auth.clientType === "confidential" ? confidential[auth.mode] : {}),
    ...(auth.mode === "ldap" ? ldap : {}),
    ...(auth.mode === "saml" ? saml(number) : {}),
  };
}

function server(version: number, usual: Keys): Keys {
  const formats = Object.entries(usual).filter(([key, value]) => key.endsWith(".layout.format") && value === "text");
  return {
    clusterName: "dev",
    ...(version >= 1201 ? { "email.openMetadataUrl": origin, "applicationConfig.openMetadataUrl": origin } : {}),
    ...(version >= 1201 ? { "operations.yaml.serverUrl.openMetadataUrl": origin } : {}),
    ...(version >= 11200
      ? {
          "server.applicationConnectors.0.idleTimeout": "130 seconds",
          "server.applicationConnectors.0.useForwardedHeaders": true,
          "authenticationConfiguration.forceSecureSessionCookie": true,
        }
      : {}),
    ...(version >= 20000 ? Object.fromEntries(formats.map(([key]) => [key, "json"])) : {}),
  };
}

const database = (version: number): Keys => ({
  "database.driverClass": "org.postgresql.Driver",
  "database.user": "openmetadata",
  "database.password": "<secret database.server>",
  "database.url":
    "jdbc:postgresql://database.example.internal:5432/openmetadata_db?" +
    (version < 10200
      ? "allowPublicKeyRetrieval=true&useSSL=true&sslmode=require&serverTimezone=UTC"
      : "sslmode=require"),
});

const search = (version: number): Keys => ({
  ...(version >= 10101 ? { "elasticsearch.searchType": "opensearch" } : {}),
  "elasticsearch.host": "search.example.internal",
  "elasticsearch.port": 443,
  "elasticsearch.scheme": "https",
  "elasticsearch.username": "openmetadata",
  "elasticsearch.password": "<secret search.password>",
});

const keys: Keys = {
  "fernetConfiguration.fernetKey": "<secret server.fernetKey>",
  "jwtTokenConfiguration.rsaprivateKeyFilePath": "/mnt/keys/jwt/private_key.der",
  "jwtTokenConfiguration.rsapublicKeyFilePath": "/mnt/keys/jwt/public_key.der",
  "jwtTokenConfiguration.keyId": "key-1",
};

function airflow(version: number): Keys {
  const login = { username: "admin", password: "<secret airflow.password>" };
  const common = {
    apiEndpoint: `http://airflow.dev.internal:${version >= 11100 ? 8081 : 8080}`,
    metadataApiEndpoint: "http://server.dev.internal:8585/api",
  };
  if (version < 10000) return below("airflowConfiguration", { ...common, ...login });
  return {
    ...below("pipelineServiceClientConfiguration", common),
    ...below("pipelineServiceClientConfiguration.parameters", login),
  };
}

const below = (section: string, values: Keys): Keys =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [`${section}.${key}`, value]));

function bot(mode: AuthenticationMode): Keys {
  const provider = mode === "basic" || mode === "aws-cognito" ? "openmetadata" : mode;
  const section = mode === "custom-oidc" ? "customOidc" : provider;
  const account: Partial<Record<AuthenticationMode, Keys>> = {
    basic: { jwtToken: "<secret auth.botJwtToken>" },
    "aws-cognito": { jwtToken: "<secret auth.botJwtToken>" },
    google: { secretKey: "/opt/airflow/google.json", audience: "https://www.googleapis.com/oauth2/v4/token" },
    okta: {
      clientId: "0oabot",
      orgURL: "https://dev-123456.okta.com",
      privateKey: "<secret auth.botPrivateKey>",
      email: "bot@example.com",
      scopes: ["openid"],
    },
    auth0: { clientId: "auth0bot", secretKey: "<secret auth.botClientSecret>", domain: "https://example.eu.auth0.com" },
    azure: {
      clientSecret: "<secret auth.botClientSecret>",
      authority: "https://login.microsoftonline.com/example",
      scopes: ["api://x/.default"],
      clientId: "66666666-7777-8888-9999-000000000000",
    },
    "custom-oidc": {
      clientId: "openmetadata-bot",
      secretKey: "<secret auth.botClientSecret>",
      tokenEndpoint: "https://sso.example.com/token",
    },
  };
  return {
    "airflowConfiguration.authProvider": provider,
    ...below(`airflowConfiguration.authConfig.${section}`, account[mode] ?? {}),
  };
}

function authorizer(version: number, mode: AuthenticationMode): Keys {
  const name = `org.openmetadata.${version === 1200 ? "catalog" : "service"}.security`;
  return {
    "authorizerConfiguration.className": `${name}.${mode === "no-auth" ? "NoopAuthorizer" : "DefaultAuthorizer"}`,
    "authorizerConfiguration.containerRequestFilter": `${name}.${mode === "no-auth" ? "NoopFilter" : "JwtFilter"}`,
    "authorizerConfiguration.adminPrincipals": ["admin"],
    "authenticationConfiguration.provider": mode,
  };
}

/** Who gets in: addresses of the domain alone from 1.4.0 on, which become users; before, nobody who is not made by hand. */
const users = (version: number): Keys => ({
  "authorizerConfiguration.principalDomain": "example.com",
  ...(version >= 10400
    ? {
        "authorizerConfiguration.enforcePrincipalDomain": true,
        "authorizerConfiguration.allowedEmailRegistrationDomains": ["example.com"],
        "authenticationConfiguration.enableSelfSignup": true,
      }
    : {}),
});

interface Provider {
  readonly keySet: string;
  readonly authority: string;
  readonly clientId: string;
}

const providers: Partial<Record<AuthenticationMode, Provider>> = {
  google: {
    keySet: "https://www.googleapis.com/oauth2/v3/certs",
    authority: "https://accounts.google.com",
    clientId: "123.apps.googleusercontent.com",
  },
  okta: {
    keySet: "https://dev-123456.okta.com/oauth2/default/v1/keys",
    authority: "https://dev-123456.okta.com/oauth2/default",
    clientId: "0oa1example",
  },
  auth0: {
    keySet: "https://example.eu.auth0.com/.well-known/jwks.json",
    authority: "https://example.eu.auth0.com/",
    clientId: "auth0example",
  },
  azure: {
    keySet: "https://login.microsoftonline.com/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee/discovery/v2.0/keys",
    authority: "https://login.microsoftonline.com/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
    clientId: "11111111-2222-3333-4444-555555555555",
  },
  "custom-oidc": {
    keySet: "https://sso.example.com/realms/data/protocol/openid-connect/certs",
    authority: "https://sso.example.com/realms/data",
    clientId: "openmetadata",
  },
  "aws-cognito": {
    keySet: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Example/.well-known/jwks.json",
    authority: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Example",
    clientId: "cognitoexample",
  },
};

function authentication(version: number, mode: AuthenticationMode): Keys {
  const own = `http://localhost:8585/api/v1${version >= 10000 ? "/system" : ""}/config/jwks`;
  const provider = providers[mode];
  return below("authenticationConfiguration", {
    publicKeyUrls: provider === undefined ? [own] : [own, provider.keySet],
    enableSelfSignup: false,
    ...(provider === undefined
      ? {}
      : { authority: provider.authority, clientId: provider.clientId, callbackUrl: `${origin}/callback` }),
    ...(mode === "custom-oidc" ? { providerName: "Keycloak" } : {}),
  });
}

const client = (type: AuthenticationMode, discoveryUri: string, more: Keys = {}): Keys => ({
  "authenticationConfiguration.clientType": "confidential",
  ...below("authenticationConfiguration.oidcConfiguration", {
    id: providers[type]?.clientId,
    type,
    secret: "<secret auth.clientSecret>",
    discoveryUri,
    callbackUrl: `${origin}/callback`,
    serverUrl: origin,
    ...more,
  }),
});

const document = "/.well-known/openid-configuration";
const confidential: Partial<Record<AuthenticationMode, Keys>> = {
  google: client("google", `https://accounts.google.com${document}`),
  okta: client("okta", `https://dev-123456.okta.com/oauth2/default${document}`),
  auth0: client("auth0", `https://example.eu.auth0.com${document}`),
  azure: client("azure", `https://login.microsoftonline.com/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee/v2.0${document}`, {
    tenant: "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
    scope: "openid email profile offline_access",
  }),
  "custom-oidc": client("custom-oidc", `https://sso.example.com/realms/data${document}`),
  "aws-cognito": client("aws-cognito", `https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Example${document}`),
};

const ldap = below("authenticationConfiguration.ldapConfiguration", {
  host: "ldap.example.com",
  port: 636,
  sslEnabled: true,
  dnAdminPrincipal: "cn=admin,dc=example,dc=com",
  dnAdminPassword: "<secret auth.ldapAdminPassword>",
  userBaseDN: "ou=people,dc=example,dc=com",
  mailAttributeName: "mail",
});

const saml = (version: number): Keys => ({
  "authenticationConfiguration.authority": `${origin}/api/v1/saml/login`,
  ...below("authenticationConfiguration.samlConfiguration.idp", {
    entityId: "https://idp.example.com/metadata",
    ssoLoginUrl: "https://idp.example.com/sso",
    idpX509Certificate: exampleCertificate.replace(/-----[A-Z ]+-----|\s/g, ""),
    ...(version < 10700 ? { authorityUrl: `${origin}/api/v1/saml/login` } : {}),
  }),
  ...below("authenticationConfiguration.samlConfiguration.sp", {
    entityId: `${origin}/api/v1/saml/metadata`,
    acs: `${origin}/api/v1/saml/acs`,
    callback: `${origin}/saml/callback`,
  }),
});
