import { set, setCommand, setSecretCommand, steps } from "../../problems/commands";
import { missing, type Problem, refused } from "../../problems/problem";
import { certificateFault } from "./certificates";
import type { AuthenticationContext } from "./mode";
import { isConfidential, maximumCustomParameters } from "./oidc";

/** Rules over the values of one kind of provider. */
export const providerProblems = (context: AuthenticationContext): Problem[] => [
  ...claimProblems(context),
  ...parameterProblems(context),
  ...azureProblems(context),
  ...mappingProblems(context),
  ...trustProblems(context),
  ...certificateProblems(context),
];

function claimProblems({ auth }: AuthenticationContext): Problem[] {
  const mapping = auth.jwtPrincipalClaimsMapping ?? [];
  const names = mapping.map((entry) => entry.split(":")[0]).sort();
  if (mapping.length === 0 || names.join() === "email,username") return [];
  const allowed = "one username: and one email: entry, or no mapping";
  return [refused("auth.jwtPrincipalClaimsMapping", `[${mapping.join(",")}]`, allowed)];
}

function parameterProblems({ auth }: AuthenticationContext): Problem[] {
  const parameters = Object.keys(auth.oidc?.customParameters ?? {}).length;
  if (parameters <= maximumCustomParameters) return [];
  const allowed = `${maximumCustomParameters} parameters at most, which is what the server reads`;
  return [refused("auth.oidc.customParameters", String(parameters), allowed)];
}

export const azurePublicCloud = "login.microsoftonline.com";
const hostOf = (url: string | undefined): string | undefined =>
  url !== undefined && URL.canParse(url) ? new URL(url).host : undefined;

/** A confidential client of mode azure always asks the public cloud for its discovery document (seen on a server of 1.6). */
function azureProblems({ auth }: AuthenticationContext): Problem[] {
  if (auth.mode !== "azure" || !isConfidential(auth)) return [];
  const found = (["authority", "oidc.discoveryUri"] as const).flatMap((key) => {
    const host = hostOf(key === "authority" ? auth.authority : auth.oidc?.discoveryUri);
    return host === undefined || host === azurePublicCloud ? [] : [{ key: `auth.${key}`, host }];
  });
  const allowed = `an address at ${azurePublicCloud} when auth.clientType is "confidential": the server always asks the public cloud for the tenant's discovery document, and ends when that fails`;
  const fix = steps(
    "For another cloud use the mode of any OpenID Connect provider, which takes the discovery document that it is given",
    setCommand("auth.mode", "custom-oidc"),
    setCommand("auth.providerName", "Microsoft"),
    setCommand("auth.oidc.discoveryUri"),
    setCommand("auth.publicKeyUrls[0]"),
  );
  return found.map(({ key, host }) => ({ key, found: `an address at ${host}`, allowed, fix }));
}

/** What the search for a user's groups is built from (LdapAuthenticator): without one of them nobody gets a role. */
const mappingKeys = ["groupBaseDn", "groupAttribute", "groupAttributeValue", "groupMemberAttribute"] as const;

function mappingProblems({ auth, line, reads }: AuthenticationContext): Problem[] {
  const { ldap } = auth;
  if (auth.mode !== "ldap" || ldap === undefined) return [];
  const key = "auth.ldap.rolesMapping";
  if (ldap.rolesMapping === undefined) {
    return mappingKeys
      .filter((name) => ldap[name] !== undefined)
      .map((name) =>
        refused(`auth.ldap.${name}`, "set", `nothing without ${key}: groups are looked up for roles alone`),
      );
  }
  if (!reads("AUTHENTICATION_USER_GROUP_ATTR") || !reads("AUTH_ROLES_MAPPING")) {
    const allowed = `nothing with OpenMetadata ${line.version}: nothing shows that it reads what a role mapping needs`;
    return [key, ...mappingKeys.filter((name) => ldap[name] !== undefined).map((name) => `auth.ldap.${name}`)].map(
      (each) => refused(each, "set", allowed),
    );
  }
  if (Object.keys(ldap.rolesMapping).length === 0) return [refused(key, "empty", "at least one group with its roles")];
  return mappingKeys
    .filter((name) => ldap[name] === undefined || ldap[name] === "")
    .map((name) =>
      missing(`auth.ldap.${name}`, `required when ${key} is set: without it nobody gets a role`, examples[name]),
    );
}

const examples: Readonly<Record<(typeof mappingKeys)[number], string>> = {
  groupBaseDn: "OU=Groups,DC=example,DC=com",
  groupAttribute: "objectClass",
  groupAttributeValue: "group",
  groupMemberAttribute: "member",
};

function trustProblems({ auth }: AuthenticationContext): Problem[] {
  const { ldap } = auth;
  if (auth.mode !== "ldap" || ldap === undefined) return [];
  const key = "auth.ldap.caCertificateFile";
  if (ldap.caCertificateFile !== undefined && ldap.trustStoreFile !== undefined) {
    return [refused(key, "set", "a CA file or auth.ldap.trustStoreFile, not both")];
  }
  const own = ldap.caCertificateFile !== undefined ? key : "auth.ldap.trustStoreFile";
  if (ldap.ssl || (ldap.caCertificateFile ?? ldap.trustStoreFile) === undefined) return [];
  return [refused(own, "set", "nothing while auth.ldap.ssl is false: there is no certificate to verify")];
}

function certificateProblems({ auth }: AuthenticationContext): Problem[] {
  if (auth.mode !== "saml") return [];
  return (["idpCertificate", "spCertificate"] as const).flatMap((name): Problem[] => {
    const text = auth.saml?.[name];
    const fault = text === undefined ? undefined : certificateFault(text);
    if (fault === undefined) return [];
    const key = `auth.saml.${name}`;
    const allowed = "one X.509 certificate itself, as PEM or as its base64 body";
    return [{ key, found: fault, allowed, fix: certificateFix(key, fault) }];
  });
}

function certificateFix(key: string, fault: string): string {
  if (fault === "a path") {
    return steps("Set what is in the file, without its first and last line", setCommand(key, "CERTIFICATE"));
  }
  if (fault !== "a private key") return set(key, "CERTIFICATE");
  if (!key.endsWith("spCertificate")) {
    return steps(
      "Set the provider's certificate, and tell whose key it was that it was in plain text",
      setCommand(key, "CERTIFICATE"),
    );
  }
  return steps(
    "Make a new pair, since the key was in plain text; set its certificate, and the key as a secret",
    setCommand(key, "CERTIFICATE"),
    setSecretCommand("secrets.auth.samlPrivateKey"),
  );
}
