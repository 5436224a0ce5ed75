import { wellKnown } from "./discovery";
import { oidcModule } from "./oidc";

/** Auth0: the authority is the tenant's domain. */
export const auth0 = oidcModule({
  mode: "auth0",
  example: { clientId: "auth0example", authority: "https://example.eu.auth0.com/" },
  guide: "auth0",
  seen: "confidential: start",
  jwks: (authority) => `${authority}/.well-known/jwks.json`,
  discovery: wellKnown,
});
