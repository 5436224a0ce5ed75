import { setCommand, steps } from "../../problems/commands";
import { serverVariable } from "../variables/server-variables";
import { before } from "../releases/versions";
import { admission, domainsOf, hasOutsideUsers } from "./admission";
import { confidentialScope } from "./azure";
import { certificateEnd } from "./certificates";
import { administratorRole } from "./ldap";
import type { AuthenticationContext } from "./mode";
import { isConfidential } from "./oidc";

/** Something about log-in that stops nothing and should be said. */
export interface AuthenticationNote {
  readonly key: string;
  readonly text: string;
}

/** What a stack file's log-in means, where a reader would not expect it: who gets in, and which traps its settings meet. */
export function authenticationNotes(context: AuthenticationContext): AuthenticationNote[] {
  if (!hasOutsideUsers(context.auth.mode)) return [];
  return [
    ...strangerNotes(context),
    ...colleagueNotes(context),
    ...claimNotes(context),
    ...azureNotes(context),
    ...confidentialNotes(context),
    ...directoryNotes(context),
    ...certificateNotes(context),
  ];
}

const everyone: Partial<Record<AuthenticationContext["auth"]["mode"], string>> = {
  google: "Google signs for everyone who has an account with it",
  azure: "the provider signs for every organisation with the same keys",
};

function strangerNotes(context: AuthenticationContext): AuthenticationNote[] {
  const { auth } = context;
  if (admission(context).enforcePrincipalDomain === true) return [];
  const who =
    auth.mode === "ldap"
      ? "everyone whom the directory lets in, of any mail domain"
      : `the server looks neither at who a token is for nor at its issuer, so a token of the same provider for a name of auth.adminPrincipals at any other domain administers${everyone[auth.mode] ? `; ${everyone[auth.mode]}` : ""}`;
  return [{ key: "auth.enforcePrincipalDomain", text: `false: ${who}` }];
}

/** Which way self sign-up went, where the stack file does not say. */
function colleagueNotes(context: AuthenticationContext): AuthenticationNote[] {
  const { auth, line, reads } = context;
  const key = "auth.enableSelfSignup";
  if (auth.enableSelfSignup !== undefined) return [];
  if (!reads("AUTHENTICATION_ENABLE_SELF_SIGNUP")) {
    const text = `OpenMetadata ${line.version} has no such setting: anyone who gets in becomes a user at the first log-in`;
    return [{ key, text }];
  }
  const { enableSelfSignup, allowedRegistrationDomains } = admission(context);
  if (enableSelfSignup === true) {
    const domains = (allowedRegistrationDomains ?? domainsOf(auth) ?? []).join(", ");
    return [
      { key, text: `true, since the domain is enforced: colleagues of ${domains} become users at their first log-in` },
    ];
  }
  const text = `false, since the domain is not enforced: only users whom an administrator has made get in, others see "Self Signup is not enabled".\n${steps("To let everyone whom the provider knows sign up", setCommand(key, "true"))}`;
  return [{ key, text }];
}

/** First release in which the domains of addresses are compared without regard to case, and own tokens are not asked for a domain. */
const domainsMended = "1.13.2";

function claimNotes(context: AuthenticationContext): AuthenticationNote[] {
  const { auth, line } = context;
  const enforced = admission(context).enforcePrincipalDomain === true;
  const claims = auth.jwtPrincipalClaims ?? [];
  const notes: AuthenticationNote[] = [];
  const old = before(line.version, domainsMended);
  const asWritten =
    ["azure", "ldap", "saml"].includes(auth.mode) || claims.some((claim) => /upn|preferred/.test(claim));
  if (enforced && old && asWritten) {
    const text = `compared letter by letter before ${domainsMended} (PR 30285): an address that the provider writes with capitals after the @ is refused`;
    notes.push({ key: "auth.principalDomain", text });
  }
  const [name, mail] = ["preferred_username", "email"].map((claim) => claims.indexOf(claim));
  if (enforced && old && name !== undefined && name >= 0 && (mail === -1 || name < (mail ?? -1))) {
    const text = `preferred_username before email: the server's own tokens (personal, session) have a bare name there, and are refused before ${domainsMended} (issue 29488). Put email first`;
    notes.push({ key: "auth.jwtPrincipalClaims", text });
  }
  if ((auth.jwtPrincipalClaimsMapping ?? []).length > 0 && before(line.version, "1.7.0")) {
    const text = `a mapping is asked of bots too, whose tokens may not have its claims, until PR 19032 (merged 2024-12-12; whether a release of 1.6 has it is not established): ingestion is refused then`;
    notes.push({ key: "auth.jwtPrincipalClaimsMapping", text });
  }
  return notes;
}

