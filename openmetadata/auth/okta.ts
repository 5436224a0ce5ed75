import { wellKnown } from "./discovery";
import { oidcModule } from "./oidc";

/** Okta: a custom authorization server has `/oauth2/<id>` in its issuer; the organization's own has no path. */
export const okta = oidcModule({
  mode: "okta",
  example: { clientId: "0oa1example", authority: "https://dev-123456.okta.com/oauth2/default" },
  guide: "okta",
  seen: "confidential: start",
  jwks: (authority) => (authority.includes("/oauth2/") ? `${authority}/v1/keys` : `${authority}/oauth2/v1/keys`),
  discovery: wellKnown,
});
