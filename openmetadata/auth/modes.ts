/** Authentication modes, by the names that stack config uses. Which of them a release line has is the line's to say. */
export const authenticationModes = [
  "no-auth",
  "basic",
  "auth0",
  "azure",
  "custom-oidc",
  "google",
  "okta",
  "aws-cognito",
  "ldap",
  "saml",
] as const;

export type AuthenticationMode = (typeof authenticationModes)[number];
