import { wellKnown } from "./discovery";
import { oidcModule } from "./oidc";

/** Auth0: the authority is the tenant's domain. */
export const auth0 = oidcModule({
  mode: "auth0",
  jwks: (authority) => `${authority}/.well-known/jwks.json`,
  discovery: wellKnown,
});
