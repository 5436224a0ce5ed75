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

/** What is right by itself and contradicts what other parts of the stack count on. */
export const badWiring: readonly BadStackFile[] = [...wiring, ...addresses];
