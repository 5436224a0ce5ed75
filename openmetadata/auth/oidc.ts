import { derive } from "../environment/inputs";
import { yamlMap, yamlScalar } from "../configuration/values";
import { botEnvironment, ingestionBot } from "./bot";
import type { AuthenticationEnvironmentContext, ModeExample, ModeModule } from "./mode";
import type { AuthenticationMode } from "./modes";
import type { AuthenticationSettings } from "./settings";
import { claimVariables, keyVariable, signUpVariables, text } from "./shared-variables";
import type { EnvironmentBuilder } from "../environment/environment";

/** How one provider differs from OpenID Connect in general. */
export interface OidcProvider {
  readonly mode: AuthenticationMode;
  /** The least that a stack file says for it. */
  readonly example: ModeExample["auth"];
  readonly guide: string;
  readonly seen?: string;
  /** The provider's one authority, when it has only one. */
  readonly authority?: string;
  /** JWKS URL from the authority (no slash at its end); absent when nothing can be derived. */
  readonly jwks?: (authority: string) => string;
  /** Discovery document from the authority. */
  readonly discovery?: (authority: string) => string;
  /** Keys that only this provider has. */
  readonly keys?: readonly string[];
  readonly required?: readonly string[];
  /** Sets what only this provider has. */
  readonly environment?: (context: AuthenticationEnvironmentContext, builder: EnvironmentBuilder) => void;
}

export const withoutSlash = (url: string): string => url.replace(/\/+$/, "");
export const isConfidential = (auth: AuthenticationSettings): boolean => auth.clientType === "confidential";

/** The server looks for customParamKey1 to customParamKey5 and their values; any other name it passes over. */
export const maximumCustomParameters = 5;

function customParameters(parameters: Readonly<Record<string, string>> | undefined): string | undefined {
  if (parameters === undefined) return undefined;
  const numbered = Object.entries(parameters).flatMap(([name, value], index) => [
    [`customParamKey${index + 1}`, name],
    [`customParamValue${index + 1}`, value],
  ]);
  return yamlMap(Object.fromEntries(numbered) as Record<string, string>);
}

/** The server sends a maximum age to the provider unless the variable is empty. */
const maximumAge = (age: number | undefined): string | undefined => (age === -1 ? "" : text(age));

const oidcVariables = [
  keyVariable("oidc.discoveryUri", "OIDC_DISCOVERY_URI", ({ oidc }) => text(oidc?.discoveryUri)),
  keyVariable("oidc.scope", "OIDC_SCOPE", ({ oidc }) => text(oidc?.scope)),
  keyVariable("oidc.tenant", "OIDC_TENANT", ({ oidc }) => text(oidc?.tenant)),
  keyVariable("oidc.clientAuthenticationMethod", "OIDC_CLIENT_AUTH_METHOD", ({ oidc }) =>
    text(oidc?.clientAuthenticationMethod),
  ),
  keyVariable("oidc.responseType", "OIDC_RESPONSE_TYPE", ({ oidc }) => text(oidc?.responseType)),
  keyVariable("oidc.useNonce", "OIDC_USE_NONCE", ({ oidc }) => text(oidc?.useNonce)),
  keyVariable("oidc.disablePkce", "OIDC_DISABLE_PKCE", ({ oidc }) => text(oidc?.disablePkce)),
  keyVariable("oidc.preferredJwsAlgorithm", "OIDC_PREFERRED_JWS", ({ oidc }) => text(oidc?.preferredJwsAlgorithm)),
  keyVariable("oidc.maxClockSkewSeconds", "OIDC_MAX_CLOCK_SKEW", ({ oidc }) => text(oidc?.maxClockSkewSeconds)),
  keyVariable("oidc.tokenValiditySeconds", "OIDC_OM_REFRESH_TOKEN_VALIDITY", ({ oidc }) =>
    text(oidc?.tokenValiditySeconds),
  ),
  keyVariable("oidc.sessionExpirySeconds", "OIDC_SESSION_EXPIRY", ({ oidc }) => text(oidc?.sessionExpirySeconds)),
  keyVariable("oidc.prompt", "OIDC_PROMPT_TYPE", ({ oidc }) => oidc?.prompt && text(oidc.prompt)),
  keyVariable("oidc.maxAgeSeconds", "OIDC_MAX_AGE", ({ oidc }) => maximumAge(oidc?.maxAgeSeconds)),
  keyVariable("oidc.customParameters", "OIDC_CUSTOM_PARAMS", ({ oidc }) => customParameters(oidc?.customParameters)),
];

