import { z } from "zod";
import { authenticationModes } from "../../openmetadata/auth/modes";
import { domainName, hostName, httpUrl, portNumber } from "./values";

const principal = z.string().regex(/^[^\s,[\]"']+$/, "a name without spaces, commas, quotes or brackets");

const ldap = z
  .strictObject({
    host: hostName.describe(
      "Host name of the directory. Without ssl the server reaches it in the VPC and in networks joined to it (private ranges) alone.",
    ),
    port: portNumber.default(636).describe("Port."),
    ssl: z.boolean().default(true).describe("LDAPS."),
    adminDn: z
      .string()
      .min(1)
      .describe("Distinguished name that looks users up; its password is secrets.auth.ldapAdminPassword."),
    userBaseDn: z.string().min(1).describe("Where users are looked up."),
    mailAttribute: z.string().min(1).default("mail").describe("Attribute with a user's mail address."),
    groupBaseDn: z.string().optional().describe("Where groups are looked up."),
    maxPoolSize: z.int().min(1).max(100).optional().describe("Connections; the release's default when absent."),
    groupAttribute: z
      .string()
      .min(1)
      .optional()
      .describe("Attribute that makes an entry a group, such as objectClass; with rolesMapping."),
    groupAttributeValue: z
      .string()
      .min(1)
      .optional()
      .describe("Its value, such as group or groupOfNames; with rolesMapping."),
    groupMemberAttribute: z
      .string()
      .min(1)
      .optional()
      .describe("Attribute of a group that holds its members' distinguished names, such as member; with rolesMapping."),
    rolesMapping: z
      .record(z.string().min(1), z.array(z.string().min(1)).min(1))
      .optional()
      .describe(
        "OpenMetadata roles by the distinguished name of a group, letter by letter as the directory has it. The role Admin makes administrators. Needs groupBaseDn and the three attributes of a group.",
      ),
    caCertificateFile: z
      .string()
      .min(1)
      .optional()
      .describe(
        "PEM file with the certificates that verify the directory's, its path relative to Pulumi.yaml. Without it LDAPS takes any certificate.",
      ),
    trustStoreFile: z
      .string()
      .optional()
      .describe(
        "Trust store path inside the container (an image of your own), in place of caCertificateFile; its password is secrets.auth.ldapTrustStorePassword.",
      ),
  })
  .describe("Settings of mode ldap.");

const saml = z
  .strictObject({
    idpEntityId: z.string().min(1).describe("Entity id of the identity provider."),
    idpLoginUrl: httpUrl.describe("Login URL of the identity provider."),
    idpCertificate: z.string().min(1).describe("The provider's X.509 certificate, PEM or its base64 body."),
    nameIdFormat: z.string().optional().describe("Name id format; the release's default when absent."),
    spEntityId: z.string().optional().describe("Entity id of this server; derived from the domain when absent."),
    spCertificate: z.string().optional().describe("This server's X.509 certificate, when it signs."),
    keystoreFile: z
      .string()
      .startsWith("/")
      .optional()
      .describe(
        "Java key store with this server's key, a path inside the container, instead of spCertificate; its password is secrets.auth.samlKeystorePassword.",
      ),
    keystoreAlias: z.string().min(1).optional().describe("Name of the key in keystoreFile."),
    signAuthnRequest: z
      .boolean()
      .optional()
      .describe("Sign requests; needs spCertificate and secrets.auth.samlPrivateKey, or a key store."),
    wantAssertionsSigned: z.boolean().optional().describe("Refuse unsigned assertions."),
    wantMessagesSigned: z.boolean().optional().describe("Refuse unsigned messages."),
  })
  .describe("Settings of mode saml.");

const oidc = z
  .strictObject({
    discoveryUri: httpUrl.optional().describe("Discovery document; derived from the provider when absent."),
    scope: z.string().optional().describe("Scopes; the release's default when absent."),
    tenant: z.string().optional().describe("Azure tenant id."),
    clientAuthenticationMethod: z
      .enum(["client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt"])
      .optional()
      .describe("How the client proves itself; the release's default when absent."),
    responseType: z.string().optional().describe("Response type; the release's default when absent."),
    useNonce: z.boolean().optional().describe("Send a nonce; the release's default when absent."),
    disablePkce: z.boolean().optional().describe("Do without PKCE; the release's default when absent."),
    preferredJwsAlgorithm: z.string().optional().describe("Signature algorithm; the release's default when absent."),
    maxClockSkewSeconds: z.int().min(0).max(600).optional().describe("Tolerated clock difference, seconds."),
    tokenValiditySeconds: z.int().min(60).optional().describe("Validity of OpenMetadata's own token, seconds."),
    sessionExpirySeconds: z.int().min(60).optional().describe("Length of a session, seconds."),
    prompt: z
      .string()
      .optional()
      .describe(
        'Prompt parameter sent to the provider, such as login; "" sends none; the release\'s default when absent.',
      ),
    maxAgeSeconds: z
      .int()
      .min(-1)
      .optional()
      .describe(
        "Age of the provider's own session above which it asks for the password again, seconds; -1 sends nothing; the release's default when absent.",
      ),
    customParameters: z.record(z.string(), z.string()).optional().describe("More parameters for the provider."),
  })
  .describe("Settings of a confidential OIDC client.");

const bot = z
  .strictObject({
    clientId: z.string().optional().describe("Client id of the bot's account."),
    authority: z.string().optional().describe("Azure authority URL."),
    scopes: z.array(z.string()).optional().describe("Scopes (Azure, Okta)."),
    organizationUrl: httpUrl.optional().describe("Okta organization URL."),
    email: z.string().optional().describe("Okta service account's address."),
    domain: z.string().optional().describe("Auth0 domain URL."),
    tokenEndpoint: httpUrl.optional().describe("Token endpoint of a custom OIDC provider."),
    secretKeyPath: z
      .string()
      .startsWith("/")
      .optional()
      .describe("Google key file, as the ingestion container sees it."),
    audience: z.string().optional().describe("Google audience."),
  })
  .describe("Credentials of the ingestion bot that releases 0.12.0 to 0.13.0 read from the environment.");

/** Authentication section. Which keys a mode needs and refuses is decided by the mode's own module. */
export const authSection = z
  .strictObject({
    mode: z.enum(authenticationModes).default("basic").describe("Authentication mode."),
    clientType: z
      .enum(["public", "confidential"])
      .optional()
      .describe("OIDC client type, for provider-backed modes; public when absent."),
    clientId: z.string().min(1).optional().describe("Client id at the provider."),
    authority: httpUrl.optional().describe("Authority (issuer) URL of the provider."),
    providerName: z.string().min(1).optional().describe("Name shown on the log-in button of a custom OIDC provider."),
    publicKeyUrls: z
      .array(httpUrl)
      .min(1)
      .optional()
      .describe(
        "The provider's JWKS URLs; derived from the authority where the provider has a rule. The server's own comes first by itself.",
      ),
    callbackUrl: httpUrl.optional().describe("Callback URL; derived from the domain when absent."),
    adminPrincipals: z
      .array(principal)
      .min(1)
      .default(["admin"])
      .describe("Users who are administrators (the part of the address before the @)."),
    principalDomain: domainName
      .optional()
      .describe(
        "Mail domain of users. Needed with a provider, LDAP or SAML; the release's default in the other modes when absent.",
      ),
    enforcePrincipalDomain: z
      .boolean()
      .optional()
      .describe(
        "Refuse users of another domain. With a provider, LDAP or SAML true when absent, from 1.4.0 on; before, the server refuses its own bots too, and it must be said either way.",
      ),
    allowedDomains: z
      .array(domainName)
      .min(1)
      .optional()
      .describe("Mail domains that get in, principalDomain among them, when a company has several and it is enforced."),
    allowedRegistrationDomains: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe(
        "Mail domains that may sign up; with a provider, LDAP or SAML allowedDomains or principalDomain when absent.",
      ),
    enableSelfSignup: z
      .boolean()
      .optional()
      .describe(
        "Users are made at their first log-in; when absent true with a provider, LDAP or SAML whose principalDomain is enforced, and false otherwise.",
      ),
    jwtPrincipalClaims: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe("Token claims that name the user, first match wins."),
    jwtPrincipalClaimsMapping: z
      .array(z.string().regex(/^(username|email):[^\s:]+$/, "username:claim or email:claim"))
      .optional()
      .describe("Claims for user name and mail address; both or none."),
    useRolesFromProvider: z.boolean().optional().describe("Take roles from the provider's token."),
    oidc: oidc.optional(),
    ldap: ldap.optional(),
    saml: saml.optional(),
    bot: bot.optional(),
    resetStored: z
      .boolean()
      .default(false)
      .describe(
        "On a database that the stack did not create, or made from a snapshot: let a change of auth remove the security settings stored in it, the ones made in the UI too.",
      ),
  })
  .describe("How users log in.");
