import type { Input } from "@pulumi/pulumi";
import type { ContainerSpec, EnvironmentVariable, MountSpec, TaskSpec } from "./container-spec";
import { ldapTrustStore } from "../auth/ldap";
import { jdbcTrustStore } from "../releases/database-parameters";
import type { ReleaseLine } from "../releases/release-lines";
import { javaTrustStore } from "../environment/trust";
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

export const keyVolume = "keys";
const keyDirectory = "/mnt/keys";

/** Where the server finds its RSA key pair: `jwt` of the settings that its environment is made from. */
export const serverKeyPaths = {
  privateKeyPath: `${keyDirectory}/jwt/private_key.der`,
  publicKeyPath: `${keyDirectory}/jwt/public_key.der`,
} as const;

export interface ServerTaskSettings {
  readonly line: Pick<
    ReleaseLine,
    | "serverPort"
    | "adminPort"
    | "serverUser"
    | "migration"
    | "storedSecuritySettings"
    | "removeSecuritySettings"
    | "setServerUrl"
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
  /** The stack brings the directory's CA certificates, as the secret `auth.ldapCaCertificate`. */
  readonly ldapCaCertificate?: boolean;
  /** The stack brings certificate authorities of the user's own, as the secret `network.caCertificates`. */
  readonly ownAuthorities?: boolean;
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
 * key files, removal of stored security settings when `auth` has changed, and the server.
 *
 * The removal comes after the migration, since the command is the new release's and reads the new schema. The migration is
 * a step of its own ({@link migrationContainers}), or what the server's start script does.
 */
export function serverTask(settings: ServerTaskSettings): TaskSpec {
  const { line } = settings;
  const removal = line.storedSecuritySettings ? line.removeSecuritySettings?.command : undefined;
  const containers = preparing(settings);
  if (removal !== undefined) {
    containers.push(securityReset(settings, removal), recordSecurity(settings));
  }
  containers.push(server(settings, removal === undefined ? preparations(settings) : [containers.at(-1)!.name]));
  return { containers, volumes: serverVolumes };
}

export const serverVolumes: TaskSpec["volumes"] = [
  { name: bootstrapVolume, kind: "ephemeral" },
  { name: keyVolume, kind: "ephemeral" },
];

/** Database and login, key files, and what search is told: before anything of the release runs. */
function preparing(settings: ServerTaskSettings): ContainerSpec[] {
  const { images, line, search } = settings;
  const stored = line.storedSecuritySettings && line.removeSecuritySettings !== undefined;
  return [
    bootstrapVolumeOwner(images.databaseClient),
    bootstrap(settings, stored),
    keyFiles(settings),
    ...(search ? [searchSettingsContainer(search)] : []),
  ];
}

/**
 * The release's migration, after database and login. The bootstrap compares the security settings here too: a migration
 * stores settings itself, after which a first start could not be told from a catalog that is set up otherwise.
 */
export function migrationContainers(settings: ServerTaskSettings, command: readonly string[]): ContainerSpec[] {
  const step = migrate(settings, command);
  return [...preparing(settings), { ...step, essential: true, stopTimeoutSeconds: 60 }];
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

/** The server's address as its variable says it, which counts for nothing once the server has stored one. */
function serverAddress({ environment }: ServerTaskSettings): Input<string> | undefined {
  const variable = environment.find(({ name }) => name === "OPENMETADATA_SERVER_URL");
  return variable && "value" in variable ? variable.value : undefined;
}

/** Words after the ops script, which the removal of security settings names too: without that there is no step for it. */
const addressCommand = ({ line }: ServerTaskSettings): string | undefined =>
  line.removeSecuritySettings && line.setServerUrl?.command.slice(1).join(" ");

function bootstrap(settings: ServerTaskSettings, stored: boolean): ContainerSpec {
  const address = serverAddress(settings);
  return databaseContainer({
    name: "bootstrap",
    image: settings.images.databaseClient,
    database: settings.database,
    password: "database.server",
    scripts: ["bootstrap.sh", ...(address === undefined ? [] : ["compare-address.sh"]), "compare-security.sh"],
    asMaster: true,
    dependsOn: after("bootstrap-volume"),
    environment: [
      fingerprint(settings),
      ...(address === undefined
        ? []
        : [
            { name: "SERVER_ADDRESS", value: address },
            { name: "ADDRESS_COMMAND", value: String(addressCommand(settings) !== undefined) },
          ]),
      { name: "SECURITY_STORED", value: String(stored) },
      { name: "SECURITY_RESET_ALLOWED", value: String(settings.security.resetAllowed) },
    ],
  });
}

/** @param certificateFrom the container that brings the database's CA certificate */
export function keyFiles(settings: ServerTaskSettings, certificateFrom = "bootstrap"): ContainerSpec {
  const { images, line, configurationFile, database, ldapCaCertificate = false, ownAuthorities } = settings;
  const certificate = database.engine === "mysql" ? database.caCertificatePath : undefined;
  const stores = [
    ...(certificate === undefined ? [] : storeVariables("TRUST_STORE", jdbcTrustStore(certificate))),
    ...(ldapCaCertificate ? storeVariables("LDAP_TRUST_STORE", ldapTrustStore) : []),
  ];
  return {
    name: "key-files",
    image: images.server,
    entryPoint: ["/bin/bash", "-c"],
    command: [
      script(
        "key-files.sh",
        ...(stores.length > 0 ? ["trust-store.sh"] : []),
        ...(ownAuthorities ? ["java-trust.sh"] : []),
      ),
    ],
    ports: [],
    environment: sorted([
      { name: "KEY_OWNER", value: `${line.serverUser.uid}:${line.serverUser.gid}` },
      { name: "JWT_PRIVATE_KEY", secret: "server.jwtPrivateKey" },
      { name: "JWT_PUBLIC_KEY", secret: "server.jwtPublicKey" },
      ...(configurationFile ? [{ name: "CONFIGURATION_FILE", secret: "server.configurationFile" } as const] : []),
      ...(ldapCaCertificate ? [{ name: "LDAP_CA_CERTIFICATE", secret: "auth.ldapCaCertificate" } as const] : []),
      ...stores,
      ...(ownAuthorities ? javaTrustVariables : []),
    ]),
    mounts: [...(certificate === undefined ? [] : [bootstrapMount(false)]), keyMount(false)],
    essential: false,
    dependsOn: certificate === undefined ? [] : after(certificateFrom),
    user: "0",
    readonlyRootFilesystem: true,
  };
}

/** Variables of a trust store. Its password is not secret: a store of public certificates has to have some password. */
const storeVariables = (
  prefix: string,
  store: { readonly path: string; readonly type: string; readonly password: string },
): EnvironmentVariable[] => [
  { name: prefix, value: store.path },
  { name: `${prefix}_TYPE`, value: store.type },
  { name: `${prefix}_PASSWORD`, value: store.password },
];

const javaTrustVariables: readonly EnvironmentVariable[] = [
  { name: "CA_CERTIFICATES", secret: "network.caCertificates" },
  { name: "JAVA_TRUST_STORE", value: javaTrustStore.path },
  { name: "JAVA_TRUST_STORE_PASSWORD", value: javaTrustStore.password },
];

export const keyMount = (readOnly: boolean): MountSpec => ({ volume: keyVolume, path: keyDirectory, readOnly });
const mounts = [bootstrapMount(true), keyMount(true)];

/**
 * What a container of the server image runs: a file of the stack's own is put in place first, then comes the script,
 * which becomes `command`.
 */
export const serverCommand = (
  settings: Pick<ServerTaskSettings, "configurationFile">,
  file: string,
  command: readonly string[],
): readonly string[] => [
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
  const words = serverCommand(settings, "reset-security.sh", removal);
  const step = serverStep(settings, "security-reset", words, preparations(settings));
  const command = addressCommand(settings);
  if (command === undefined) return step;
  return { ...step, environment: sorted([...step.environment, { name: "SET_ADDRESS_COMMAND", value: command }]) };
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
