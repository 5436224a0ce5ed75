import { yamlList } from "../configuration/values";
import type { EnvironmentBuilder } from "../environment/environment";
import type { Problem } from "../../problems/problem";
import { releaseLineOf } from "../releases/release-lines";
import type { SecretName } from "../environment/secret-names";
import { serverVariable } from "../variables/server-variables";
import { withAdmission } from "./admission";
import type { AuthenticationContext, AuthenticationEnvironmentContext } from "./mode";
import { modules } from "./modules";
import { type AuthenticationNote, authenticationNotes } from "./notes";
import { problemsOf } from "./problems";
import type { AuthenticationSettings } from "./settings";
import { principalVariables } from "./shared-variables";

export { withAdmission } from "./admission";
export { authenticationModes, type AuthenticationMode } from "./modes";
export type { AuthenticationSettings } from "./settings";

/** What the rules over the `auth` section look at besides it. */
export interface AuthenticationRuleOptions {
  /** Whether the server talks to an Airflow through the managed APIs; 0.12.0 then needs the bot's credentials. */
  readonly airflowClient?: boolean;
  /** Names that the server reads when it runs with a configuration file of the user's own. */
  readonly reads?: (name: string) => boolean;
}

const ruleContext = (
  version: string,
  auth: AuthenticationSettings,
  secretNames: ReadonlySet<SecretName>,
  {
    airflowClient = true,
    reads = (name) => serverVariable(name, version) !== undefined,
  }: AuthenticationRuleOptions = {},
): AuthenticationContext => ({ line: releaseLineOf(version), auth, secretNames, reads, airflowClient });

/**
 * Everything that is wrong with the `auth` section: a mode that the release does not have, a key or secret that the mode needs
 * and does not get, a key or secret that mode or release do not use. `secretNames` are the secrets that the stack file brings.
 */
export const authenticationProblems = (...rule: Parameters<typeof ruleContext>): Problem[] =>
  problemsOf(ruleContext(...rule));

/** What a right `auth` section means all the same: who gets in, and the traps of the release that it meets. */
export const authenticationRemarks = (...rule: Parameters<typeof ruleContext>): AuthenticationNote[] =>
  authenticationNotes(ruleContext(...rule));

/** Adds every variable of the authentication mode. */
export function authenticationEnvironment(
  context: AuthenticationEnvironmentContext,
  builder: EnvironmentBuilder,
): void {
  const { line } = context;
  const auth = withAdmission(context);
  const module = modules[auth.mode];
  const classes = auth.mode === "no-auth" ? ["NoopAuthorizer", "NoopFilter"] : ["DefaultAuthorizer", "JwtFilter"];
  builder.set("AUTHORIZER_CLASS_NAME", `${line.javaPackage}.security.${classes[0]}`);
  builder.set("AUTHORIZER_REQUEST_FILTER", `${line.javaPackage}.security.${classes[1]}`);
  builder.set("AUTHENTICATION_PROVIDER", auth.mode);
  if (auth.mode !== "no-auth") {
    // The server's own key set by its own address: a public address may not be reachable from inside.
    const own = `http://localhost:${line.serverPort}${line.jwksPath}`;
    builder.set("AUTHENTICATION_PUBLIC_KEYS", yamlList([own, ...(module.publicKeyUrls?.(auth) ?? [])]));
  }
  for (const { variable, value } of [...principalVariables, ...module.variables]) {
    const text = value(auth);
    if (text !== undefined) builder.set(variable, text);
  }
  for (const { secret, variable } of module.secrets(context).taken) {
    if (context.secretNames.has(secret)) builder.secret(variable, secret);
  }
  module.environment(context, builder);
}
