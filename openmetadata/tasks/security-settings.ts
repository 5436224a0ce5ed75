import type { EnvironmentVariable } from "./container-spec";

const securityName =
  /^(AUTHENTICATION_|AUTHORIZER_|AUTH_(ROLES_MAPPING|REASSIGN_ROLES)$|CUSTOM_OIDC_AUTHENTICATION_|OIDC_|SAML_|FORCE_SECURE_SESSION_COOKIE$)/;

/**
 * The variables of the server that newer releases copy into their database at the first start, where they win over
 * later changes (sections authenticationConfiguration and authorizerConfiguration). Mail settings live in a section of
 * their own, so the one AUTHORIZER_ name among them is not one of these.
 */
export const securityVariables = (environment: readonly EnvironmentVariable[]): EnvironmentVariable[] =>
  environment.filter(({ name }) => securityName.test(name) && name !== "AUTHORIZER_ENABLE_SMTP");
