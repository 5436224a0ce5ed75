import { wellKnown } from "./discovery";
import { isConfidential, oidcModule } from "./oidc";
import { text } from "./shared-variables";

/** `https://login.microsoftonline.com/<tenant>`, with or without `/v2.0`. */
const tenantRoot = (authority: string): string => authority.replace(/\/v2\.0$/, "");

/** The tenant of an authority: the first part of its path. */
export const tenantOf = (authority: string): string | undefined =>
  new URL(authority).pathname.split("/")[1] || undefined;

/** Azure (Entra ID): a confidential client also names the tenant. */
export const azure = oidcModule({
  mode: "azure",
  jwks: (authority) => `${tenantRoot(authority)}/discovery/v2.0/keys`,
  discovery: (authority) => wellKnown(`${tenantRoot(authority)}/v2.0`),
  environment: ({ auth }, builder) => {
    if (!isConfidential(auth) || auth.oidc?.tenant !== undefined || auth.authority === undefined) return;
    builder.set("OIDC_TENANT", text(tenantOf(auth.authority)));
  },
});
