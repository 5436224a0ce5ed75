import type { DatabaseSettings } from "../settings";

/** JDBC driver and URL scheme of an engine. */
export const jdbc = {
  postgres: { driver: "org.postgresql.Driver", scheme: "postgresql" },
  mysql: { driver: "com.mysql.cj.jdbc.Driver", scheme: "mysql" },
} as const;

/** MySQL drivers of the ingestion image: PyMySQL to 1.7, mysqlclient since 1.8. */
export type MySqlDriver = "pymysql" | "mysqldb";

/** SQLAlchemy scheme of an engine. */
export const sqlAlchemyScheme = (engine: DatabaseSettings["engine"], driver: MySqlDriver): string =>
  engine === "postgres" ? "postgresql+psycopg2" : `mysql+${driver}`;

/**
 * MySQL's JDBC driver reads no PEM: the certificate has to be in a PKCS#12 store, which a container with Java makes
 * from the PEM beside it. The password protects nothing secret.
 */
export const jdbcTrustStore = (certificatePath: string) =>
  ({ path: certificatePath.replace(/(\.pem|\.crt)?$/, ".p12"), type: "PKCS12", password: "certificates" }) as const;

/** Options of the JDBC URL, without the leading question mark. TLS always; verified when there is a certificate. */
export function jdbcParameters({ engine, caCertificatePath }: DatabaseSettings): string {
  if (engine === "postgres") {
    return caCertificatePath === undefined ? "sslmode=require" : `sslmode=verify-full&sslrootcert=${caCertificatePath}`;
  }
  const always = "allowPublicKeyRetrieval=true&serverTimezone=UTC";
  if (caCertificatePath === undefined) return `${always}&sslMode=REQUIRED`;
  const store = jdbcTrustStore(caCertificatePath);
  return (
    `${always}&sslMode=VERIFY_IDENTITY&trustCertificateKeyStoreUrl=file:${store.path}` +
    `&trustCertificateKeyStoreType=${store.type}&trustCertificateKeyStorePassword=${store.password}`
  );
}

/**
 * The same for releases before 1.2, whose URL has one gap, `useSSL=${DB_USE_SSL:-false}`, before another option: the
 * gap takes the other options too, since it is text.
 */
export function legacySslValue(settings: DatabaseSettings): string {
  const options = jdbcParameters(settings)
    .split("&")
    .filter((option) => !/^(allowPublicKeyRetrieval|serverTimezone)=/.test(option));
  return ["true", ...options].join("&");
}

/**
 * Options of the SQLAlchemy URL that the ingestion entrypoint appends, with the leading question mark. PyMySQL asks for
 * TLS only together with a certificate or a key, or by `ssl_check_hostname`, which any value of switches TLS on.
 */
export function sqlAlchemyProperties({ engine, caCertificatePath }: DatabaseSettings, driver: MySqlDriver): string {
  if (engine === "postgres") {
    return caCertificatePath === undefined
      ? "?sslmode=require"
      : `?sslmode=verify-full&sslrootcert=${caCertificatePath}`;
  }
  if (driver === "mysqldb") {
    return caCertificatePath === undefined
      ? "?ssl_mode=REQUIRED"
      : `?ssl_mode=VERIFY_IDENTITY&ssl_ca=${caCertificatePath}`;
  }
  return caCertificatePath === undefined ? "?ssl_check_hostname=false" : `?ssl_ca=${caCertificatePath}`;
}

/**
 * The connection that Airflow 3 uses for its asynchronous calls (waiting for a run, among others), PostgreSQL only.
 * Airflow would derive it from the other one and keep the options, which asyncpg refuses: `sslmode` is libpq's. asyncpg
 * takes the same options inside a `dsn`. Names with `$` are replaced by Airflow when it reads the value, so that the
 * password is in no plain variable; the password is a generated one, of letters and digits.
 *
 * MySQL's asynchronous driver takes TLS from Python code alone: nothing can be set for it here.
 */
export function asyncSqlAlchemyUrl(settings: DatabaseSettings): string | undefined {
  if (settings.engine !== "postgres") return undefined;
  const dsn = encodeURIComponent(`postgresql://${sqlAlchemyProperties(settings, "mysqldb")}`);
  return `postgresql+asyncpg://$DB_USER:$DB_PASSWORD@$DB_HOST:$DB_PORT/$AIRFLOW_DB?dsn=${dsn}`;
}
