import { within } from "../releases/versions";
import type { EnvironmentBuilder } from "../environment/environment";
import type { AuthenticationContext, AuthenticationEnvironmentContext, SecretVariable } from "./mode";
import type { AuthenticationMode } from "./modes";
import type { AuthenticationSettings, BotSettings } from "./settings";
import { list, text } from "./shared-variables";
import type { SecretName } from "../environment/secret-names";

/**
 * Credentials of the ingestion bot, which 0.12.0 to 0.13.0 read from the environment. 0.12.0 reads them nowhere else;
 * from 0.12.1 the bot's own token, made at the first start and kept in the database, serves when none are set.
 */
interface BotAccount {
  /** Value of AIRFLOW_AUTH_PROVIDER. */
  readonly provider: string;
  readonly keys: readonly (readonly [key: keyof BotSettings, variable: string])[];
  readonly secret?: SecretVariable;
}

const prefix = "OM_AUTH_AIRFLOW_";
const ownToken: BotAccount = {
  provider: "openmetadata",
  keys: [],
  secret: { secret: "auth.botJwtToken", variable: "OM_AUTH_JWT_TOKEN" },
};
const clientSecret = (variable: string): SecretVariable => ({
  secret: "auth.botClientSecret",
  variable: `${prefix}${variable}`,
});

const accounts: Partial<Record<AuthenticationMode, BotAccount>> = {
  basic: ownToken,
  "aws-cognito": ownToken,
  google: {
    provider: "google",
    keys: [
      ["secretKeyPath", `${prefix}GOOGLE_SECRET_KEY_PATH`],
      ["audience", `${prefix}GOOGLE_AUDIENCE`],
    ],
  },
  okta: {
    provider: "okta",
    keys: [
      ["clientId", `${prefix}OKTA_CLIENT_ID`],
      ["organizationUrl", `${prefix}OKTA_ORGANIZATION_URL`],
      ["email", `${prefix}OKTA_SA_EMAIL`],
      ["scopes", `${prefix}OKTA_SCOPES`],
    ],
    secret: { secret: "auth.botPrivateKey", variable: `${prefix}OKTA_PRIVATE_KEY` },
  },
  auth0: {
    provider: "auth0",
    keys: [
      ["clientId", `${prefix}AUTH0_CLIENT_ID`],
      ["domain", `${prefix}AUTH0_DOMAIN_URL`],
    ],
    secret: clientSecret("AUTH0_CLIENT_SECRET"),
  },
  azure: {
    provider: "azure",
    keys: [
      ["clientId", `${prefix}AZURE_CLIENT_ID`],
      ["authority", `${prefix}AZURE_AUTHORITY_URL`],
      ["scopes", `${prefix}AZURE_SCOPES`],
    ],
    secret: clientSecret("AZURE_CLIENT_SECRET"),
  },
  "custom-oidc": {
    provider: "custom-oidc",
    keys: [
      ["clientId", `${prefix}CUSTOM_OIDC_CLIENT_ID`],
      ["tokenEndpoint", `${prefix}CUSTOM_OIDC_TOKEN_ENDPOINT_URL`],
    ],
    secret: clientSecret("CUSTOM_OIDC_SECRET_KEY"),
  },
};

/** Keys with a default in the release's own file. */
const optionalKeys: readonly (keyof BotSettings)[] = ["audience", "scopes"];

/** Whether the release reads bot credentials from the environment. */
export const readsBot = ({ reads }: Pick<AuthenticationContext, "reads">): boolean => reads("AIRFLOW_AUTH_PROVIDER");

/** Whether the stack gives the bot an account at the provider. */
function usesAccount(context: AuthenticationContext): boolean {
  if (!readsBot(context) || !context.airflowClient) return false;
  const account = accounts[context.auth.mode];
  return (
    within(context.line.version, "0.12.0") ||
    context.auth.bot !== undefined ||
    (account?.secret !== undefined && context.secretNames.has(account.secret.secret))
  );
}

/** Keys below `auth.bot` that are needed, and those that the mode's account has. */
export function botKeys(context: AuthenticationContext): {
  readonly needed: readonly string[];
  readonly taken: readonly string[];
} {
  if (!readsBot(context)) return { needed: [], taken: [] };
  const taken = (accounts[context.auth.mode]?.keys ?? []).map(([key]) => key);
  const needed = usesAccount(context) ? taken.filter((key) => !optionalKeys.includes(key)) : [];
  return { needed: needed.map((key) => `bot.${key}`), taken: taken.map((key) => `bot.${key}`) };
}

/** Secrets of the bot's account. Its own token may stay empty. */
export function ingestionBot(context: AuthenticationContext): {
  readonly taken: readonly SecretVariable[];
  readonly needed: readonly SecretName[];
} {
  const account = accounts[context.auth.mode];
  if (!readsBot(context) || account?.secret === undefined || !context.airflowClient) return { taken: [], needed: [] };
  const needed = account !== ownToken && usesAccount(context) ? [account.secret.secret] : [];
  return { taken: [account.secret], needed };
}

/** Sets the bot's provider and the plain part of its account; the secret part comes with the mode's secrets. */
export function botEnvironment(context: AuthenticationEnvironmentContext, builder: EnvironmentBuilder): void {
  const account = accounts[context.auth.mode];
  if (!readsBot(context) || account === undefined || !context.airflowClient) return;
  if (!usesAccount(context)) return builder.set("AIRFLOW_AUTH_PROVIDER", ownToken.provider);
  builder.set("AIRFLOW_AUTH_PROVIDER", account.provider);
  for (const [key, variable] of account.keys) builder.set(variable, botText(context.auth, key));
}

function botText({ bot }: AuthenticationSettings, key: keyof BotSettings): string | undefined {
  const value = bot?.[key];
  return typeof value === "string" || value === undefined ? text(value) : list(value);
}

/** Every key of the bot's accounts and the variable it goes to, for the reference. */
export const botVariables = (): { readonly key: string; readonly variable: string }[] =>
  Object.values(accounts).flatMap(({ keys }) => keys.map(([key, variable]) => ({ key, variable })));
