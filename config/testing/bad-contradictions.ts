import type { BadStackFile } from "./bad-stack-file";
import { canary } from "./canary";
import { clients, domain, existingAirflow, existingDatabase, okta } from "./valid-stack-files";

const server = (environment: object, more: object = {}) => ({ server: { ...clients, environment, ...more } });
const airflow = (environment: object, more: object = {}) => ({ airflow: { environment, ...more } });
const at = (section: string, name: string) => `${section}.environment.${name}`;
const elasticsearch = { mode: "existing", engine: "elasticsearch", host: "search.example.com", login: "none" };
const publicUrl = (url: string) => ({ auth: okta, server: { ...clients, publicUrl: url } });

/** Variables on whose values other parts of the stack count. */
const wiring: readonly BadStackFile[] = [
  { title: "a path for the server", values: server({ BASE_PATH: "/om/" }), key: at("server", "BASE_PATH") },
  { title: "another port", values: server({ SERVER_PORT: "9000" }), key: at("server", "SERVER_PORT") },
  {
    title: "another port for health",
    values: server({ SERVER_ADMIN_PORT: "1" }),
    key: at("server", "SERVER_ADMIN_PORT"),
  },
  { title: "a server for itself", values: server({ SERVER_HOST: "127.0.0.1" }), key: at("server", "SERVER_HOST") },
  {
    title: "HTTPS in the container",
    values: { version: "2.0.7", ...server({ SERVER_PROTOCOL: "https" }) },
    key: at("server", "SERVER_PROTOCOL"),
  },
  {
    title: "another database by force",
    values: server({ DB_HOST: canary }, { overrideStackVariables: ["DB_HOST"] }),
    key: "server.overrideStackVariables",
  },
  {
    title: "a key pair elsewhere",
    values: server({ RSA_PUBLIC_KEY_FILE_PATH: canary }, { overrideStackVariables: ["RSA_PUBLIC_KEY_FILE_PATH"] }),
    key: at("server", "RSA_PUBLIC_KEY_FILE_PATH"),
  },
  {
    title: "another public address by force",
    values: server(
      { OPENMETADATA_SERVER_URL: "https://a.example.com" },
      { overrideStackVariables: ["OPENMETADATA_SERVER_URL"] },
    ),
    key: at("server", "OPENMETADATA_SERVER_URL"),
  },
  {
    title: "a password of the stack's own by force",
    values: {
      ...server({}, { overrideStackVariables: ["DB_USER_PASSWORD"] }),
      secrets: { serverEnvironment: { DB_USER_PASSWORD: canary } },
    },
    key: "secrets.serverEnvironment.DB_USER_PASSWORD",
  },
  {
    title: "a configuration file that listens elsewhere",
    values: { server: { ...clients, configurationFile: "config/testing/other-port.yaml" } },
    key: "server.configurationFile",
  },
  {
    title: "another port for Airflow",
    values: airflow({ AIRFLOW__API__PORT: "9090" }),
    key: at("airflow", "AIRFLOW__API__PORT"),
  },
  {
    title: "another port for Airflow 2",
    values: { version: "1.10.3", ...airflow({ AIRFLOW__WEBSERVER__WEB_SERVER_PORT: "9090" }) },
    key: at("airflow", "AIRFLOW__WEBSERVER__WEB_SERVER_PORT"),
  },
  {
    title: "HTTPS in Airflow's container",
    values: airflow({ AIRFLOW__API__SSL_CERT: "/certs/a.pem" }),
    key: at("airflow", "AIRFLOW__API__SSL_CERT"),
  },
  {
    title: "another executor by force",
    values: airflow(
      { AIRFLOW__CORE__EXECUTOR: "CeleryExecutor" },
      { overrideStackVariables: ["AIRFLOW__CORE__EXECUTOR"] },
    ),
    key: at("airflow", "AIRFLOW__CORE__EXECUTOR"),
  },
  {
    title: "a log-in that the server cannot use",
    values: airflow(
      { AIRFLOW__FAB__AUTH_BACKENDS: "airflow.api.auth.backend.session" },
      { overrideStackVariables: ["AIRFLOW__FAB__AUTH_BACKENDS"] },
    ),
    key: at("airflow", "AIRFLOW__FAB__AUTH_BACKENDS"),
  },
  {
    title: "another metadata database",
    values: { secrets: { airflowEnvironment: { AIRFLOW__DATABASE__SQL_ALCHEMY_CONN: canary } } },
    key: "secrets.airflowEnvironment.AIRFLOW__DATABASE__SQL_ALCHEMY_CONN",
  },
  {
    title: "another metadata database by a command",
    values: airflow({ AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_CMD: "cat /x" }),
    key: at("airflow", "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_CMD"),
  },
  {
    title: "more heap than memory",
    values: server({ OPENMETADATA_HEAP_OPTS: "-Xmx64G" }, { overrideStackVariables: ["OPENMETADATA_HEAP_OPTS"] }),
    key: at("server", "OPENMETADATA_HEAP_OPTS"),
  },
];

