import type { Input } from "@pulumi/pulumi";

/** Where the server keeps the logs of ingestion workflows. */
export interface IngestionLogSettings {
  readonly bucket: Input<string>;
  /** Folder in the bucket, without a slash at either end. */
  readonly prefix: string;
  readonly region: Input<string>;
  /** KMS key of the logs; S3's own keys when absent. */
  readonly kmsKeyArn?: string;
}

/** Where a program finds its database. Its password is a secret of its own. */
export interface DatabaseSettings {
  readonly engine: "postgres" | "mysql";
  readonly host: Input<string>;
  readonly port: Input<number>;
  /** Database name, such as `openmetadata_db`. */
  readonly name: string;
  /** The program's own login, never the administrator's. */
  readonly user: string;
  /** Absolute path inside the container of the PEM bundle that verifies the server; TLS without verification when absent. */
  readonly caCertificatePath?: string;
}

/** Where the server finds its search cluster. */
export interface SearchSettings {
  readonly engine: "opensearch" | "elasticsearch";
  readonly host: Input<string>;
  readonly port: number;
  readonly scheme: "http" | "https";
  /** Login by user and password (`search.password`), signed requests in `region`, or none. */
  readonly login:
    | { readonly kind: "password"; readonly username: string }
    | { readonly kind: "iam"; readonly region: string }
    | { readonly kind: "none" };
}

/** How the server reaches the Airflow that runs its workflows; absent when no angle uses the managed APIs. */
export interface AirflowClientSettings {
  /** Base URL without a path, such as `http://airflow.dev.internal:8081`. */
  readonly endpoint: Input<string>;
  readonly username: string;
  readonly timeoutSeconds?: number;
  readonly verifySsl?: "no-ssl" | "ignore" | "validate";
  /** Path of the certificate, as the ingestion container sees it (verify mode `validate`). */
  readonly certificatePath?: string;
  readonly trustStorePath?: string;
  readonly hostIp?: string;
  readonly healthCheckIntervalSeconds?: number;
  readonly secretsManagerLoader?: "noop" | "airflow" | "env";
}

/** The server's RSA key pair, written into the container as DER files. */
export interface JwtKeySettings {
  readonly privateKeyPath: string;
  readonly publicKeyPath: string;
  /** Derived from the public key, so that a new pair has a new id. */
  readonly keyId: Input<string>;
  readonly issuer?: string;
}
