import type { EnvironmentVariable } from "../tasks/container-spec";

/**
 * Certificate authorities of the user's own (`network.caCertificatesFile`), trusted beside the public ones: search, a
 * directory, an identity provider, sources, a proxy that opens TLS.
 */

/** The store that every JVM of the server's task reads. It holds public certificates, and its password is Java's usual one. */
export const javaTrustStore = { path: "/mnt/keys/trust/cacerts", password: "changeit" } as const;

/** Options of the Java virtual machine (Java Secure Socket Extension reference guide, customizing the default stores). */
export const javaTrustOptions: readonly string[] = [
  `-Djavax.net.ssl.trustStore=${javaTrustStore.path}`,
  `-Djavax.net.ssl.trustStorePassword=${javaTrustStore.password}`,
];

/** Where programs of the ingestion image find the public authorities and the user's own. */
export const caBundlePath = "/mnt/bootstrap/ca-bundle.pem";

/** Who reads which is said beside the names in `variables/process-variables.ts`. */
// prettier-ignore
export const caBundleVariables: readonly EnvironmentVariable[] = [
  "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "AWS_CA_BUNDLE", "GRPC_DEFAULT_SSL_ROOTS_FILE_PATH",
].map((name) => ({ name, value: caBundlePath }));