/** Addresses that lead nowhere from a container, or of which addresses cannot be made. */
const addresses: readonly BadStackFile[] = [
  ...["localhost", "127.0.0.1", "host.docker.internal", "0.0.0.0", "169.254.169.254", "postgresql"].map((host) => ({
    title: `a database at ${host}`,
    values: { database: { ...existingDatabase, host } },
    key: "database.host",
  })),
  ...["localhost", "elasticsearch"].map((host) => ({
    title: `search at ${host}`,
    values: { search: { ...elasticsearch, host } },
    key: "search.host",
  })),
  ...["http://localhost:8080", "http://[::1]:8080", "http://ingestion:8080", "http://a.example.com?x=y"].map(
    (endpoint) => ({
      title: `Airflow at ${endpoint}`,
      values: { airflow: { ...existingAirflow, endpoint } },
      key: "airflow.endpoint",
    }),
  ),
  ...[
    "https://a.example.com/om",
    "https://a.example.com?a=b",
    "https://a.example.com#x",
    "https://jane@a.example.com",
    "https://localhost:8585",
  ].map((url) => ({ title: `a public address ${url}`, values: publicUrl(url), key: "server.publicUrl" })),
  {
    title: "a provider on the laptop",
    values: { domain, auth: { ...okta, authority: "http://localhost:9000" } },
    key: "auth.authority",
  },
  {
    title: "keys on the laptop",
    values: { domain, auth: { ...okta, publicKeyUrls: ["http://localhost:9000/keys"] } },
    key: "auth.publicKeyUrls[0]",
  },
  {
    title: "a mail server on the laptop",
    values: server({ SMTP_SERVER_ENDPOINT: "localhost" }),
    key: at("server", "SMTP_SERVER_ENDPOINT"),
  },
  {
    title: "a trust store that is not in the image",
    values: { airflow: { ...existingAirflow, trustStorePath: "/opt/certs/store.jks" } },
    key: "airflow.trustStorePath",
  },
  {
    title: "a trust store that is not in the image, by a variable",
    values: server({ ELASTICSEARCH_TRUST_STORE_PATH: "/opt/certs/store.jks" }),
    key: at("server", "ELASTICSEARCH_TRUST_STORE_PATH"),
  },
];

