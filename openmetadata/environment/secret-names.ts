/**
 * The logical names of every secret that a container may read. A platform stores the value (AWS: one secret of
 * Secrets Manager each) and turns the name into a reference; the value itself never meets a container definition.
 *
 * Generated once and kept unless config brings them: database.*, airflow.*, server.*, search.password.
 * From stack config only: auth.*, serverEnvironment.NAME, airflowEnvironment.NAME.
 */
export const fixedSecretNames = [
  /** Administrator of the database; read by the steps alone that make databases and logins. */
  "database.master",
  "database.server",
  "database.airflow",
  "search.password",
  /** Password of Airflow's admin user, which the server logs in with. */
  "airflow.password",
  "airflow.fernetKey",
  /** Airflow 3 `[api_auth] jwt_secret`, equal for all its processes. */
  "airflow.jwtSecret",
  /** Airflow 3 `[api] secret_key`, Airflow 2 `[webserver] secret_key`. */
  "airflow.secretKey",
  "airflow.trustStorePassword",
  "server.fernetKey",
  /** PKCS#8 DER, base64. */
  "server.jwtPrivateKey",
  /** X.509 SubjectPublicKeyInfo DER, base64. Not secret, but kept with its private half. */
  "server.jwtPublicKey",
  /** The openmetadata.yaml that a stack brings (`server.configurationFile`): it may hold secrets, and is too long for plain environment. */
  "server.configurationFile",
  /** PEM bundle that verifies the database's certificate. Not secret; too long for plain environment. */
  "database.caCertificate",
  /** PEM bundle of certificate authorities of the user's own. Not secret; too long for plain environment. */
  "network.caCertificates",
  "auth.clientSecret",
  "auth.ldapAdminPassword",
  "auth.ldapTrustStorePassword",
  /** PEM file that verifies the directory's certificate (`auth.ldap.caCertificateFile`). Not secret; too long for plain environment. */
  "auth.ldapCaCertificate",
  "auth.samlPrivateKey",
  "auth.samlKeystorePassword",
  /** Credentials of the ingestion bot, read from the environment by 0.12.0 to 0.13.0 only. */
  "auth.botJwtToken",
  "auth.botClientSecret",
  "auth.botPrivateKey",
] as const;

export type FixedSecretName = (typeof fixedSecretNames)[number];
export type SecretName = FixedSecretName | `serverEnvironment.${string}` | `airflowEnvironment.${string}`;
