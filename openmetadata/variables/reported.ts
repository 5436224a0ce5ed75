/**
 * Names that no configuration file at hand shows for a release, but that a named source reports: the first release of
 * the official chart that injects a name (an upper bound for the release that reads it), a compose file, a start
 * script, a library's documentation. `until` is included; without it, newer releases read the name too.
 */
export interface ReportedName {
  readonly names: readonly string[];
  readonly from: string;
  readonly until?: string;
  readonly source: string;
}

const chart = (release: string): string =>
  `chart history of open-metadata/openmetadata-helm-charts: first injected for ${release}`;

/** Credentials of the ingestion bot; the 0.12 files have them, 0.13.1's has not. */
export const botNames = [
  "OM_AUTH_JWT_TOKEN",
  "OM_AUTH_AIRFLOW_AZURE_CLIENT_SECRET",
  "OM_AUTH_AIRFLOW_AZURE_AUTHORITY_URL",
  "OM_AUTH_AIRFLOW_AZURE_SCOPES",
  "OM_AUTH_AIRFLOW_AZURE_CLIENT_ID",
  "OM_AUTH_AIRFLOW_GOOGLE_SECRET_KEY_PATH",
  "OM_AUTH_AIRFLOW_GOOGLE_AUDIENCE",
  "OM_AUTH_AIRFLOW_OKTA_CLIENT_ID",
  "OM_AUTH_AIRFLOW_OKTA_ORGANIZATION_URL",
  "OM_AUTH_AIRFLOW_OKTA_PRIVATE_KEY",
  "OM_AUTH_AIRFLOW_OKTA_SA_EMAIL",
  "OM_AUTH_AIRFLOW_OKTA_SCOPES",
  "OM_AUTH_AIRFLOW_AUTH0_CLIENT_ID",
  "OM_AUTH_AIRFLOW_AUTH0_CLIENT_SECRET",
  "OM_AUTH_AIRFLOW_AUTH0_DOMAIN_URL",
  "OM_AUTH_AIRFLOW_CUSTOM_OIDC_CLIENT_ID",
  "OM_AUTH_AIRFLOW_CUSTOM_OIDC_SECRET_KEY",
  "OM_AUTH_AIRFLOW_CUSTOM_OIDC_TOKEN_ENDPOINT_URL",
] as const;

/** The confidential client's names in the 1.6.2 file. */
const oidcNames = [
  "OIDC_CALLBACK",
  "OIDC_CLIENT_AUTH_METHOD",
  "OIDC_CLIENT_ID",
  "OIDC_CLIENT_SECRET",
  "OIDC_CUSTOM_PARAMS",
  "OIDC_DISABLE_PKCE",
  "OIDC_DISCOVERY_URI",
  "OIDC_MAX_CLOCK_SKEW",
  "OIDC_PREFERRED_JWS",
  "OIDC_RESPONSE_TYPE",
  "OIDC_SCOPE",
  "OIDC_SERVER_URL",
  "OIDC_TENANT",
  "OIDC_TYPE",
  "OIDC_USE_NONCE",
];

export const reportedServerNames: readonly ReportedName[] = [
  {
    names: [...botNames, "AIRFLOW_AUTH_PROVIDER", "AUTHORIZER_INGESTION_PRINCIPALS"],
    from: "0.13.0",
    until: "0.13.0.99999",
    source: "chart history of open-metadata/openmetadata-helm-charts: injected up to chart 0.0.48 (application 0.13.0)",
  },
  {
    names: ["DB_USE_SSL"],
    from: "1.1.0",
    until: "1.1.99999",
    source:
      "compose in the 1.2.0 tree, which runs the images of 1.1.0 and injects it; the file of 1.2.0 has DB_PARAMS instead",
  },
  { names: ["SEARCH_TYPE"], from: "1.1.1", until: "1.1.99999", source: chart("1.1.1") },
  { names: ["AUTHENTICATION_RESPONSE_TYPE"], from: "1.2.3", until: "1.6.1", source: chart("1.2.3") },
  { names: ["AUTH_ROLES_MAPPING", "SECRET_MANAGER_PREFIX"], from: "1.3.0", until: "1.6.1", source: chart("1.3.0") },
  { names: [...oidcNames, "AUTHENTICATION_CLIENT_TYPE"], from: "1.3.2", until: "1.6.1", source: chart("1.3.2") },
  { names: ["AUTHORIZER_USE_ROLES_FROM_PROVIDER"], from: "1.4.0", until: "1.11.99999", source: chart("1.4.0") },
  { names: ["SAML_SP_PRIVATE_KEY"], from: "1.4.8", until: "1.6.1", source: chart("1.4.8") },
  {
    names: ["OIDC_MAX_AGE", "AUTHORIZER_ALLOWED_DOMAINS"],
    from: "1.6.12",
    until: "1.11.99999",
    source: chart("1.6.12"),
  },
  { names: ["OIDC_SESSION_EXPIRY"], from: "1.8.2", until: "1.11.99999", source: chart("1.8.2") },
  {
    names: ["OPENMETADATA_HEAP_OPTS"],
    from: "0.12.0",
    source:
      "bin/openmetadata-server-start.sh of 0.12.0 to 1.6.2; composes of 1.10.3, 1.12.6 and 1.13.3; the main branch's test start script",
  },
  {
    names: [
      "OPENMETADATA_OPTS",
      "OPENMETADATA_JVM_PERFORMANCE_OPTS",
      "OPENMETADATA_GC_LOG_OPTS",
      "OPENMETADATA_DEBUG",
      "JAVA_HOME",
      "JAVA_DEBUG_PORT",
      "JAVA_DEBUG_OPTS",
      "DEBUG_SUSPEND_FLAG",
      "LOG_DIR",
      "EXT_CLASSPATH",
      "CLASSPATH",
    ],
    from: "0.12.0",
    source: "bin/openmetadata-server-start.sh of 0.12.0 to 1.6.2; later releases unverified",
  },
  {
    names: ["AWS_REGION"],
    from: "1.12.0",
    source:
      "AWS SDK for Java, default region provider chain; set beside AWS_DEFAULT_REGION by mitodl/ol-infrastructure",
  },
  {
    names: ["MIGRATION_LIMIT_PARAM"],
    from: "1.1.0",
    source: "migration 1.1.0 reads it from the process environment",
  },
];
