import { compareVersions } from "../releases/versions";
import table from "./accepted.json";

/** A model of the configuration whose field is an enumeration, by its path below the generated schemas. */
interface AcceptedModel {
  readonly path: string;
  readonly enumeration: string;
  /** Field that has to be of the enumeration; where it is a text instead, the release takes any. */
  readonly field?: { readonly path: string; readonly name: string };
}

/** Variables of the server whose configuration key is an enumeration. Read is not accepted: the server ends at another value. */
export const acceptedModels: Readonly<Record<string, AcceptedModel>> = {
  AUTHENTICATION_PROVIDER: {
    path: "entity/services/connections/metadata/openMetadataConnection",
    enumeration: "AuthProvider",
    field: { path: "configuration/authenticationConfiguration", name: "provider" },
  },
  AUTHENTICATION_CLIENT_TYPE: { path: "configuration/authenticationConfiguration", enumeration: "ClientType" },
  AUTHENTICATION_RESPONSE_TYPE: { path: "configuration/authenticationConfiguration", enumeration: "ResponseType" },
  AUTHENTICATION_TOKEN_VALIDATION_ALGORITHM: {
    path: "configuration/authenticationConfiguration",
    enumeration: "TokenValidationAlgorithm",
  },
  AUTHENTICATION_LDAP_TRUSTSTORE_TYPE: { path: "configuration/ldapConfiguration", enumeration: "TruststoreConfigType" },
  OIDC_CLIENT_AUTH_METHOD: { path: "security/client/oidcClientConfig", enumeration: "ClientAuthenticationMethod" },
  SMTP_SERVER_STRATEGY: { path: "email/smtpSettings", enumeration: "TransportationStrategy" },
  SECRET_MANAGER: { path: "security/secrets/secretsManagerProvider", enumeration: "SecretsManagerProvider" },
  PIPELINE_SERVICE_CLIENT_SECRETS_MANAGER_LOADER: {
    path: "security/secrets/secretsManagerClientLoader",
    enumeration: "SecretsManagerClientLoader",
  },
  PIPELINE_SERVICE_CLIENT_VERIFY_SSL: { path: "security/ssl/verifySSLConfig", enumeration: "VerifySSL" },
};

/** Packages of openmetadata-ingestion from first to last (both included), whose model has these values; null: any text. */
interface AcceptedSpan {
  readonly first: string;
  readonly last: string;
  readonly values: readonly string[] | null;
}

/** Values that a release takes, and the package that says so. */
export interface AcceptedValues {
  readonly values: readonly string[];
  readonly source: string;
}

/** Taken from the packages by `npm run refresh-accepted-values`. */
const accepted = table as Readonly<Record<string, readonly AcceptedSpan[]>>;

/** A package's first three numbers are the release that it belongs to. */
const releaseOf = (version: string): string => version.split(".").slice(0, 3).join(".");

/**
 * What a release takes for a variable; undefined where nothing is known or any text is taken. A release between two
 * packages takes what either does, and one that is newer than the last takes what the last does.
 */
export function acceptedValues(name: string, version: string): AcceptedValues | undefined {
  const spans = accepted[name] ?? [];
  const inside = (span: AcceptedSpan) =>
    compareVersions(releaseOf(span.first), version) <= 0 && compareVersions(version, releaseOf(span.last)) <= 0;
  const own = spans.find(inside);
  const before = own ?? spans.filter(({ last }) => compareVersions(releaseOf(last), version) < 0).at(-1);
  const after = own ?? spans.find(({ first }) => compareVersions(version, releaseOf(first)) < 0);
  if (before === undefined || before.values === null || after?.values === null) return undefined;
  const packages =
    after === undefined ? [before.last] : after === before ? [before.first, before.last] : [before.last, after.first];
  return {
    values: [...new Set([...before.values, ...(after?.values ?? [])])],
    source: `the models in openmetadata-ingestion ${[...new Set(packages)].join(after === before ? " to " : " and ")}`,
  };
}

/** Variables for which {@link acceptedValues} may know something. */
export const enumeratedVariables: readonly string[] = Object.keys(accepted);
