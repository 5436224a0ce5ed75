import { authenticationProblems, authenticationRemarks } from "../../../openmetadata/auth";
import type { AuthenticationMode } from "../../../openmetadata/auth/modes";
import { configurationFileOf } from "../../../openmetadata/configuration/file";
import { knownServerNames } from "../../../openmetadata/environment/server-environment";
import { either, remove, set, setCommand, steps } from "../../../problems/commands";
import type { Note, Problem } from "../../../problems/problem";
import { valueAt } from "../../schema-walk";
import { configurationFileText } from "../environment/files";
import { lineOf } from "../release";
import { rule } from "../rule";

/** Modes in which the server itself talks to an identity provider on the internet. */
export const isProviderBacked = (mode: AuthenticationMode): boolean => !["no-auth", "basic", "ldap"].includes(mode);

const httpsByDomain = [
  setCommand("domain.certificate", "create"),
  setCommand("domain.name"),
  setCommand("domain.zoneId"),
];

/** Sign-on by a provider redirects the browser: providers and OpenMetadata's own cookies ask for HTTPS. Passwords should. */
export const signOnNeedsHttps = rule(["auth", "domain", "server"], ({ auth, domain, server }) => {
  const https = server.publicUrl === undefined ? domain !== undefined : server.publicUrl.startsWith("https://");
  if (https) return {};
  if (!isProviderBacked(auth.mode)) return { notes: [clearText(auth.mode)] };
  return { problems: [server.publicUrl === undefined ? noHttps(auth.mode) : publicUrlByHttp(auth.mode)] };
});

const clearText = (mode: AuthenticationMode): Note => {
  const carried =
    mode === "no-auth"
      ? "everything travels in clear text, and nobody has to log in"
      : "passwords travel in clear text";
  return {
    key: "domain",
    text: `without a domain browsers reach the server by HTTP: ${carried}.\n${steps("For HTTPS", ...httpsByDomain)}`,
  };
};

const publicUrlByHttp = (mode: AuthenticationMode): Problem => ({
  key: "server.publicUrl",
  found: "a URL that begins with http://",
  allowed: `a URL that begins with https:// when auth.mode is "${mode}"`,
  fix: set("server.publicUrl", "https://NAME"),
});

const noHttps = (mode: AuthenticationMode): Problem => ({
  key: "domain",
  allowed: `required when auth.mode is "${mode}": sign-on by a provider needs HTTPS, by a domain or by server.publicUrl`,
  fix: either(
    steps("Set it", ...httpsByDomain),
    steps("Or, when something in front ends HTTPS", setCommand("server.publicUrl", "https://NAME")),
  ),
});

/** Names that a configuration file of the user's own reads; undefined where the release's own file counts. */
function namesOfFile(version: string, text: string | undefined): ((name: string) => boolean) | undefined {
  try {
    return text === undefined ? undefined : knownServerNames(version, configurationFileOf(text)).reads;
  } catch {
    return undefined; // A file that is not YAML is reported by the rule over the server's variables.
  }
}

/** What the mode needs and does not get, and what it does not use: the release's own rules. */
export const authenticationIsComplete = rule(
  ["version", "auth", "airflow", "server"],
  ({ version, auth, airflow, server }, { secretNames, projectDirectory, written }) => {
    if (lineOf(version) === undefined) return {};
    const airflowClient = airflow.host === "create" || airflow.angles.includes("managed-apis");
    const reads = namesOfFile(version, configurationFileText(server.configurationFile, projectDirectory));
    // What a file of the user's own fixes by itself is no mistake as long as only our default says otherwise.
    const isDefault = ({ key, found }: Problem) =>
      found === "set" && key.startsWith("auth.") && valueAt(written, key.split(".")) === undefined;
    const problems = authenticationProblems(version, auth, secretNames, { airflowClient, reads }).filter(
      (problem) => !isDefault(problem),
    );
    if (problems.length > 0) return { problems };
    return { notes: authenticationRemarks(version, auth, secretNames, { airflowClient, reads }) };
  },
);

/** Files that the server opens at a path of its own image: nobody but the maker of the image can have put them there. */
export const imageHasTheFile = rule(["auth", "server"], ({ auth, server }) => {
  if (server.image !== undefined) return {};
  const paths = {
    "auth.ldap.trustStoreFile": auth.mode === "ldap" ? auth.ldap?.trustStoreFile : undefined,
    "auth.saml.keystoreFile": auth.mode === "saml" ? auth.saml?.keystoreFile : undefined,
  };
  const instead = {
    "auth.ldap.trustStoreFile": "auth.ldap.caCertificateFile, a PEM file that the stack brings",
    "auth.saml.keystoreFile": "auth.saml.spCertificate and secrets.auth.samlPrivateKey",
  };
  const keys = (["auth.ldap.trustStoreFile", "auth.saml.keystoreFile"] as const).filter(
    (key) => paths[key] !== undefined,
  );
  return {
    problems: keys.map((key) => ({
      key,
      found: "a path inside the release's own image, which has no such file",
      allowed: `a file in an image of your own (server.image); otherwise ${instead[key]}`,
      fix: either(steps("Name the image", setCommand("server.image")), remove(key)),
    })),
  };
});