/** What AWS or an engine refuses once resources are being made. */
const refusedLater: readonly BadStackFile[] = [
  ...["01.13.6", "1.013.6", "1.13.06"].map((version) => ({
    title: `release ${version}`,
    values: { version },
    key: "version",
  })),
  { title: "a database version with a zero", values: { database: { version: "016" } }, key: "database.version" },
  { title: "a PostgreSQL that RDS does not have", values: { database: { version: "19" } }, key: "database.version" },
  {
    title: "a MySQL that RDS does not have",
    values: { database: { engine: "mysql", version: "8.3" } },
    key: "database.version",
  },
  {
    title: "a class that is none",
    values: { database: { instanceClass: "db.medium.t4g" } },
    key: "database.instanceClass",
  },
  { title: "an OpenSearch that AWS does not have", values: { search: { version: "2.18" } }, key: "search.version" },
  {
    title: "a search type that is none",
    values: { search: { instanceType: "large.m7g.search" } },
    key: "search.instanceType",
  },
  {
    title: "a search type with its own disks",
    values: { search: { instanceType: "i3.large.search" } },
    key: "search.instanceType",
  },
  ...["0.0.0.0/16", "127.0.0.0/16", "169.254.0.0/16", "224.0.0.0/16", "240.1.0.0/16"].map((cidr) => ({
    title: `a VPC of ${cidr}`,
    values: { network: { cidr } },
    key: "network.cidr",
  })),
  {
    title: "clients at loopback",
    values: { server: { allowedCidrs: ["127.0.0.1/32"] } },
    key: "server.allowedCidrs[0]",
  },
  {
    title: "sources at multicast",
    values: { airflow: { egressCidrs: ["224.0.0.0/8"] } },
    key: "airflow.egressCidrs[0]",
  },
  ...["openmetadata", "airflow", "pg_admin", "rdsadmin", "public"].map((username) => ({
    title: `an administrator named ${username}`,
    values: { database: { ...existingDatabase, username } },
    key: "database.username",
  })),
  {
    title: "a name that is too long for a certificate",
    values: { domain: { ...domain, name: `${"a".repeat(60)}.example.com` } },
    key: "domain.name",
  },
  {
    title: "a name that nobody signs",
    values: { domain: { ...domain, name: "metadata.corp.local" } },
    key: "domain.name",
  },
  {
    title: "an administrator's address",
    values: { domain, auth: { adminPrincipals: ["admin", "jane@example.com"] } },
    key: "auth.adminPrincipals[1]",
  },
  ...Object.entries({
    "of another region": "arn:aws:kms:us-east-1:123456789012:key/1",
    "of another partition": "arn:aws-cn:kms:eu-west-1:123456789012:key/1",
    "without an account": "arn:aws:kms:eu-west-1::key/1",
    "that is cut off": "arn:aws:kms:",
  }).map(([what, kmsKeyArn]) => ({
    title: `a key ${what}`,
    values: { database: { kmsKeyArn } },
    key: "database.kmsKeyArn",
  })),
  {
    title: "a certificate of another region",
    values: {
      domain: {
        certificate: "existing",
        name: "a.example.com",
        certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1",
      },
    },
    key: "domain.certificateArn",
  },
  {
    title: "a policy of another partition",
    values: { server: { ...clients, policyArns: ["arn:aws-cn:iam::aws:policy/AmazonAthenaFullAccess"] } },
    key: "server.policyArns[0]",
  },
  { title: "tags that are one to IAM", values: { tags: { Owner: "a", owner: "b" } }, key: "tags.owner" },
  {
    title: "a secret that is too long",
    values: { secrets: { serverEnvironment: { SMTP_SERVER_PWD: canary.repeat(5000) } } },
    key: "secrets.serverEnvironment.SMTP_SERVER_PWD",
  },
];

/** What would end the build of an image or the start of a container. */
const neverStarts: readonly BadStackFile[] = [
  ...["", " ", "-r other.txt", "./wheel.whl", "apache-airflow==2.10.5", "openmetadata-ingestion[mysql]==1.12.4"].map(
    (line) => ({
      title: `the requirement ${JSON.stringify(line)}`,
      values: { airflow: { requirements: [line] } },
      key: "airflow.requirements[0]",
    }),
  ),
  {
    title: "an index with a login in plain text, and no other mistake shows it",
    values: { airflow: { requirements: [`-r https://jane:${canary}@example.com/r.txt`] } },
    key: "airflow.requirements[0]",
  },
  {
    title: "everything as a range, where Airflow may reach nothing",
    values: { airflow: { egress: "https", egressCidrs: ["0.0.0.0/0"] } },
    key: "airflow.egressCidrs[0]",
  },
  {
    title: "a number in words",
    values: server({ ELASTICSEARCH_BATCH_SIZE: "many" }),
    key: at("server", "ELASTICSEARCH_BATCH_SIZE"),
  },
  {
    title: "a duration for a number of seconds",
    values: server({ EVENT_MONITOR: "prometheus", ELASTICSEARCH_SOCKET_TIMEOUT_SECS: "1m" }),
    key: at("server", "ELASTICSEARCH_SOCKET_TIMEOUT_SECS"),
  },
  {
    title: "an image with a scheme",
    values: { server: { ...clients, image: "https://example.com/server:1.13.6" } },
    key: "server.image",
  },
  {
    title: "Elasticsearch's port on OpenSearch Service",
    values: {
      search: { ...elasticsearch, engine: "opensearch", host: "vpc-a.eu-west-1.es.amazonaws.com", port: 9200 },
    },
    key: "search.port",
  },
];

/** What is right by itself and contradicts the stack, its containers or AWS. */
export const badContradictions: readonly BadStackFile[] = [...wiring, ...addresses, ...refusedLater, ...neverStarts];
