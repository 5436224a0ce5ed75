import { remove, set } from "../../problems/commands";
import { missing, type Problem, refused } from "../../problems/problem";
import { missingModeReason } from "../releases/release-lines";
import type { SecretName } from "../environment/secret-names";
import { admissionProblems } from "./admission-problems";
import { botKeys, readsBot } from "./bot";
import type { AuthenticationContext, ModeModule } from "./mode";
import { modules } from "./modules";
import { providerProblems } from "./provider-problems";
import type { AuthenticationSettings } from "./settings";
import { principalVariables } from "./shared-variables";

/** Keys that say nothing by themselves: which mode, what every mode takes, what has no variable. */
const everyMode = ["mode", "adminPrincipals", "resetStored", ...principalVariables.map(({ key }) => key)];

/** Every key below `auth` that is set, as dotted paths. Lists and maps of the user's own count as one key. */
export function setKeys(auth: AuthenticationSettings): string[] {
  const paths = (value: unknown, path: string): string[] => {
    if (value === undefined) return [];
    const nested = ["oidc", "ldap", "saml", "bot"].includes(path);
    if (!nested || typeof value !== "object" || value === null) return [path];
    return Object.entries(value).flatMap(([key, below]) => paths(below, `${path}.${key}`));
  };
  return Object.entries(auth).flatMap(([key, value]) => paths(value, key));
}

const valueAt = (auth: AuthenticationSettings, path: string): unknown =>
  path.split(".").reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], auth);

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

/** Everything that is wrong with the `auth` section and its secrets, for one release. */
export function problemsOf(context: AuthenticationContext): Problem[] {
  const { line, auth } = context;
  const reason = missingModeReason(auth.mode, line.version);
  if (reason !== undefined) return [missingMode(context, reason)];
  const module = modules[auth.mode];
  return [
    ...clientTypeProblems(context),
    ...leaves([...module.required(context), ...botKeys(context).needed]).flatMap((key) =>
      requiredProblem(context, key),
    ),
    ...setKeys(auth).flatMap((key) => keyProblem(context, module, key)),
    ...secretProblems(context, module),
    ...admissionProblems(context),
    ...providerProblems(context),
  ];
}

const missingMode = ({ line, auth }: AuthenticationContext, reason: string): Problem => ({
  key: "auth.mode",
  found: `"${auth.mode}"`,
  allowed: `${line.authenticationModes.join(", ")} with OpenMetadata ${line.version} (${reason})`,
  fix: set("auth.mode", line.authenticationModes.includes("basic") ? "basic" : "no-auth"),
});

function clientTypeProblems({ auth, line, reads }: AuthenticationContext): Problem[] {
  if (auth.clientType !== "confidential" || (line.confidentialClients && reads("OIDC_CLIENT_SECRET"))) return [];
  return [
    refused(
      "auth.clientType",
      '"confidential"',
      `"public" with OpenMetadata ${line.version}: confidential clients came with 1.3.2`,
    ),
  ];
}

/** Keys without those of the sections that they are in: a section is there as soon as a key of it is. */
const leaves = (keys: readonly string[]): string[] =>
  keys.filter((key) => !keys.some((other) => other.startsWith(`${key}.`)));

/** Keys that take a list, which begins with its first entry. */
const lists: readonly string[] = ["publicKeyUrls"];

function requiredProblem({ auth, line }: AuthenticationContext, key: string): Problem[] {
  if (!isEmpty(valueAt(auth, key))) return [];
  const client = auth.clientType === "confidential" ? ' and auth.clientType is "confidential"' : "";
  const release = key.startsWith("bot.") ? ` and OpenMetadata ${line.version} talks to Airflow` : "";
  const reason = `required when auth.mode is "${auth.mode}"${client}${release}`;
  return [{ key: `auth.${key}`, allowed: reason, fix: set(lists.includes(key) ? `auth.${key}[0]` : `auth.${key}`) }];
}

/** A key that the mode does not take, or whose variable the release does not read. */
function keyProblem(context: AuthenticationContext, module: ModeModule, key: string): Problem[] {
  const { auth, line, reads } = context;
  if (key.startsWith("bot.")) return botProblem(context, key);
  if (key.startsWith("oidc.") && auth.clientType !== "confidential" && module.keys.includes("clientType")) {
    return [refused(`auth.${key}`, "set", 'set only when auth.clientType is "confidential"')];
  }
  const variable = [...principalVariables, ...module.variables].find((candidate) => candidate.key === key)?.variable;
  if (variable !== undefined) {
    if (reads(variable) || (variable.startsWith("OIDC_") && !line.confidentialClients)) return [];
    return [
      refused(`auth.${key}`, "set", `nothing with OpenMetadata ${line.version}, which does not read ${variable}`),
    ];
  }
  if ([...everyMode, ...module.keys].includes(key)) return [];
  return [refused(`auth.${key}`, "set", `nothing when auth.mode is "${auth.mode}", which does not use it`)];
}

function botProblem(context: AuthenticationContext, key: string): Problem[] {
  if (botKeys(context).taken.includes(key)) return [];
  const why = readsBot(context)
    ? `nothing when auth.mode is "${context.auth.mode}"`
    : `nothing with OpenMetadata ${context.line.version}: only 0.12.0 to 0.13.0 read the bot's credentials from the environment`;
  return [refused(`auth.${key}`, "set", why)];
}

function secretProblems(context: AuthenticationContext, module: ModeModule): Problem[] {
  const { auth, line, secretNames, reads } = context;
  const { taken, needed } = module.secrets(context);
  const absent = needed
    .filter((name) => !secretNames.has(name))
    .map((name) => missing(`secrets.${name}`, `required when ${reasonFor(auth, name)}`));
  const unused = [...secretNames]
    .filter((name) => name.startsWith("auth."))
    .flatMap((name): Problem[] => {
      const variable = taken.find((candidate) => candidate.secret === name)?.variable;
      if (variable === undefined)
        return [
          unusedSecret(name, `nothing when auth.mode is "${auth.mode}"${clientText(auth)}, which does not use it`),
        ];
      return reads(variable)
        ? []
        : [unusedSecret(name, `nothing with OpenMetadata ${line.version}, which does not read ${variable}`)];
    });
  return [...absent, ...unused];
}

const clientText = (auth: AuthenticationSettings): string =>
  modules[auth.mode].keys.includes("clientType") ? ` and auth.clientType is "${auth.clientType ?? "public"}"` : "";

const unusedSecret = (name: SecretName, allowed: string): Problem => ({
  key: `secrets.${name}`,
  found: "set",
  allowed,
  fix: remove(`secrets.${name}`),
});

function reasonFor(auth: AuthenticationSettings, name: SecretName): string {
  if (name === "auth.clientSecret") return `auth.mode is "${auth.mode}" and auth.clientType is "confidential"`;
  if (name === "auth.ldapTrustStorePassword") return "auth.ldap.trustStoreFile is set";
  if (name === "auth.samlPrivateKey") return "auth.saml.signAuthnRequest is true";
  if (name === "auth.samlKeystorePassword") return "auth.saml.keystoreFile is set";
  return `auth.mode is "${auth.mode}"`;
}
