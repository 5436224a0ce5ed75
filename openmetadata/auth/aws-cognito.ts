import { wellKnown } from "./discovery";
import { oidcModule } from "./oidc";

/** Cognito: the authority is `https://cognito-idp.<region>.amazonaws.com/<user pool>`. */
export const awsCognito = oidcModule({
  mode: "aws-cognito",
  example: {
    clientId: "cognitoexample",
    authority: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Example",
  },
  guide: "cognito",
  seen: "confidential: start",
  jwks: (authority) => `${authority}/.well-known/jwks.json`,
  discovery: wellKnown,
});
