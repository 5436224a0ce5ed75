import { auth0 } from "./auth0";
import { awsCognito } from "./aws-cognito";
import { azure } from "./azure";
import { basic } from "./basic";
import { customOidc } from "./custom-oidc";
import { google } from "./google";
import { ldap } from "./ldap";
import type { ModeModule } from "./mode";
import type { AuthenticationMode } from "./modes";
import { noAuth } from "./no-auth";
import { okta } from "./okta";
import { saml } from "./saml";

/** Every authentication mode. */
export const modules: Readonly<Record<AuthenticationMode, ModeModule>> = {
  "no-auth": noAuth,
  basic,
  auth0,
  azure,
  "custom-oidc": customOidc,
  google,
  okta,
  "aws-cognito": awsCognito,
  ldap,
  saml,
};
