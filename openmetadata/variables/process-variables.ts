/**
 * Names that every program of a kind reads, in every release of OpenMetadata: the language's own, those of
 * the AWS SDKs, those of client libraries beside the connectors.
 */
export interface ProcessNames {
  /** Who reads them. */
  readonly readers: readonly ("server" | "airflow")[];
  readonly names: readonly string[];
  readonly source: string;
}

const eachCase = (...names: readonly string[]): string[] => names.flatMap((name) => [name, name.toLowerCase()]);

/** Read by Python's urllib, requests and httpx, by curl and by the AWS SDK for Java 2. */
export const proxyNames = eachCase("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY");

export const processNames: readonly ProcessNames[] = [
  {
    readers: ["server", "airflow"],
    names: ["TZ", "LANG", "LANGUAGE", "LC_ALL", "TMPDIR"],
    source: "POSIX, The Open Group Base Specifications, Environment Variables; LANGUAGE: GNU gettext",
  },
  {
    readers: ["server", "airflow"],
    names: [...proxyNames, ...eachCase("ALL_PROXY")],
    source:
      "Python, urllib.request.getproxies; requests, Proxies; httpx, Environment Variables; AWS SDK for Java 2, HTTP proxy",
  },
  {
    readers: ["airflow"],
    // prettier-ignore
    names: [
      "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE",
      "GRPC_DEFAULT_SSL_ROOTS_FILE_PATH",
    ],
    source: "requests, SSL Cert Verification; OpenSSL, SSL_CTX_load_verify_locations; gRPC, environment variables",
  },
  {
    readers: ["airflow"],
    // prettier-ignore
    names: [
      "PYTHONPATH", "PYTHONUNBUFFERED", "PYTHONWARNINGS", "PYTHONHASHSEED", "PYTHONIOENCODING", "PYTHONUTF8",
      "PYTHONFAULTHANDLER", "PYTHONDONTWRITEBYTECODE", "PYTHONASYNCIODEBUG", "PYTHONTRACEMALLOC", "PYTHONMALLOC",
      "PYTHONDEVMODE", "PYTHONNOUSERSITE", "PYTHONOPTIMIZE",
    ],
    source: "Python, Command line and environment",
  },
  {
    readers: ["airflow"],
    // prettier-ignore
    names: [
      "LD_LIBRARY_PATH", "ORACLE_HOME", "TNS_ADMIN", "NLS_LANG", "ODBCINI", "ODBCSYSINI", "KRB5_CONFIG",
      "KRB5CCNAME", "KRB5_KTNAME", "KRB5_CLIENT_KTNAME", "JAVA_HOME", "SPARK_HOME", "HADOOP_CONF_DIR",
    ],
    source: "dynamic linker; Oracle Net; unixODBC; MIT Kerberos, Environment variables; Apache Spark and Hadoop",
  },
  {
    readers: ["airflow"],
    // prettier-ignore
    names: [
      "GOOGLE_APPLICATION_CREDENTIALS", "GOOGLE_CLOUD_PROJECT", "AZURE_CLIENT_ID", "AZURE_TENANT_ID",
      "AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PATH", "AZURE_AUTHORITY_HOST",
    ],
    source: "google-auth, environment_vars; azure-identity, Environment variables",
  },
  {
    readers: ["server"],
    names: ["JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"],
    source: "JVM Tool Interface, JAVA_TOOL_OPTIONS; JDK tool specification, java (from 9 on)",
  },
  {
    readers: ["server", "airflow"],
    // prettier-ignore
    names: [
      "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE",
      "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_ACCOUNT_ID",
      "AWS_ROLE_ARN", "AWS_ROLE_SESSION_NAME", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_STS_REGIONAL_ENDPOINTS",
      "AWS_MAX_ATTEMPTS", "AWS_RETRY_MODE", "AWS_DEFAULTS_MODE", "AWS_ENDPOINT_URL", "AWS_EC2_METADATA_DISABLED",
      "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "AWS_USE_DUALSTACK_ENDPOINT", "AWS_USE_FIPS_ENDPOINT",
      "AWS_REQUEST_CHECKSUM_CALCULATION", "AWS_RESPONSE_CHECKSUM_VALIDATION", "AWS_DISABLE_REQUEST_COMPRESSION",
      "AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "AWS_SIGV4A_SIGNING_REGION_SET", "AWS_SDK_UA_APP_ID",
    ],
    source: "AWS SDKs and Tools reference guide, environment variables; botocore 1.44.8, configprovider.py",
  },
  {
    readers: ["airflow"],
    // prettier-ignore
    names: [
      "AWS_CA_BUNDLE", "AWS_DATA_PATH", "AWS_DEFAULT_PROFILE", "AWS_METADATA_SERVICE_TIMEOUT",
      "AWS_METADATA_SERVICE_NUM_ATTEMPTS", "AWS_ENDPOINT_DISCOVERY_ENABLED", "AWS_S3_US_EAST_1_REGIONAL_ENDPOINT",
    ],
    source: "botocore 1.44.8, configprovider.py and session.py",
  },
];

/** `AWS_ENDPOINT_URL_S3` and its kind: one for each service (AWS SDKs and Tools reference guide, service-specific endpoints). */
const serviceEndpoint = /^AWS_ENDPOINT_URL_[A-Z0-9_]+$/;

/** Names that the programs of a container read by themselves. */
export const processNamesOf = (reader: "server" | "airflow"): string[] =>
  processNames.filter(({ readers }) => readers.includes(reader)).flatMap(({ names }) => names);

/** Where it is known from that every program of a container reads a name; undefined when nothing says so. */
export function processSource(name: string, reader: "server" | "airflow"): string | undefined {
  if (serviceEndpoint.test(name)) return "AWS SDKs and Tools reference guide, service-specific endpoints";
  return processNames.find(({ readers, names }) => readers.includes(reader) && names.includes(name))?.source;
}

/** Whether the value of such a name is a secret. */
export const isProcessSecret = (name: string): boolean =>
  ["AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AZURE_CLIENT_SECRET"].includes(name);
