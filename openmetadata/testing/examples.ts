import { hasOutsideUsers } from "../auth/admission";
import type { ModeExample } from "../auth/mode";
import { type AuthenticationMode, authenticationModes } from "../auth/modes";
import { modules } from "../auth/modules";
import type { AuthenticationSettings } from "../auth/settings";
import type { IngestionEnvironmentSettings } from "../environment/ingestion-environment";
import { lineRanges } from "../releases/lines";
import { releaseLineOf } from "../releases/release-lines";
import type { SecretName } from "../environment/secret-names";
import type { ServerEnvironmentSettings } from "../settings";
import { serverVariable } from "../variables/server-variables";
import { before, within } from "../releases/versions";

/** The release that stands for each line in the goldens: the newest one known. */
export const goldenVersions: readonly string[] = lineRanges.map(({ newest }) => newest);

/** More releases that tests go through: those with a file of their own, and a first and a middle one of each line. */
// prettier-ignore
export const testedVersions: readonly string[] = [
  ...goldenVersions,
  ...lineRanges.map(({ from }) => from),
  "0.12.3", "1.0.4", "1.1.0", "1.3.0", "1.3.2", "1.4.8", "1.5.11", "1.6.2", "1.6.13", "1.7.0", "1.8.2", "1.9.0",
  "1.11.14", "1.12.6", "1.13.3",
].filter((version, index, all) => all.indexOf(version) === index);

export type ClientType = "public" | "confidential";

/** Accounts of the ingestion bot, for releases that read them. */
const botExamples: Partial<Record<AuthenticationMode, ModeExample>> = {
  google: {
    auth: {
      bot: { secretKeyPath: "/opt/airflow/google.json", audience: "https://www.googleapis.com/oauth2/v4/token" },
    },
  },
  okta: {
    auth: {
      bot: {
        clientId: "0oabot",
        organizationUrl: "https://dev-123456.okta.com",
        email: "bot@example.com",
        scopes: ["openid"],
      },
    },
    secrets: ["auth.botPrivateKey"],
  },
  auth0: {
    auth: { bot: { clientId: "auth0bot", domain: "https://example.eu.auth0.com" } },
    secrets: ["auth.botClientSecret"],
  },
  azure: {
    auth: {
      bot: {
        clientId: "66666666-7777-8888-9999-000000000000",
        authority: "https://login.microsoftonline.com/example",
        scopes: ["api://x/.default"],
      },
    },
    secrets: ["auth.botClientSecret"],
  },
  "custom-oidc": {
    auth: { bot: { clientId: "openmetadata-bot", tokenEndpoint: "https://sso.example.com/token" } },
    secrets: ["auth.botClientSecret"],
  },
  "aws-cognito": { auth: {}, secrets: ["auth.botJwtToken"] },
  basic: { auth: {}, secrets: ["auth.botJwtToken"] },
};

/** The users' domain, and what has to be said where the release does not exempt its bots from it. */
const domainExample = (version: string): ModeExample => ({
  auth: {
    principalDomain: "example.com",
    ...(releaseLineOf(version).exemptsBots ? {} : { enforcePrincipalDomain: false }),
  },
});

const confidentialExample: ModeExample = { auth: { clientType: "confidential" }, secrets: ["auth.clientSecret"] };

/** What a stack says about log-in, and the secrets that it brings. */
export interface ExampleAuthentication {
  readonly auth: AuthenticationSettings;
  readonly secretNames: ReadonlySet<SecretName>;
}

/** A complete `auth` section for a mode, right for the release. */
export function exampleAuthentication(
  version: string,
  mode: AuthenticationMode,
  clientType: ClientType = "public",
): ExampleAuthentication {
  const bot = serverVariable("AIRFLOW_AUTH_PROVIDER", version) === undefined ? undefined : botExamples[mode];
  const outside = hasOutsideUsers(mode) ? [domainExample(version)] : [];
  const examples = [
    modules[mode].example,
    ...outside,
    ...(bot ? [bot] : []),
    ...(clientType === "confidential" ? [confidentialExample] : []),
  ];
  return {
    auth: Object.assign(
      { mode, adminPrincipals: ["admin"], resetStored: false },
      ...examples.map(({ auth }) => auth),
    ) as AuthenticationSettings,
    secretNames: new Set(examples.flatMap(({ secrets }) => secrets ?? [])),
  };
}

const takesClientType = (mode: AuthenticationMode): boolean => modules[mode].keys.includes("clientType");

/** Every mode and client type that a release has. */
export function casesOf(version: string): { readonly mode: AuthenticationMode; readonly clientType: ClientType }[] {
  const line = releaseLineOf(version);
  return authenticationModes
    .filter((mode) => line.authenticationModes.includes(mode))
    .flatMap((mode) => [
      { mode, clientType: "public" as const },
      ...(line.confidentialClients && takesClientType(mode) ? [{ mode, clientType: "confidential" as const }] : []),
    ]);
}

/** Settings of a server as the stack would make them: RDS PostgreSQL, OpenSearch with a password, Airflow of its own. */
export function exampleSettings(
  version: string,
  { mode, clientType }: { readonly mode: AuthenticationMode; readonly clientType?: ClientType },
): ServerEnvironmentSettings {
  const { auth, secretNames } = exampleAuthentication(version, mode, clientType);
  const line = releaseLineOf(version);
  return {
    version,
    publicUrl: "https://metadata.example.com",
    metadataApiEndpoint: "http://server.dev.internal:8585/api",
    database: {
      engine: "postgres",
      host: "database.example.internal",
      port: 5432,
      name: "openmetadata_db",
      user: "openmetadata",
    },
    search: {
      engine: within(version, "0") || before(version, "1.1.1") ? "elasticsearch" : "opensearch",
      host: "search.example.internal",
      port: 443,
      scheme: "https",
      login: { kind: "password", username: "openmetadata" },
    },
    airflow: { endpoint: `http://airflow.dev.internal:${line.airflowMajor === 3 ? 8081 : 8080}`, username: "admin" },
    jwt: {
      privateKeyPath: "/mnt/keys/jwt/private_key.der",
      publicKeyPath: "/mnt/keys/jwt/public_key.der",
      keyId: "key-1",
    },
    authentication: auth,
    plain: {},
    heapMegabytes: 3072,
    clusterName: "dev",
    region: "eu-west-1",
    directHosts: [".dev.internal"],
    ownAuthorities: false,
    environment: {},
    secretEnvironment: [],
    overrideStackVariables: [],
    ownVariables: [],
    secretNames,
  };
}

/** Settings of the ingestion container beside it. */
export const exampleIngestionSettings = (version: string): IngestionEnvironmentSettings => ({
  version,
  database: { engine: "postgres", host: "database.example.internal", port: 5432, name: "airflow_db", user: "airflow" },
  adminUser: "admin",
  serverApiUrl: "http://server.dev.internal:8585/api",
  baseUrl: "http://airflow.dev.internal:8080",
  executor: "LocalExecutor",
  ...{ memory: 4096, topology: "single" },
  directHosts: [".dev.internal"],
  ownAuthorities: false,
  environment: {},
  secretEnvironment: [],
  overrideStackVariables: [],
  ownVariables: [],
});
