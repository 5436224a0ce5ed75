import { idleSeconds } from "../tasks/ports";
import { botVariables } from "../auth/bot";
import { modules } from "../auth/modules";
import { principalVariables } from "../auth/shared-variables";
import { knownServerNames } from "../environment/server-environment";
import { releaseLineOf } from "../releases/release-lines";

/** From where the stack takes a variable of the server, in words for the reference; names of keys as in a stack file. */
const derived: Readonly<Record<string, string>> = {
  AIRFLOW_AUTH_PROVIDER: "`auth.mode`: the ingestion bot's provider",
  AIRFLOW_HOST: "address of the created Airflow, or `airflow.endpoint`",
  AIRFLOW_HOST_IP: "`airflow.hostIp`",
  AIRFLOW_PASSWORD: "secret `airflow.password`, generated or `secrets.airflow.password`",
  AIRFLOW_SSL_CERT_PATH: "`airflow.certificatePath`",
  AIRFLOW_TIMEOUT: "`airflow.timeoutSeconds`",
  AIRFLOW_TRUST_STORE_PASSWORD: "secret `secrets.airflow.trustStorePassword`",
  AIRFLOW_TRUST_STORE_PATH: "`airflow.trustStorePath`",
  AIRFLOW_USERNAME: "`airflow.username`",
  AIRFLOW_VERIFY_SSL: "`airflow.verifySsl`",
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
  AWS_DEFAULT_REGION: "region of the stack, when search requests are signed or with `server.secretsManager`",
  AWS_REGION: "region of the stack, when search requests are signed or with `server.secretsManager`",
  CUSTOM_OIDC_AUTHENTICATION_PROVIDER_NAME: "`auth.providerName`",
  DB_DRIVER_CLASS: "`database.engine`",
  DB_HOST: "the created database, or `database.host`",
  DB_PARAMS: "TLS options of the JDBC driver, by `database.engine` and `database.caCertificateFile`",
  DB_PORT: "the created database, or `database.port`",
  DB_SCHEME: "`database.engine`",
  DB_USER: "`database.serverLogin`, which the stack makes",
  DB_USER_PASSWORD: "secret `database.server`, generated",
  DB_USE_SSL: "true, with the other TLS options of the JDBC driver behind it",
  ELASTICSEARCH_HOST: "the created domain, or `search.host`",
  ELASTICSEARCH_PASSWORD: "secret `search.password`, generated or `secrets.search.password`",
  ELASTICSEARCH_PORT: "the created domain, or `search.port`",
  ELASTICSEARCH_SCHEME: "the created domain, or `search.scheme`",
  ELASTICSEARCH_USER: "the created domain's login, or `search.username`",
  FERNET_KEY: "secret `server.fernetKey`, generated or `secrets.server.fernetKey`",
  FORCE_SECURE_SESSION_COOKIE: "true when browsers come by HTTPS",
  JAVA_TOOL_OPTIONS: "`network.proxy`, `network.caCertificatesFile`",
  JWT_KEY_ID: "derived from the server's public key",
  LOG_FORMAT: "json",
  OIDC_CALLBACK: "`auth.callbackUrl`, or the domain",
  OIDC_CLIENT_ID: "`auth.clientId` of a confidential client",
  OIDC_DISCOVERY_URI: "`auth.oidc.discoveryUri`, or derived from the authority",
  OIDC_SCOPE: "`auth.oidc.scope`; openid email profile offline_access in mode azure when absent",
  OIDC_SERVER_URL: "origin of the address that browsers use",
  OIDC_TENANT: "`auth.oidc.tenant`, or the tenant in the authority",
  OIDC_TYPE: "`auth.mode` of a confidential client",
  OM_DATABASE: "`database.serverDatabase`",
  OPENMETADATA_CLUSTER_NAME: "`server.clusterName`, or the name of the stack",
  OPENMETADATA_HEAP_OPTS: "`server.memory`",
  OPENMETADATA_SERVER_URL: "the domain, `server.publicUrl` or the load balancer",
  PIPELINE_SERVICE_CLIENT_ENABLED: "whether the server has an Airflow to talk to",
  PIPELINE_SERVICE_CLIENT_ENDPOINT: "address of the created Airflow, or `airflow.endpoint`",
  PIPELINE_SERVICE_CLIENT_HEALTH_CHECK_INTERVAL: "`airflow.healthCheckIntervalSeconds`",
  PIPELINE_SERVICE_CLIENT_HOST_IP: "`airflow.hostIp`",
  PIPELINE_SERVICE_CLIENT_AWS_IAM_AUTH_ENABLED: "true with `server.ingestionLogs`",
  PIPELINE_SERVICE_CLIENT_LOG_BUCKET_NAME: "the created bucket, or `server.ingestionLogs.bucket`",
  PIPELINE_SERVICE_CLIENT_LOG_ENABLED: "true with `server.ingestionLogs`",
  PIPELINE_SERVICE_CLIENT_LOG_KMS_KEY_ID: "`server.ingestionLogs.kmsKeyArn`",
  PIPELINE_SERVICE_CLIENT_LOG_PREFIX: "`server.ingestionLogs.prefix`",
  PIPELINE_SERVICE_CLIENT_LOG_REGION: "`server.ingestionLogs.region`, or the stack's",
  PIPELINE_SERVICE_CLIENT_LOG_SSE_ALGORITHM: "aws:kms with `server.ingestionLogs.kmsKeyArn`, else AES256",
  PIPELINE_SERVICE_CLIENT_LOG_SSE_ENABLED: "true with `server.ingestionLogs`",
  PIPELINE_SERVICE_CLIENT_LOG_TYPE: "s3 with `server.ingestionLogs`",
  PIPELINE_SERVICE_CLIENT_SECRETS_MANAGER_LOADER: "`airflow.secretsManagerLoader`; env with `server.secretsManager`",
  PIPELINE_SERVICE_CLIENT_SSL_CERT_PATH: "`airflow.certificatePath`",
  PIPELINE_SERVICE_CLIENT_VERIFY_SSL: "`airflow.verifySsl`",
  PIPELINE_SERVICE_IP_INFO_ENABLED: "false: the route behind it calls public sites",
  RSA_PRIVATE_KEY_FILE_PATH: "file made from secret `server.jwtPrivateKey`",
  RSA_PUBLIC_KEY_FILE_PATH: "file made from `server.jwtPublicKey`",
  SAML_KEYSTORE_PASSWORD: "secret `secrets.auth.samlKeystorePassword`",
  SAML_STRICT_MODE: "true when `auth.saml.wantAssertionsSigned` or `wantMessagesSigned` is",
  SAML_AUTHORITY_URL: "the domain",
  SAML_SP_ACS: "the domain",
  SAML_SP_CALLBACK: "the domain",
  SAML_SP_ENTITY_ID: "`auth.saml.spEntityId`, or the domain",
  SEARCH_AWS_IAM_AUTH_ENABLED: '`search.login: "iam"`',
  SEARCH_AWS_SERVICE_NAME: '`search.login: "iam"`: es',
  SECRET_MANAGER: "`server.secretsManager.kind`",
  SECRET_MANAGER_PREFIX: "`server.secretsManager.prefix`",
  SEARCH_TYPE: "opensearch, or `search.engine`",
  SERVER_HOST_API_URL: "private address of the server",
  SERVER_IDLE_TIMEOUT: `${idleSeconds.server} seconds, longer than the load balancer waits`,
  SERVER_USE_FORWARDED_HEADERS: "true when browsers come by HTTPS",
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
  new Map([...ofAuthentication(), ...Object.entries(derived)]);
