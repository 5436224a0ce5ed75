import { hasOutsideUsers } from "../auth/admission";
import { authenticationProblems, type AuthenticationSettings } from "../auth/index";
import type { SecretName } from "../environment/secret-names";
import { releaseLineOf } from "../releases/release-lines";

/** What every stack file says besides: the users' domain where the mode has one, and on older releases whether it is enforced. */
const usual = (version: string, { mode = "basic" }: Partial<AuthenticationSettings>): AuthenticationSettings => ({
  mode,
  adminPrincipals: ["admin"],
  resetStored: false,
  ...(hasOutsideUsers(mode) && { principalDomain: "example.com" }),
  ...(hasOutsideUsers(mode) && !releaseLineOf(version).exemptsBots && { enforcePrincipalDomain: false }),
});

/** What is wrong with settings of a release, beside those that every stack file has. */
export const problems = (
  version: string,
  auth: Partial<AuthenticationSettings>,
  secrets: readonly SecretName[] = [],
  airflowClient = true,
) => authenticationProblems(version, { ...usual(version, auth), ...auth }, new Set(secrets), { airflowClient });

/** The keys of those problems. */
export const keys = (...args: Parameters<typeof problems>): string[] => problems(...args).map(({ key }) => key);
