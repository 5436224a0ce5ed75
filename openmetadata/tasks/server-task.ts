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
import type { SearchPreparation } from "./search-settings";
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
  /** Settings that the stack's own search domain gets first; absent with a cluster of the user's. */
  readonly search?: SearchPreparation;
  readonly security: {
    /** Hash over {@link securityVariables} and the versions of their secrets; not secret. */
    readonly fingerprint: Input<string>;
    /** Stored security settings may be removed: the stack made the database, or `auth.resetStored` is true. */
    readonly resetAllowed: boolean;
  };
}

/**
 * The server's task: certificate and key files, then the server. What is done once, and not at each start, are steps
 * (server-steps.ts), which have ended well before the service gets this task.
 */
export function serverTask(settings: ServerTaskSettings): TaskSpec {
  const files = serverFiles(settings);
  const containers = [...files, server(settings, files)];
  return { containers, volumes: volumesOf(containers) };
}

/** What a container of the server image finds on the task's own volumes: the database's CA certificate, where there is one, and the key files. */
export function serverFiles(settings: ServerTaskSettings): ContainerSpec[] {
  return [...certificateContainers(settings), keyFiles(settings, "database-ca")];
}

/** Writes the CA certificate of the database where the server's environment looks for it; none without one. */
function certificateContainers({ database, images }: ServerTaskSettings): ContainerSpec[] {
  if (database.caCertificatePath === undefined) return [];
  return [
    bootstrapVolumeOwner(images.databaseClient),
    databaseContainer({
      name: "database-ca",
      image: images.databaseClient,
      database,
      password: "database.server",
      scripts: [],
      asMaster: false,
      dependsOn: after("bootstrap-volume"),
    }),
  ];
}

/** The volumes that these containers of the server's image and of the database client's share. */
export const volumesOf = (containers: readonly ContainerSpec[]): TaskSpec["volumes"] =>
  [bootstrapVolume, keyVolume]
    .filter((name) => containers.some(({ mounts }) => mounts.some(({ volume }) => volume === name)))
    .map((name) => ({ name, kind: "ephemeral" }));

/** @param certificateFrom the container that brings the database's CA certificate */
export function keyFiles(settings: ServerTaskSettings, certificateFrom: string): ContainerSpec {
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

/** What a container of the server image sees of the files that these containers write. */
export const fileMounts = (writers: readonly ContainerSpec[]): MountSpec[] => [
  ...(writers.some(({ mounts }) => mounts.some(({ volume }) => volume === bootstrapVolume))
    ? [bootstrapMount(true)]
    : []),
  keyMount(true),
];

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

function server(settings: ServerTaskSettings, files: readonly ContainerSpec[]): ContainerSpec {
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
    mounts: fileMounts(files),
    essential: true,
    dependsOn: after(...files.slice(-2).map(({ name }) => name)),
    stopTimeoutSeconds: 60,
  };
}
