import type { Input } from "@pulumi/pulumi";
import type { ContainerSpec, EnvironmentVariable, TaskSpec } from "./container-spec";
import { after, bootstrapMount, bootstrapVolumeOwner, databaseContainer, sorted } from "./database-bootstrap";
import { keyFiles, keyMount, serverCommand, type ServerTaskSettings, volumesOf } from "./server-task";

/** The command that removes stored security settings, where the release stores them and has one. */
const removalOf = ({ line }: Pick<ServerTaskSettings, "line">): readonly string[] | undefined =>
  line.storedSecuritySettings ? line.removeSecuritySettings?.command : undefined;

/** The server's address as its variable says it, which counts for nothing once the server has stored one. */
export function serverAddress({ environment }: Pick<ServerTaskSettings, "environment">): Input<string> | undefined {
  const variable = environment.find(({ name }) => name === "OPENMETADATA_SERVER_URL");
  return variable && "value" in variable ? variable.value : undefined;
}

/** Words after the ops script, which the removal of security settings names too: without that there is no step for it. */
const addressCommand = ({ line }: Pick<ServerTaskSettings, "line">): string | undefined =>
  line.removeSecuritySettings && line.setServerUrl?.command.slice(1).join(" ");

const fingerprint = ({ security }: ServerTaskSettings): EnvironmentVariable => ({
  name: "SECURITY_FINGERPRINT",
  value: security.fingerprint,
});

interface Comparison {
  /** Files of `openmetadata/container-scripts`. */
  readonly scripts: readonly string[];
  readonly environment: readonly EnvironmentVariable[];
}

/** Compares the security settings that last took effect with the stack's. */
const ofSecurity = (settings: ServerTaskSettings): Comparison => ({
  scripts: ["compare-security.sh"],
  environment: [
    fingerprint(settings),
    { name: "SECURITY_STORED", value: String(removalOf(settings) !== undefined) },
    { name: "SECURITY_RESET_ALLOWED", value: String(settings.security.resetAllowed) },
  ],
});

/** Compares the address that the server stored with the stack's, before the security settings. */
function ofAddress(settings: ServerTaskSettings): Comparison {
  const address = serverAddress(settings);
  if (address === undefined) return { scripts: [], environment: [] };
  return {
    scripts: ["compare-address.sh"],
    environment: [
      { name: "SERVER_ADDRESS", value: address },
      { name: "ADDRESS_COMMAND", value: String(addressCommand(settings) !== undefined) },
    ],
  };
}

const both = (one: Comparison, other: Comparison): Comparison => ({
  scripts: [...one.scripts, ...other.scripts],
  environment: [...one.environment, ...other.environment],
});

/**
 * What is compared as soon as the database is there. The first migration stores settings itself: after it a first start could
 * not be told from a catalog that is set up otherwise. What may not be changed is refused before a server is stopped.
 */
export const firstComparison = (settings: ServerTaskSettings): Comparison =>
  removalOf(settings) === undefined ? both(ofAddress(settings), ofSecurity(settings)) : ofSecurity(settings);

/**
 * Stored security settings, and a stored address, that are not the stack's: removed, and set, by the release's own commands.
 * After the migration, since the commands read the new schema. Undefined where the release has no such command.
 */
export function securityTask(settings: ServerTaskSettings): TaskSpec | undefined {
  const removal = removalOf(settings);
  if (removal === undefined) return undefined;
  const { images } = settings;
  const containers = [
    bootstrapVolumeOwner(images.databaseClient),
    compareSecurity(settings),
    keyFiles(settings, "compare-security"),
    securityReset(settings, removal),
    recorded(settings),
  ];
  return { containers, volumes: volumesOf(containers) };
}

function compareSecurity(settings: ServerTaskSettings): ContainerSpec {
  return databaseContainer({
    name: "compare-security",
    image: settings.images.databaseClient,
    database: settings.database,
    password: "database.server",
    ...both(ofAddress(settings), ofSecurity(settings)),
    asMaster: false,
    dependsOn: after("bootstrap-volume"),
  });
}

function securityReset(settings: ServerTaskSettings, removal: readonly string[]): ContainerSpec {
  const command = addressCommand(settings);
  return {
    name: "security-reset",
    image: settings.images.server,
    entryPoint: ["/bin/bash"],
    command: serverCommand(settings, "reset-security.sh", removal),
    ports: [],
    environment: sorted([
      ...settings.environment,
      ...(command === undefined ? [] : [{ name: "SET_ADDRESS_COMMAND", value: command }]),
    ]),
    mounts: [bootstrapMount(true), keyMount(true)],
    essential: false,
    dependsOn: after("compare-security", "key-files"),
  };
}

/** The container that the task ends with, named like the step. */
function recorded(settings: ServerTaskSettings): ContainerSpec {
  const container = databaseContainer({
    name: "security",
    image: settings.images.databaseClient,
    database: settings.database,
    password: "database.server",
    scripts: ["record-security.sh"],
    asMaster: false,
    environment: [fingerprint(settings)],
    dependsOn: after("security-reset"),
  });
  return { ...container, essential: true };
}
