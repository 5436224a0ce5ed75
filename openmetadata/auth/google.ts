import { wellKnown } from "./discovery";
import { oidcModule } from "./oidc";

/** Google: one authority and one key set for everybody. */
export const google = oidcModule({
  mode: "google",
  example: { clientId: "123.apps.googleusercontent.com" },
  guide: "google",
  seen: "confidential: start",
  authority: "https://accounts.google.com",
  jwks: () => "https://www.googleapis.com/oauth2/v3/certs",
  discovery: wellKnown,
});
