import type { AuthenticationMode } from "./modes";

/** What a stack says about log-in: the `auth` section, complete with its defaults. */
export interface AuthenticationSettings {
  readonly mode: AuthenticationMode;
  readonly clientType?: "public" | "confidential";
  readonly clientId?: string;
  readonly authority?: string;
  readonly providerName?: string;
  readonly publicKeyUrls?: readonly string[];
  readonly callbackUrl?: string;
  readonly adminPrincipals: readonly string[];
  readonly principalDomain?: string;
  readonly enforcePrincipalDomain?: boolean;
  readonly allowedDomains?: readonly string[];
  readonly allowedRegistrationDomains?: readonly string[];
  readonly enableSelfSignup?: boolean;
  readonly jwtPrincipalClaims?: readonly string[];
  readonly jwtPrincipalClaimsMapping?: readonly string[];
  readonly useRolesFromProvider?: boolean;
  readonly oidc?: OidcSettings;
  readonly ldap?: LdapSettings;
  readonly saml?: SamlSettings;
  readonly bot?: BotSettings;
  readonly resetStored: boolean;
}

/** Confidential OIDC client. Seconds where a name says so. */
export interface OidcSettings {
  readonly discoveryUri?: string;
  readonly scope?: string;
  readonly tenant?: string;
  readonly clientAuthenticationMethod?: string;
  readonly responseType?: string;
  readonly useNonce?: boolean;
  readonly disablePkce?: boolean;
  readonly preferredJwsAlgorithm?: string;
  readonly maxClockSkewSeconds?: number;
  readonly tokenValiditySeconds?: number;
  readonly sessionExpirySeconds?: number;
  readonly prompt?: string;
  /** -1: nothing is sent. */
  readonly maxAgeSeconds?: number;
  readonly customParameters?: Readonly<Record<string, string>>;
}

export interface LdapSettings {
  readonly host: string;
  readonly port: number;
  readonly ssl: boolean;
  readonly adminDn: string;
  readonly userBaseDn: string;
  readonly mailAttribute: string;
  readonly groupBaseDn?: string;
  /** Attribute and value that make an entry a group, and the attribute of a group that names a member. */
  readonly groupAttribute?: string;
  readonly groupAttributeValue?: string;
  readonly groupMemberAttribute?: string;
  readonly maxPoolSize?: number;
  /** OpenMetadata roles by the distinguished name of a group. */
  readonly rolesMapping?: Readonly<Record<string, readonly string[]>>;
  /** PEM file that the stack brings, relative to the folder of Pulumi.yaml. */
  readonly caCertificateFile?: string;
  readonly trustStoreFile?: string;
}

export interface SamlSettings {
  readonly idpEntityId: string;
  readonly idpLoginUrl: string;
  readonly idpCertificate: string;
  readonly nameIdFormat?: string;
  readonly spEntityId?: string;
  readonly spCertificate?: string;
  /** Java key store with this server's key, inside the container; instead of `spCertificate` and its key. */
  readonly keystoreFile?: string;
  readonly keystoreAlias?: string;
  readonly signAuthnRequest?: boolean;
  readonly wantAssertionsSigned?: boolean;
  readonly wantMessagesSigned?: boolean;
}

/** The ingestion bot's account at the provider; releases 0.12.0 to 0.13.0. */
export interface BotSettings {
  readonly clientId?: string;
  readonly authority?: string;
  readonly scopes?: readonly string[];
  readonly organizationUrl?: string;
  readonly email?: string;
  readonly domain?: string;
  readonly tokenEndpoint?: string;
  readonly secretKeyPath?: string;
  readonly audience?: string;
}
