import type { Input } from "@pulumi/pulumi";
import type { ContainerSpec, EnvironmentVariable, MountSpec, TaskSpec } from "./container-spec";
import { jdbcTrustStore } from "../releases/database-parameters";
import type { ReleaseLine } from "../releases/release-lines";
import {
  after,
  bootstrapMount,
  bootstrapVolume,
  bootstrapVolumeOwner,
  databaseContainer,
  sorted,
  type TaskDatabase,
} from "./database-bootstrap";
import { type SearchPreparation, searchSettingsContainer } from "./search-settings";
import { script } from "./script";

const keyVolume = "keys";
const keyDirectory = "/mnt/keys";

/** Where the server finds its RSA key pair: `jwt` of the settings that its environment is made from. */
export const serverKeyPaths = {
  privateKeyPath: `${keyDirectory}/jwt/private_key.der`,
  publicKeyPath: `${keyDirectory}/jwt/public_key.der`,
} as const;

export interface ServerTaskSettings {
  readonly line: Pick<
    ReleaseLine,
    "serverPort" | "adminPort" | "serverUser" | "migration" | "storedSecuritySettings" | "removeSecuritySettings"
  >;
  readonly images: {
    readonly server: Input<string>;
    /** Image with `psql` or `mysql`: `databaseClientImage(engine)`. */
    readonly databaseClient: Input<string>;
  };
  readonly database: TaskDatabase;
  /** From `serverEnvironment`. */
  readonly environment: readonly EnvironmentVariable[];
  /** The stack brings its own openmetadata.yaml, as the secret `server.configurationFile`. */
  readonly configurationFile: boolean;
  /** What a search domain of the stack's own is told first; absent with a cluster of the user's. */
  readonly search?: SearchPreparation;
  readonly security: {
    /** Hash over {@link securityVariables} and the versions of their secrets; not secret. */
    readonly fingerprint: Input<string>;
    /** Stored security settings may be removed: the stack made the database, or `auth.resetStored` is true. */
    readonly resetAllowed: boolean;
  };
}

/**
 * The server's task. One container after the other, each only when the one before ended well: database and login,
 * key files, migration, removal of stored security settings when `auth` has changed, and the server.
 *
 * The removal comes after the migration, since the command is the new release's and reads the new schema.
 */
export function serverTask(settings: ServerTaskSettings): TaskSpec {
  const { line } = settings;
  const removal = line.storedSecuritySettings ? line.removeSecuritySettings?.command : undefined;
  const containers: ContainerSpec[] = [
    bootstrapVolumeOwner(settings.images.databaseClient),
    bootstrap(settings, removal !== undefined),
    keyFiles(settings),
  ];
  if (settings.search) containers.push(searchSettingsContainer(settings.search));
  if (line.migration !== "at-start") {
    containers.push(migrate(settings, line.migration.command));
  }
  if (removal !== undefined) {
    containers.push(securityReset(settings, removal), recordSecurity(settings));
  }
  const steps = line.migration !== "at-start" || removal !== undefined;
  containers.push(server(settings, steps ? [containers.at(-1)!.name] : preparations(settings)));
  return {
    containers,
    volumes: [
      { name: bootstrapVolume, kind: "ephemeral" },
      { name: keyVolume, kind: "ephemeral" },
    ],
  };
}

/** What ends well before anything of the release runs. */
const preparations = ({ search }: ServerTaskSettings): string[] => [
  "bootstrap",
  "key-files",
  ...(search ? ["search-settings"] : []),
];

const fingerprint = ({ security }: ServerTaskSettings): EnvironmentVariable => ({
  name: "SECURITY_FINGERPRINT",
  value: security.fingerprint,
});

function bootstrap(settings: ServerTaskSettings, stored: boolean): ContainerSpec {
  return databaseContainer({
    name: "bootstrap",
    image: settings.images.databaseClient,
    database: settings.database,
    password: "database.server",
    scripts: ["bootstrap.sh", "compare-security.sh"],
    asMaster: true,
    dependsOn: after("bootstrap-volume"),
    environment: [
      fingerprint(settings),
      { name: "SECURITY_STORED", value: String(stored) },
      { name: "SECURITY_RESET_ALLOWED", value: String(settings.security.resetAllowed) },
    ],
  });
}

