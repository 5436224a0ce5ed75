import { either, set, setCommand, steps } from "../../problems/commands";
import { type Problem, refused } from "../../problems/problem";
import { hasOutsideUsers } from "./admission";
import type { AuthenticationContext } from "./mode";

/** What is wrong with who would get in: the domain of the users, and whether it is enforced. */
export function admissionProblems(context: AuthenticationContext): Problem[] {
  if (!hasOutsideUsers(context.auth.mode)) return domainListProblems(context);
  return [...principalDomainProblems(context), ...enforcementProblems(context), ...domainListProblems(context)];
}

/** The server makes its administrators NAME@its own domain, and refuses the same person's real address (seen on a server of 1.6). */
function principalDomainProblems({ auth, line }: AuthenticationContext): Problem[] {
  if (auth.principalDomain !== undefined) return [];
  const usual = line.defaultPrincipalDomains[0] ?? "open-metadata.org";
  const first = auth.adminPrincipals[0] ?? "NAME";
  const allowed = `required when auth.mode is "${auth.mode}", the domain of your users' mail addresses: without it the server makes the administrator ${first}@${usual} and refuses ${first} of your own domain`;
  return [{ key: "auth.principalDomain", allowed, fix: set("auth.principalDomain") }];
}

/** Releases whose filter refuses their own bots together with strangers: which of the two is the user's to say. */
function enforcementProblems({ auth, line }: AuthenticationContext): Problem[] {
  if (line.exemptsBots || auth.enforcePrincipalDomain !== undefined) return [];
  const key = "auth.enforcePrincipalDomain";
  const allowed = `required, either way, with OpenMetadata ${line.version}, which does not exempt its own bots (1.4.0 and later do, PR 15796)`;
  return [
    {
      key,
      allowed,
      fix: either(
        steps(
          "Ingestion works, and a token of the same provider for another domain gets in under the part before its @",
          setCommand(key, "false"),
        ),
        steps(
          "Strangers are refused, and so is the ingestion bot unless auth.principalDomain is the domain of its address",
          setCommand(key, "true"),
        ),
      ),
    },
  ];
}

function domainListProblems({ auth }: AuthenticationContext): Problem[] {
  const { allowedDomains, principalDomain } = auth;
  if (allowedDomains === undefined) return [];
  const key = "auth.allowedDomains";
  if (auth.enforcePrincipalDomain === false || (!hasOutsideUsers(auth.mode) && !auth.enforcePrincipalDomain)) {
    return [refused(key, "set", "nothing while auth.enforcePrincipalDomain is not true: no domain is looked at then")];
  }
  if (principalDomain === undefined || allowedDomains.includes(principalDomain)) return [];
  const allowed = `a list with auth.principalDomain ("${principalDomain}") in it: the server looks at this list alone, and its administrators are of that domain`;
  const fix = set(`${key}[${allowedDomains.length}]`, principalDomain);
  return [{ key, found: `[${allowedDomains.join(", ")}]`, allowed, fix }];
}
