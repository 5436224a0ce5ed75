import type { PlainStackConfig } from "../../../config/schema";
import type { SecretName } from "../../../openmetadata/environment/secret-names";

/**
 * How a secret comes to be when config brings no value: a password (letters and digits), a password with the special
 * character that OpenSearch asks for, a Fernet key, the RSA pair's halves. `config`: only ever from config. `file`: the
 * text of a file that config names.
 */
export type SecretOrigin =
  "config" | "password" | "search-password" | "fernet-key" | "jwt-private-key" | "jwt-public-key" | "file";

/** One secret that a stack needs. */
export interface PlannedSecret {
  readonly name: SecretName;
  readonly origin: SecretOrigin;
  /** Without it, data that outlives the stack's tasks is unreadable; protected like that data. */
  readonly isDataKey: boolean;
}

/** What decides which secrets a stack needs. */
export interface SecretPlanInput {
  readonly config: Pick<PlainStackConfig, "database" | "search" | "airflow" | "server" | "auth" | "network">;
  /** Names that config brings a value for. */
  readonly provided: ReadonlySet<SecretName>;
  /** Major version of the Airflow that the release line runs. */
  readonly airflowMajor: 2 | 3;
  /** Whether the server signs its requests to a created search domain, and so needs no password. */
  readonly signsSearchRequests: boolean;
}

const secret = (name: SecretName, origin: SecretOrigin, isDataKey = false): PlannedSecret => ({
  name,
  origin,
  isDataKey,
});

function airflowSecrets({ config: { airflow }, provided, airflowMajor }: SecretPlanInput): PlannedSecret[] {
  if (airflow.host === "existing") {
    return provided.has("airflow.password") ? [secret("airflow.password", "config")] : [];
  }
  return [
    secret("database.airflow", "password", true),
    secret("airflow.password", "password"),
    secret("airflow.fernetKey", "fernet-key", true),
    ...(airflowMajor === 3 ? [secret("airflow.jwtSecret", "password")] : []),
    secret("airflow.secretKey", "password"),
  ];
}

function searchSecrets({ config: { search }, provided, signsSearchRequests }: SecretPlanInput): PlannedSecret[] {
  if (search.mode === "create") {
    // Not a data key: the domain's own password can be set again, and a line that signs its requests drops it.
    return signsSearchRequests ? [] : [secret("search.password", "search-password")];
  }
  return search.login === "password" && provided.has("search.password") ? [secret("search.password", "config")] : [];
}

/** Every secret that a stack needs, sorted by name: generated ones, and those that config brings and something reads. */
export function plannedSecrets(input: SecretPlanInput): PlannedSecret[] {
  const { config, provided } = input;
  const planned = [
    secret(
      "database.master",
      config.database.mode === "create" ? "password" : "config",
      config.database.mode === "create",
    ),
    secret("database.server", "password", true),
    ...airflowSecrets(input),
    ...searchSecrets(input),
    secret("server.fernetKey", "fernet-key", true),
    secret("server.jwtPrivateKey", "jwt-private-key", true),
    secret("server.jwtPublicKey", "jwt-public-key", true),
    ...(config.database.caCertificateFile ? [secret("database.caCertificate", "file")] : []),
    ...(config.auth.ldap?.caCertificateFile ? [secret("auth.ldapCaCertificate", "file")] : []),
    ...(config.network.caCertificatesFile ? [secret("network.caCertificates", "file")] : []),
    ...(config.server.configurationFile ? [secret("server.configurationFile", "file")] : []),
  ];
  const known = new Set(planned.map(({ name }) => name));
  const hasReader = (name: SecretName): boolean =>
    name.startsWith("auth.") ||
    name.startsWith("serverEnvironment.") ||
    name === "airflow.trustStorePassword" ||
    (name.startsWith("airflowEnvironment.") && config.airflow.host === "create");
  const fromConfig = [...provided]
    .filter((name) => !known.has(name) && hasReader(name))
    .map((name) => secret(name, "config"));
  return [...planned, ...fromConfig].sort((a, b) => (a.name < b.name ? -1 : 1));
}
