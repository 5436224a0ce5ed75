import { exampleCertificate } from "./example-certificate";
import { derive } from "../environment/inputs";
import type { ModeModule, SecretVariable } from "./mode";
import { withoutSlash } from "./oidc";
import type { AuthenticationSettings } from "./settings";
import { keyVariable, signUpVariables, text } from "./shared-variables";

/** A certificate on one line: the server takes the base64 body without the PEM frame. */
export const certificateBody = (certificate: string | undefined): string | undefined =>
  certificate === undefined ? undefined : text(certificate.replace(/-----[A-Z ]+-----/g, "").replace(/\s+/g, ""));

const privateKey: SecretVariable = { secret: "auth.samlPrivateKey", variable: "SAML_SP_PRIVATE_KEY" };
const keystore: SecretVariable = { secret: "auth.samlKeystorePassword", variable: "SAML_KEYSTORE_PASSWORD" };

/** The server takes its key from a key store when file, alias and password are all there, else from the settings. */
const usesKeystore = ({ saml: settings }: AuthenticationSettings): boolean =>
  settings?.keystoreFile !== undefined || settings?.keystoreAlias !== undefined;

const signs = ({ saml: settings }: AuthenticationSettings): boolean => settings?.signAuthnRequest === true;

/** A SAML 2.0 identity provider. The service provider's addresses follow from the domain. */
export const saml: ModeModule = {
  mode: "saml",
  example: {
    auth: {
      saml: {
        idpEntityId: "https://idp.example.com/metadata",
        idpLoginUrl: "https://idp.example.com/sso",
        idpCertificate: exampleCertificate,
      },
    },
  },
  guide: "saml",
  seen: "start",
  keys: [],
  // prettier-ignore
  required: ({ auth }) => [
    "saml", "saml.idpEntityId", "saml.idpLoginUrl", "saml.idpCertificate",
    ...(usesKeystore(auth) ? ["saml.keystoreFile", "saml.keystoreAlias"] : signs(auth) ? ["saml.spCertificate"] : []),
  ],
  secrets: ({ auth }) => {
    const key = usesKeystore(auth) ? keystore : privateKey;
    return { taken: [key], needed: usesKeystore(auth) || signs(auth) ? [key.secret] : [] };
  },
  variables: [
    ...signUpVariables,
    keyVariable("useRolesFromProvider", "AUTHORIZER_USE_ROLES_FROM_PROVIDER", (auth) =>
      text(auth.useRolesFromProvider),
    ),
    keyVariable("saml.idpEntityId", "SAML_IDP_ENTITY_ID", (auth) => text(auth.saml?.idpEntityId)),
    keyVariable("saml.idpLoginUrl", "SAML_IDP_SSO_LOGIN_URL", (auth) => text(auth.saml?.idpLoginUrl)),
    keyVariable("saml.idpCertificate", "SAML_IDP_CERTIFICATE", (auth) => certificateBody(auth.saml?.idpCertificate)),
    keyVariable("saml.nameIdFormat", "SAML_IDP_NAME_ID", (auth) => text(auth.saml?.nameIdFormat)),
    keyVariable("saml.spEntityId", "SAML_SP_ENTITY_ID", (auth) => text(auth.saml?.spEntityId)),
    keyVariable("saml.spCertificate", "SAML_SP_CERTIFICATE", (auth) => certificateBody(auth.saml?.spCertificate)),
    keyVariable("saml.keystoreFile", "SAML_KEYSTORE_FILE_PATH", (auth) => text(auth.saml?.keystoreFile)),
    keyVariable("saml.keystoreAlias", "SAML_KEYSTORE_ALIAS", (auth) => text(auth.saml?.keystoreAlias)),
    keyVariable("saml.signAuthnRequest", "SAML_SEND_SIGNED_AUTH_REQUEST", (auth) => text(auth.saml?.signAuthnRequest)),
    keyVariable("saml.wantAssertionsSigned", "SAML_WANT_ASSERTION_SIGNED", (auth) =>
      text(auth.saml?.wantAssertionsSigned),
    ),
    keyVariable("saml.wantMessagesSigned", "SAML_WANT_MESSAGE_SIGNED", (auth) => text(auth.saml?.wantMessagesSigned)),
  ],
  environment: ({ auth, publicUrl }, builder) => {
    const below = (path: string) => derive(publicUrl, (url) => `${withoutSlash(url)}${path}`);
    if (auth.saml?.spEntityId === undefined) builder.set("SAML_SP_ENTITY_ID", below("/api/v1/saml/metadata"));
    builder.set("SAML_SP_ACS", below("/api/v1/saml/acs"));
    builder.set("SAML_SP_CALLBACK", below("/saml/callback"));
    builder.set("AUTHENTICATION_AUTHORITY", below("/api/v1/saml/login"));
    // Outside strict mode the server's SAML library does not look whether what must be signed is.
    if (auth.saml?.wantAssertionsSigned === true || auth.saml?.wantMessagesSigned === true) {
      builder.set("SAML_STRICT_MODE", "true");
    }
    builder.setIfRead("SAML_AUTHORITY_URL", below("/api/v1/saml/login"));
  },
};
