import type { Input } from "@pulumi/pulumi";
import type { AuthenticationSettings } from "./auth/settings";
import type { allAirflowKeys, PlainValues, serverKeys } from "./environment/plain-settings";
import type { ProxySettings } from "./environment/proxy";
import type { SecretName } from "./environment/secret-names";
import type { SecretsManagerSettings } from "./environment/secrets-manager";

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
export interface AirflowClientSettings extends PlainValues<typeof allAirflowKeys> {
  /** Base URL without a path, such as `http://airflow.dev.internal:8081`. */
  readonly endpoint: Input<string>;
  readonly username: string;
}

/** The server's RSA key pair, written into the container as DER files. */
export interface JwtKeySettings {
  readonly privateKeyPath: string;
  readonly publicKeyPath: string;
  /** Derived from the public key, so that a new pair has a new id. */
  readonly keyId: Input<string>;
}

/** Everything that the server's environment follows from. */
export interface ServerEnvironmentSettings {
  /** OpenMetadata release. */
  readonly version: string;
  /** Address that browsers use: scheme, host and port, such as `https://metadata.example.com`. */
  readonly publicUrl: Input<string>;
  /** Address at which workflows reach the server's API, with `/api` at its end. */
  readonly metadataApiEndpoint: Input<string>;
  readonly database: DatabaseSettings;
  readonly search: SearchSettings;
  /** Absent when the server talks to no Airflow. */
  readonly airflow?: AirflowClientSettings;
  /** Absent when Airflow keeps the logs of its workflows. */
  readonly ingestionLogs?: IngestionLogSettings;
  readonly jwt: JwtKeySettings;
  readonly authentication: AuthenticationSettings;
  /** Keys of `server` that go to a variable as they are. */
  readonly plain: PlainValues<typeof serverKeys>;
  /** Java heap, MiB. */
  readonly heapMegabytes: number;
  /** Name of this installation; part of secret names and index names. */
  readonly clusterName: string;
  /** `server.secretsManager`; `loader`: how workflows of an Airflow that the stack runs find their credentials. */
  readonly secretsManager?: SecretsManagerSettings & { readonly loader?: "env" };
  /** AWS region, for signed requests and the secrets manager. */
  readonly region?: string;
  /** `network.proxy`. */
  readonly proxy?: ProxySettings;
  /** Names of the stack's own parts that no proxy is asked for, in the form of `noProxy`. */
  readonly directHosts: readonly Input<string>[];
  /** Whether the task has certificate authorities of the user's own: `network.caCertificatesFile`. */
  readonly ownAuthorities: boolean;
  /** `server.environment` of the stack file. */
  readonly environment: Readonly<Record<string, string>>;
  /** Names under `secrets.serverEnvironment`. */
  readonly secretEnvironment: readonly string[];
  /** Text of the configuration file mounted in place of the image's own. */
  readonly configurationFile?: string;
  readonly overrideStackVariables: readonly string[];
  /** `server.ownVariables`. */
  readonly ownVariables: readonly string[];
  /** Secrets that the stack file brings. */
  readonly secretNames: ReadonlySet<SecretName>;
}
