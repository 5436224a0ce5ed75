import { yamlList, yamlScalar } from "../configuration/values";
import type { KeyVariable } from "./mode";
import type { AuthenticationSettings } from "./settings";

/** Text of a key that may be absent. */
export const text = (value: string | number | boolean | undefined): string | undefined =>
  typeof value === "string" ? yamlScalar(value) : value?.toString();
export const list = (value: readonly string[] | undefined): string | undefined =>
  value === undefined ? undefined : yamlList(value);

const variable = (
  key: string,
  name: string,
  value: (auth: AuthenticationSettings) => string | undefined,
): KeyVariable => ({ key, variable: name, value });

/** Keys that every mode takes. */
export const principalVariables: readonly KeyVariable[] = [
  variable("adminPrincipals", "AUTHORIZER_ADMIN_PRINCIPALS", (auth) => list(auth.adminPrincipals)),
  variable("principalDomain", "AUTHORIZER_PRINCIPAL_DOMAIN", (auth) => text(auth.principalDomain)),
  variable("enforcePrincipalDomain", "AUTHORIZER_ENFORCE_PRINCIPAL_DOMAIN", (auth) =>
    text(auth.enforcePrincipalDomain),
  ),
  variable("allowedDomains", "AUTHORIZER_ALLOWED_DOMAINS", (auth) => list(auth.allowedDomains)),
];

/** Sign-up: every mode with accounts of its own or of a provider. */
export const signUpVariables: readonly KeyVariable[] = [
  variable("allowedRegistrationDomains", "AUTHORIZER_ALLOWED_REGISTRATION_DOMAIN", (auth) =>
    list(auth.allowedRegistrationDomains),
  ),
  variable("enableSelfSignup", "AUTHENTICATION_ENABLE_SELF_SIGNUP", (auth) => text(auth.enableSelfSignup)),
];

/** Claims of a provider's token. */
export const claimVariables: readonly KeyVariable[] = [
  variable("jwtPrincipalClaims", "AUTHENTICATION_JWT_PRINCIPAL_CLAIMS", (auth) => list(auth.jwtPrincipalClaims)),
  variable("jwtPrincipalClaimsMapping", "AUTHENTICATION_JWT_PRINCIPAL_CLAIMS_MAPPING", (auth) =>
    list(auth.jwtPrincipalClaimsMapping),
  ),
  variable("useRolesFromProvider", "AUTHORIZER_USE_ROLES_FROM_PROVIDER", (auth) => text(auth.useRolesFromProvider)),
];

export { variable as keyVariable };