/** Makes the module of one OIDC provider. */
export function oidcModule(provider: OidcProvider): ModeModule {
  const authorityOf = (auth: AuthenticationSettings): string =>
    withoutSlash(auth.authority ?? provider.authority ?? "");
  return {
    mode: provider.mode,
    example: { auth: provider.example },
    guide: provider.guide,
    ...(provider.seen !== undefined && { seen: provider.seen }),
    keys: ["clientType", "clientId", "authority", "publicKeyUrls", "callbackUrl", ...(provider.keys ?? [])],
    required: ({ auth }) => [
      "clientId",
      ...(provider.authority === undefined ? ["authority"] : []),
      ...(provider.jwks === undefined ? ["publicKeyUrls"] : []),
      ...(isConfidential(auth) && provider.discovery === undefined ? ["oidc.discoveryUri"] : []),
      ...(provider.required ?? []),
    ],
    secrets: (context) => {
      const bot = ingestionBot(context);
      return isConfidential(context.auth)
        ? {
            taken: [...bot.taken, { secret: "auth.clientSecret", variable: "OIDC_CLIENT_SECRET" }],
            needed: [...bot.needed, "auth.clientSecret"],
          }
        : bot;
    },
    variables: [...signUpVariables, ...claimVariables, ...oidcVariables],
    publicKeyUrls: (auth) =>
      auth.publicKeyUrls ??
      (provider.jwks && authorityOf(auth) !== "" ? [provider.jwks(authorityOf(auth))] : undefined),
    environment: (context, builder) => {
      // As it was written: some issuers end in a slash, and the name must match to the letter.
      publicClient(context, builder, context.auth.authority ?? provider.authority);
      if (isConfidential(context.auth)) confidentialClient(context, builder, provider, authorityOf(context.auth));
      botEnvironment(context, builder);
      provider.environment?.(context, builder);
    },
  };
}

function callbackUrl({ auth: { callbackUrl: written }, publicUrl }: AuthenticationEnvironmentContext) {
  return written ?? derive(publicUrl, (url) => `${withoutSlash(url)}/callback`);
}

function publicClient(
  context: AuthenticationEnvironmentContext,
  builder: EnvironmentBuilder,
  authority: string | undefined,
): void {
  builder.set("AUTHENTICATION_CLIENT_ID", text(context.auth.clientId));
  builder.set("AUTHENTICATION_AUTHORITY", text(authority));
  builder.set("AUTHENTICATION_CALLBACK_URL", callbackUrl(context));
  if (context.auth.clientType !== undefined) builder.setIfRead("AUTHENTICATION_CLIENT_TYPE", context.auth.clientType);
}

function confidentialClient(
  context: AuthenticationEnvironmentContext,
  builder: EnvironmentBuilder,
  provider: OidcProvider,
  authority: string,
): void {
  builder.set("OIDC_CLIENT_ID", text(context.auth.clientId));
  builder.set("OIDC_TYPE", provider.mode);
  if (!builder.has("OIDC_DISCOVERY_URI")) {
    builder.set("OIDC_DISCOVERY_URI", yamlScalar(provider.discovery?.(authority) ?? ""));
  }
  builder.set("OIDC_CALLBACK", callbackUrl(context));
  // 2.0 refuses a log-in that comes from another origin than this one.
  builder.set(
    "OIDC_SERVER_URL",
    derive(context.publicUrl, (url) => new URL(url).origin),
  );
}
