import type { Input } from "@pulumi/pulumi";
import type { ContainerSpec, EnvironmentVariable, MountSpec, TaskSpec } from "./container-spec";
import { asText } from "../environment/inputs";
import type { SecretName } from "../environment/secret-names";
import type { DatabaseSettings } from "../settings";
import { script } from "./script";

/** A program's database, and the administrator that makes it. */
export interface TaskDatabase extends DatabaseSettings {
  /** Administrator's login; its password is the secret `database.master`. */
  readonly masterUser: Input<string>;
  /**
   * An earlier installation moves in: an empty database stops the bootstrap. `restored-before`: a missing one does too;
   * `restored-later`: the bootstrap makes it, and stops until the dump is in it.
   */
  readonly earlier?: "restored-before" | "restored-later";
}

/** Volume with what a container leaves for those after it: the CA certificate and the reset flag. */
export const bootstrapVolume = "bootstrap";
export const bootstrapDirectory = "/mnt/bootstrap";

/** Where programs find the CA certificate of the database, when the stack has one. */
export const databaseCaCertificatePath = `${bootstrapDirectory}/database-ca.pem`;

export const bootstrapMount = (readOnly: boolean): MountSpec => ({
  volume: bootstrapVolume,
  path: bootstrapDirectory,
  readOnly,
});

interface DatabaseContainerSettings {
  readonly name: string;
  readonly image: Input<string>;
  readonly database: TaskDatabase;
  /** The program's own password. */
  readonly password: SecretName;
  /** Files of `openmetadata/scripts`, run one after the other. */
  readonly scripts: readonly string[];
  /** Whether the container makes the database, and so reads the administrator's password. */
  readonly asMaster: boolean;
  readonly environment?: readonly EnvironmentVariable[];
  readonly dependsOn?: ContainerSpec["dependsOn"];
}

/** `nobody` of Alpine and of Oracle Linux: psql and mysql need a name for it. */
const clientUser = 65534;

/**
 * Hands the volume over to the database client: ECS gives it to root. It holds no secret and speaks to nobody.
 */
export const bootstrapVolumeOwner = (image: Input<string>): ContainerSpec => ({
  name: "bootstrap-volume",
  image,
  entryPoint: ["/bin/sh", "-c"],
  command: [`chown ${clientUser} "\${BOOTSTRAP_DIRECTORY:-${bootstrapDirectory}}"`],
  ports: [],
  environment: [],
  mounts: [bootstrapMount(false)],
  essential: false,
  dependsOn: [],
  user: "0",
  readonlyRootFilesystem: true,
});

function databaseEnvironment({ database, password, asMaster, environment }: DatabaseContainerSettings) {
  const variables: EnvironmentVariable[] = [
    { name: "DATABASE_HOST", value: database.host },
    { name: "DATABASE_PORT", value: asText(database.port) },
    { name: "DATABASE_NAME", value: database.name },
    { name: "DATABASE_USER", value: database.user },
    { name: "DATABASE_PASSWORD", secret: password },
    ...(database.caCertificatePath === undefined
      ? []
      : [{ name: "DATABASE_CA_CERTIFICATE", secret: "database.caCertificate" } as const]),
    ...(asMaster
      ? [
          { name: "MASTER_USER", value: database.masterUser },
          { name: "MASTER_PASSWORD", secret: "database.master" as const },
          ...(database.earlier === undefined ? [] : [{ name: "EARLIER_INSTALLATION", value: database.earlier }]),
        ]
      : []),
    ...(environment ?? []),
  ];
  return sorted(variables);
}

/** A container of the database client's image that runs scripts against the program's database, and ends. */
export function databaseContainer(settings: DatabaseContainerSettings): ContainerSpec {
  return {
    name: settings.name,
    image: settings.image,
    entryPoint: ["/bin/sh", "-c"],
    command: [
      script(
        "write-ca.sh",
        `bootstrap-${settings.database.engine}.sh`,
        ...(settings.asMaster ? [`moving-in-${settings.database.engine}.sh`] : []),
        ...settings.scripts,
      ),
    ],
    ports: [],
    environment: databaseEnvironment(settings),
    mounts: [bootstrapMount(false)],
    essential: false,
    dependsOn: settings.dependsOn ?? [],
    user: String(clientUser),
    readonlyRootFilesystem: true,
  };
}

/** Arguments of {@link databaseTask}. */
export interface DatabaseTaskSettings {
  /** Name of the container, which is the step's. */
  readonly name: string;
  readonly images: { readonly databaseClient: Input<string> };
  readonly database: TaskDatabase;
  /** The program's own password. */
  readonly password: SecretName;
  /** Files of `openmetadata/container-scripts` that follow once database and login are there. */
  readonly scripts?: readonly string[];
  /** Arguments of those scripts. */
  readonly environment?: readonly EnvironmentVariable[];
}

/** Makes a program's database and login as the database's administrator, whose password no other task reads. */
export function databaseTask(settings: DatabaseTaskSettings): TaskSpec {
  const { database, images, name, password, scripts = [], environment = [] } = settings;
  const container = databaseContainer({
    name,
    image: images.databaseClient,
    database,
    password,
    scripts: ["bootstrap.sh", ...scripts],
    asMaster: true,
    dependsOn: after("bootstrap-volume"),
    environment,
  });
  return {
    containers: [bootstrapVolumeOwner(images.databaseClient), { ...container, essential: true }],
    volumes: [{ name: bootstrapVolume, kind: "ephemeral" }],
  };
}

export const sorted = (environment: readonly EnvironmentVariable[]): EnvironmentVariable[] =>
  [...environment].sort((left, right) => (left.name < right.name ? -1 : 1));

/** Waits for these containers to end well, in a row. */
export const after = (...containers: readonly string[]): ContainerSpec["dependsOn"] =>
  containers.map((container) => ({ container, condition: "SUCCESS" as const }));
