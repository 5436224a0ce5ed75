import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { movesIn, type ServerDeployment, serverSettings } from "../../../config/server-settings";
import { broughtSecretNames } from "../../../config/existing-secrets";
import type { StackConfig } from "../../../config/stack-config";
import { admission, hasOutsideUsers } from "../../../openmetadata/auth/admission";
import type { EnvironmentVariable } from "../../../openmetadata/tasks/container-spec";
import { mirrored } from "../../../openmetadata/images/images";
import { sideImage } from "../tasks/side-images";
import type { ReleaseLine } from "../../../openmetadata/releases/release-lines";
import { serverEnvironment } from "../../../openmetadata/environment/server-environment";
import type { TaskDatabase } from "../../../openmetadata/tasks/database-bootstrap";
import type { SearchPreparation } from "../../../openmetadata/tasks/search-settings";
import { securityVariables } from "../../../openmetadata/tasks/security-settings";
import type { ServerStepSettings } from "../../../openmetadata/tasks/server-steps";
import type { SecretStore } from "../secrets/secrets";

/** What the server's task follows from. */
export interface ServerPlanInput {
  readonly config: StackConfig;
  readonly line: ReleaseLine;
  readonly database: TaskDatabase;
  readonly secrets: SecretStore;
  /** The server's task role. */
  readonly serverRoleArn: pulumi.Input<string>;
  /** Addresses and names that only a deployment knows. */
  readonly deployment: Omit<ServerDeployment, "database" | "jwtKeyId" | "secretNames">;
}

/** Image of the server: the one named in config as it is, else the release's own, from the mirror when there is one. */
export const serverImage = ({ server, version, images }: StackConfig, line: ReleaseLine): string =>
  server.image ?? mirrored(`${line.images.server}:${version}`, images);

/** What the server's task is made from, with the environment that the release reads. */
export function serverPlan(input: ServerPlanInput): ServerStepSettings {
  const { config, line, database, secrets, deployment } = input;
  const environment = serverEnvironment(
    serverSettings(config, {
      ...deployment,
      database,
      jwtKeyId: secrets.jwtKeyId,
      secretNames: broughtSecretNames(config),
    }),
  );
  const search = searchPreparation(input);
  return {
    line,
    ...(search && { search }),
    images: {
      server: serverImage(config, line),
      databaseClient: sideImage(config, "databaseClient"),
    },
    database,
    environment,
    configurationFile: deployment.configurationFile !== undefined,
    ldapCaCertificate: secrets.has("auth.ldapCaCertificate"),
    ownAuthorities: config.network.caCertificatesFile !== undefined,
    security: {
      fingerprint: securityFingerprint(config, line, deployment.publicUrl, environment, secrets),
      resetAllowed: securityResetAllowed(config),
    },
  };
}

/** Settings for a domain of the stack's own; a cluster of the user's is left as it is. */
function searchPreparation({ config, deployment, serverRoleArn }: ServerPlanInput): SearchPreparation | undefined {
  const { search } = config;
  const { host, login } = deployment.search;
  if (search.mode !== "create" || login.kind === "none") return undefined;
  return {
    image: sideImage(config, "gateway"),
    host,
    login,
    replicas: search.nodes > 1 ? 1 : 0,
    adminRoleArns: search.adminRoleArns,
    serverRoleArn,
  };
}

/**
 * Whether security settings that the server stored may be removed without being asked: only where the stack made the
 * database. One restored from a snapshot holds what an earlier installation set.
 */
export const securityResetAllowed = ({ database, auth }: Pick<StackConfig, "database" | "auth">): boolean =>
  (database.mode === "create" && database.snapshotIdentifier === undefined && !movesIn(database)) || auth.resetStored;

/**
 * Changes with `auth`, the public URL and the secrets; not with what a release makes of them, or an upgrade that reads one more
 * variable would reset settings made in the UI. A digest of fingerprints that are keyed themselves; not secret.
 */
function securityFingerprint(
  { auth, server }: Pick<StackConfig, "auth" | "server">,
  line: ReleaseLine,
  publicUrl: pulumi.Input<string>,
  environment: readonly EnvironmentVariable[],
  secrets: SecretStore,
): pulumi.Output<string> {
  const { resetStored: _, ...said } = auth;
  // Who gets in counts where it follows from the mode, too: a server that stored another answer would go on with that.
  const settings = hasOutsideUsers(auth.mode) ? { ...said, ...admission({ auth, line, reads: () => true }) } : said;
  const own = Object.entries(server.environment).map(([name, value]) => ({ name, value }));
  const secretNames = securityVariables(environment).flatMap((variable) =>
    "secret" in variable ? [variable.secret] : [],
  );
  const fingerprints = [...new Set(secretNames)].sort().map((name) => pulumi.all([name, secrets.fingerprint(name)]));
  const digest = pulumi.all([publicUrl, pulumi.all(fingerprints)]).apply(([url, known]) => {
    const text = inOneOrder({ settings, environment: securityVariables(own), url, known });
    return createHash("sha256").update(text).digest("hex").slice(0, 32);
  });
  return pulumi.unsecret(digest);
}

/** The same text for every order of the keys in stack file or schema. */
const inOneOrder = (value: object): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
