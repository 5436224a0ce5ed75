import { wellKnown } from "./discovery";
import { oidcModule } from "./oidc";

/** Cognito: the authority is `https://cognito-idp.<region>.amazonaws.com/<user pool>`. */
export const awsCognito = oidcModule({
  mode: "aws-cognito",
  guide: "cognito",
  seen: "confidential: start",
  jwks: (authority) => `${authority}/.well-known/jwks.json`,
  discovery: wellKnown,
});