function azureNotes({ auth }: AuthenticationContext): AuthenticationNote[] {
  if (auth.mode !== "azure") return [];
  const notes: AuthenticationNote[] = [];
  const claims = auth.jwtPrincipalClaims;
  const mapped = (auth.jwtPrincipalClaimsMapping ?? []).includes("email:email");
  if (mapped || (claims !== undefined && !claims.some((claim) => ["preferred_username", "upn"].includes(claim)))) {
    const key = mapped ? "auth.jwtPrincipalClaimsMapping" : "auth.jwtPrincipalClaims";
    const text = "Azure sends the claim email for users with a mail address alone (PR 31614): the others cannot log in";
    notes.push({ key, text });
  }
  if (auth.oidc?.scope !== undefined && !auth.oidc.scope.split(/\s+/).includes("offline_access")) {
    const text = `without offline_access Azure gives no token to renew a session with, and the log-in fails; the stack's own default is "${confidentialScope}"`;
    notes.push({ key: "auth.oidc.scope", text });
  }
  if (/\/(common|organizations|consumers)(\/|$)/.test(auth.authority ?? "")) {
    const text =
      "names no tenant of yours: users of every organisation get tokens. Name your tenant, and let auth.principalDomain be a domain that only it has";
    notes.push({ key: "auth.authority", text });
  }
  return notes;
}

/** Default of a variable in the release's own file. */
const defaultOf = (name: string, version: string): string | undefined =>
  Object.values(serverVariable(name, version)?.keys ?? {})[0] || undefined;

function confidentialNotes({ auth, line }: AuthenticationContext): AuthenticationNote[] {
  if (!isConfidential(auth)) return [];
  const start: AuthenticationNote = {
    key: "auth.clientType",
    text: '"confidential": the server asks the provider for its discovery document at every start, and does not start while it cannot be reached; auth.clientType public or mode basic is the way in then',
  };
  if (auth.mode !== "custom-oidc") return [start];
  const prompt = auth.oidc?.prompt === undefined ? defaultOf("OIDC_PROMPT_TYPE", line.version) : undefined;
  const age = auth.oidc?.maxAgeSeconds === undefined ? defaultOf("OIDC_MAX_AGE", line.version) : undefined;
  const sent = [prompt && `prompt=${prompt}`, age && `max_age=${age}`].filter(Boolean);
  if (sent.length === 0) return [start];
  const text = `the release's own default, ${sent.join(" and ")}, goes to the provider: Keycloak asks for the password or consent at each log-in then, and providers that know no such request refuse it (issue 20125).\n${steps("To send neither", setCommand("auth.oidc.prompt", ""), setCommand("auth.oidc.maxAgeSeconds", "-1"))}`;
  return [start, { key: "auth.oidc", text }];
}

function directoryNotes({ auth }: AuthenticationContext): AuthenticationNote[] {
  const { ldap } = auth;
  if (auth.mode !== "ldap" || ldap === undefined) return [];
  const notes: AuthenticationNote[] = [];
  if (!ldap.ssl)
    notes.push({ key: "auth.ldap.ssl", text: "false: everyone's password travels to the directory in clear text" });
  else if (ldap.caCertificateFile === undefined && ldap.trustStoreFile === undefined) {
    const key = "auth.ldap.caCertificateFile";
    const text = `not set: the server takes any certificate, so anyone who answers in the directory's place gets everyone's password.\n${steps("To verify it, put the certificates that signed it into the project", setCommand(key, "PATH"))}`;
    notes.push({ key, text });
  }
  if (Object.values(ldap.rolesMapping ?? {}).some((roles) => roles.includes(administratorRole))) {
    const text = `names ${administratorRole}: at each log-in the directory decides who administers, and a name of auth.adminPrincipals in none of these groups stops being an administrator`;
    notes.push({ key: "auth.ldap.rolesMapping", text });
  }
  return notes;
}

function certificateNotes({ auth }: AuthenticationContext): AuthenticationNote[] {
  if (auth.mode !== "saml" || auth.saml === undefined) return [];
  const today = new Date().toISOString().slice(0, 10);
  const end = certificateEnd(auth.saml.idpCertificate);
  if (end === undefined || end >= today) return [];
  const text = `its certificate was valid until ${end}: ask the provider for its present one`;
  return [{ key: "auth.saml.idpCertificate", text }];
}
