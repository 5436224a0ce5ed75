import { wellKnown } from "./discovery";
import { isConfidential, oidcModule } from "./oidc";
import { text } from "./shared-variables";

/** `https://login.microsoftonline.com/<tenant>`, with or without `/v2.0`. */
const tenantRoot = (authority: string): string => authority.replace(/\/v2\.0$/, "");

/** The tenant of an authority: the first part of its path. */
export const tenantOf = (authority: string): string | undefined =>
  new URL(authority).pathname.split("/")[1] || undefined;

/** Without offline_access Azure gives the server no token to renew the session with, and the log-in fails. */
export const confidentialScope = "openid email profile offline_access";

/** Azure (Entra ID): a confidential client also names the tenant. */
export const azure = oidcModule({
  mode: "azure",
  example: {
    clientId: "11111111-2222-3333-4444-555555555555",
    authority: "https://login.microsoftonline.com/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
  },
  guide: "entra-id",
  jwks: (authority) => `${tenantRoot(authority)}/discovery/v2.0/keys`,
  discovery: (authority) => wellKnown(`${tenantRoot(authority)}/v2.0`),
  environment: ({ auth }, builder) => {
    if (!isConfidential(auth)) return;
    if (auth.oidc?.scope === undefined) builder.set("OIDC_SCOPE", confidentialScope);
    if (auth.oidc?.tenant === undefined && auth.authority !== undefined) {
      builder.set("OIDC_TENANT", text(tenantOf(auth.authority)));
    }
  },
});
