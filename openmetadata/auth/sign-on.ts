import type { Input } from "@pulumi/pulumi";
import { derive } from "../environment/inputs";
import type { ReleaseLine } from "../releases/release-lines";
import { admission, domainsOf, hasOutsideUsers } from "./admission";
import { confidentialScope } from "./azure";
import type { AuthenticationMode } from "./modes";
import { modules } from "./modules";
import { isConfidential, withoutSlash } from "./oidc";
import type { AuthenticationSettings } from "./settings";

/** What an administrator of the provider has to know, or `null` where the mode has no such thing. */
export interface SignOn {
  readonly mode: AuthenticationMode;
  /** What kind of client, application or account to make at the provider. */
  readonly client: string;
  /** Addresses to which the provider may send browsers back after a log-in. */
  readonly redirectAddresses: Input<string>[];
  /** Where a browser ends after a log-out. */
  readonly logoutAddress: Input<string>;
  readonly scopes: string | null;
  /** Entity id of this server (SAML). */
  readonly entityId: Input<string> | null;
  /** Mail domains that get in; null when any does. */
  readonly domains: readonly string[] | null;
  /** Whether a user is made at the first log-in. */
  readonly selfSignUp: boolean | null;
  readonly administrators: readonly string[];
  /** What keeps the server from starting. */
  readonly needsAtStart: string | null;
  /** File of this project that says what to make there. */
  readonly guide: string;
}

/** Guide of a mode, relative to the folder of Pulumi.yaml. */
export const guideOf = (mode: AuthenticationMode): string => `docs/sign-on/${modules[mode].guide ?? "README"}.md`;

/** Mail addresses of the administrators; more than one each where the release's default domain is not established. */
export function administratorsOf(
  { adminPrincipals, principalDomain }: AuthenticationSettings,
  { defaultPrincipalDomains }: Pick<ReleaseLine, "defaultPrincipalDomains">,
): string[] {
  const domains = principalDomain === undefined ? defaultPrincipalDomains : [principalDomain];
  return adminPrincipals.map((name) => domains.map((domain) => `${name}@${domain}`).join(" or "));
}

const defaultScope = "openid email profile";

function clientOf(auth: AuthenticationSettings): string {
  if (auth.mode === "no-auth" || auth.mode === "basic") return "none";
  if (auth.mode === "ldap") return "an account that may search users (auth.ldap.adminDn)";
  if (auth.mode === "saml") return "a SAML 2.0 application, name id an e-mail address";
  return isConfidential(auth)
    ? "a web application with a secret (authorization code)"
    : "a single-page application without a secret";
}

function scopesOf(auth: AuthenticationSettings): string | null {
  if (["no-auth", "basic", "ldap", "saml"].includes(auth.mode)) return null;
  return auth.oidc?.scope ?? (auth.mode === "azure" && isConfidential(auth) ? confidentialScope : defaultScope);
}

function redirects(auth: AuthenticationSettings, below: (path: string) => Input<string>): Input<string>[] {
  if (auth.mode === "saml") return [below("/api/v1/saml/acs")];
  if (scopesOf(auth) === null) return [];
  const callback = auth.callbackUrl ?? below("/callback");
  return isConfidential(auth) ? [callback] : [callback, below("/silent-callback")];
}

/** What is left to do with the provider, from the settings and the address that browsers use. */
export function signOnOf(auth: AuthenticationSettings, line: ReleaseLine, publicUrl: Input<string>): SignOn {
  const below = (path: string) => derive(publicUrl, (url) => `${withoutSlash(url)}${path}`);
  const admitted = admission({ auth, line, reads: () => true });
  return {
    mode: auth.mode,
    client: clientOf(auth),
    redirectAddresses: redirects(auth, below),
    logoutAddress: below("/signin"),
    scopes: scopesOf(auth),
    entityId: auth.mode === "saml" ? (auth.saml?.spEntityId ?? below("/api/v1/saml/metadata")) : null,
    domains: admitted.enforcePrincipalDomain === true ? (domainsOf(auth) ?? null) : null,
    selfSignUp: hasOutsideUsers(auth.mode) ? (admitted.enableSelfSignup ?? null) : null,
    administrators: auth.mode === "no-auth" ? [] : administratorsOf(auth, line),
    needsAtStart: isConfidential(auth)
      ? "the provider's discovery document: the server does not start without it"
      : null,
    guide: guideOf(auth.mode),
  };
}