function keyFiles({ images, line, configurationFile, database }: ServerTaskSettings): ContainerSpec {
  const certificate = database.engine === "mysql" ? database.caCertificatePath : undefined;
  const store = certificate === undefined ? undefined : jdbcTrustStore(certificate);
  return {
    name: "key-files",
    image: images.server,
    entryPoint: ["/bin/bash", "-c"],
    command: [script("key-files.sh", ...(store ? ["trust-store.sh"] : []))],
    ports: [],
    environment: sorted([
      { name: "KEY_OWNER", value: `${line.serverUser.uid}:${line.serverUser.gid}` },
      { name: "JWT_PRIVATE_KEY", secret: "server.jwtPrivateKey" },
      { name: "JWT_PUBLIC_KEY", secret: "server.jwtPublicKey" },
      ...(configurationFile ? [{ name: "CONFIGURATION_FILE", secret: "server.configurationFile" } as const] : []),
      ...(store
        ? [
            { name: "TRUST_STORE", value: store.path },
            { name: "TRUST_STORE_TYPE", value: store.type },
            // Not secret: a store of public certificates has to have some password.
            { name: "TRUST_STORE_PASSWORD", value: store.password },
          ]
        : []),
    ]),
    mounts: [...(store ? [bootstrapMount(false)] : []), keyMount(false)],
    essential: false,
    dependsOn: store ? after("bootstrap") : [],
    user: "0",
    readonlyRootFilesystem: true,
  };
}

const keyMount = (readOnly: boolean): MountSpec => ({ volume: keyVolume, path: keyDirectory, readOnly });
const mounts = [bootstrapMount(true), keyMount(true)];

/**
 * What a container of the server image runs: a file of the stack's own is put in place first, then comes the script,
 * which becomes `command`.
 */
const serverCommand = (settings: ServerTaskSettings, file: string, command: readonly string[]): readonly string[] => [
  "-c",
  settings.configurationFile ? script("place-configuration.sh", file) : script(file),
  ...command,
];

/** A step in the server image, with the server's environment: it reads the same openmetadata.yaml. */
function serverStep(
  settings: ServerTaskSettings,
  name: string,
  command: readonly string[],
  previous: string[],
): ContainerSpec {
  return {
    name,
    image: settings.images.server,
    entryPoint: ["/bin/bash"],
    command,
    ports: [],
    environment: sorted(settings.environment),
    mounts,
    essential: false,
    dependsOn: after(...previous),
  };
}

function migrate(settings: ServerTaskSettings, command: readonly string[]): ContainerSpec {
  const whole = settings.configurationFile ? serverCommand(settings, "run-command.sh", command) : command;
  return serverStep(settings, "migrate", whole, preparations(settings));
}

function securityReset(settings: ServerTaskSettings, removal: readonly string[]): ContainerSpec {
  const previous = settings.line.migration === "at-start" ? preparations(settings) : ["migrate"];
  return serverStep(settings, "security-reset", serverCommand(settings, "reset-security.sh", removal), previous);
}

function recordSecurity(settings: ServerTaskSettings): ContainerSpec {
  return databaseContainer({
    name: "record-security",
    image: settings.images.databaseClient,
    database: settings.database,
    password: "database.server",
    scripts: ["record-security.sh"],
    asMaster: false,
    environment: [fingerprint(settings)],
    dependsOn: after("security-reset"),
  });
}

function server(settings: ServerTaskSettings, previous: string[]): ContainerSpec {
  return {
    name: "server",
    image: settings.images.server,
    // With a file of the stack's own, the image's start script has to be named to run after it is in place.
    ...(settings.configurationFile && {
      entryPoint: ["/bin/bash"],
      command: serverCommand(settings, "run-command.sh", ["/openmetadata-start.sh"]),
    }),
    ports: [settings.line.serverPort, settings.line.adminPort],
    environment: sorted(settings.environment),
    mounts,
    essential: true,
    dependsOn: after(...previous),
    stopTimeoutSeconds: 60,
  };
}
