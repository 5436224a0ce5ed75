import { wellKnown } from "./discovery";
import { oidcModule } from "./oidc";
import { text } from "./shared-variables";

/** Any other OpenID Connect provider (Keycloak, OneLogin): its key set cannot be derived, its name is shown to users. */
export const customOidc = oidcModule({
  mode: "custom-oidc",
  example: {
    clientId: "openmetadata",
    authority: "https://sso.example.com/realms/data",
    publicKeyUrls: ["https://sso.example.com/realms/data/protocol/openid-connect/certs"],
    providerName: "Keycloak",
  },
  // Keycloak is the example of a provider without a mode of its own.
  guide: "keycloak",
  seen: "confidential: log-in, strangers, bots",
  discovery: wellKnown,
  keys: ["providerName"],
  required: ["providerName"],
  environment: ({ auth }, builder) => builder.set("CUSTOM_OIDC_AUTHENTICATION_PROVIDER_NAME", text(auth.providerName)),
});
