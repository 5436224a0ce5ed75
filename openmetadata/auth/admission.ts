import type { AuthenticationContext } from "./mode";
import type { AuthenticationMode } from "./modes";
import type { AuthenticationSettings } from "./settings";

/** Modes whose users come from a provider or a directory, which confirms their mail addresses. */
export const hasOutsideUsers = (mode: AuthenticationMode): boolean => mode !== "no-auth" && mode !== "basic";

type Admission = Required<
  Pick<AuthenticationSettings, "enforcePrincipalDomain" | "enableSelfSignup" | "allowedRegistrationDomains">
>;

/**
 * Who gets in, where the stack file is silent: with users from outside only addresses of the principal domain, as soon as
 * the release exempts its bots from that, and anyone who gets in becomes a user at the first log-in. The server's own
 * defaults are the other way round: everyone whom the provider knows, of any domain.
 */
export function admission({
  auth,
  line,
  reads,
}: Pick<AuthenticationContext, "auth" | "line" | "reads">): Partial<Admission> {
  if (auth.mode === "no-auth") return {};
  const outside = hasOutsideUsers(auth.mode);
  const enforced = auth.enforcePrincipalDomain ?? (outside && line.exemptsBots ? true : undefined);
  const signUp =
    auth.enableSelfSignup ?? (reads("AUTHENTICATION_ENABLE_SELF_SIGNUP") ? outside && enforced === true : undefined);
  const limited = outside && signUp === true && reads("AUTHORIZER_ALLOWED_REGISTRATION_DOMAIN");
  const domains = auth.allowedRegistrationDomains ?? (limited ? domainsOf(auth) : undefined);
  return {
    ...(enforced !== undefined && { enforcePrincipalDomain: enforced }),
    ...(signUp !== undefined && { enableSelfSignup: signUp }),
    ...(domains !== undefined && { allowedRegistrationDomains: domains }),
  };
}

/** Domains whose addresses the filter lets through: the allowed ones in place of the principal one. */
export const domainsOf = ({ allowedDomains, principalDomain }: AuthenticationSettings): readonly string[] | undefined =>
  allowedDomains ?? (principalDomain === undefined ? undefined : [principalDomain]);

/** The settings with what follows from mode and release. */
export const withAdmission = (
  context: Pick<AuthenticationContext, "auth" | "line" | "reads">,
): AuthenticationSettings => ({
  ...context.auth,
  ...admission(context),
});
