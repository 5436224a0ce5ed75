import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../../config/stack-config";
import type { EnvironmentVariable, TaskSpec } from "../../openmetadata/container-spec";
import { databaseClientImage, mirrored } from "../../openmetadata/images";
import type { ReleaseLine } from "../../openmetadata/release-lines";
import { serverEnvironment } from "../../openmetadata/server-environment";
import type { AirflowClientSettings, SearchSettings } from "../../openmetadata/settings";
import type { TaskDatabase } from "../../openmetadata/tasks/database-bootstrap";
import { securityVariables } from "../../openmetadata/tasks/security-settings";
import { serverKeyPaths, serverTask } from "../../openmetadata/tasks/server-task";
import type { SecretStore } from "./secrets";

/** What the server's task follows from. */
export interface ServerPlanInput {
  readonly config: StackConfig;
  readonly line: ReleaseLine;
  readonly database: TaskDatabase;
  readonly search: SearchSettings;
  /** How the server reaches Airflow; absent when it runs no workflows. */
  readonly airflow?: AirflowClientSettings;
  readonly secrets: SecretStore;
  /** Address that browsers use. */
  readonly publicUrl: pulumi.Input<string>;
  /** API as workflows reach it, with `/api`. */
  readonly metadataApiEndpoint: pulumi.Input<string>;
  readonly clusterName: string;
  readonly region: string;
  /** Text of `server.configurationFile`. */
  readonly configurationFile?: string;
}

/**
 * Java heap for a task's memory, MiB: three quarters, and at least 1 GiB left for what the JVM holds outside its heap.
 * Where that leaves nothing, half.
 */
export const heapMegabytes = (memory: number): number =>
  Math.max(Math.floor(memory / 2), memory - Math.max(1024, Math.floor(memory / 4)));

/** Names of the variables that `secrets.serverEnvironment` or `secrets.airflowEnvironment` brings. */
export const secretEnvironmentNames = (
  config: StackConfig,
  section: "serverEnvironment" | "airflowEnvironment",
): string[] =>
  [...config.secrets.keys()]
    .filter((name) => name.startsWith(`${section}.`))
    .map((name) => name.slice(section.length + 1))
    .sort();

/** Image of the server: the one named in config as it is, else the release's own, from the mirror when there is one. */
export const serverImage = ({ server, version, images }: StackConfig, line: ReleaseLine): string =>
  server.image ?? mirrored(`${line.images.server}:${version}`, images.mirror);

/** The server's containers, with the environment that the release reads. */
export function serverPlan(input: ServerPlanInput): TaskSpec {
  const { config, line, database, secrets } = input;
  const environment = serverEnvironment({
    version: config.version,
    publicUrl: input.publicUrl,
    metadataApiEndpoint: input.metadataApiEndpoint,
    database,
    search: input.search,
    ...(input.airflow && { airflow: input.airflow }),
    jwt: { ...serverKeyPaths, keyId: secrets.jwtKeyId },
    authentication: config.auth,
    heapMegabytes: heapMegabytes(config.server.memory),
    clusterName: input.clusterName,
    region: input.region,
    environment: config.server.environment,
    secretEnvironment: secretEnvironmentNames(config, "serverEnvironment"),
    ...(input.configurationFile !== undefined && { configurationFile: input.configurationFile }),
    overrideStackVariables: config.server.overrideStackVariables,
    secretNames: new Set(config.secrets.keys()),
  });
  return serverTask({
    line,
    images: {
      server: serverImage(config, line),
      databaseClient: mirrored(databaseClientImage(database.engine), config.images.mirror),
    },
    database,
    environment,
    configurationFile: input.configurationFile !== undefined,
    security: {
      fingerprint: securityFingerprint(environment, secrets),
      resetAllowed: securityResetAllowed(config),
    },
  });
}

/**
 * Whether security settings that the server stored may be removed without being asked: only where the stack made the
 * database. One restored from a snapshot holds what an earlier installation set.
 */
export const securityResetAllowed = ({ database, auth }: Pick<StackConfig, "database" | "auth">): boolean =>
  (database.mode === "create" && database.snapshotIdentifier === undefined) || auth.resetStored;

/** Tells a changed `auth` from an unchanged one. A digest of fingerprints that are keyed themselves; not secret. */
function securityFingerprint(environment: readonly EnvironmentVariable[], secrets: SecretStore): pulumi.Output<string> {
  const values = securityVariables(environment).map((variable) =>
    pulumi.all([variable.name, "secret" in variable ? secrets.fingerprint(variable.secret) : variable.value]),
  );
  const digest = pulumi
    .all(values)
    .apply((known) => createHash("sha256").update(JSON.stringify(known)).digest("hex").slice(0, 32));
  return pulumi.unsecret(digest);
}
