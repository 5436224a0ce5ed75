import type { ReleaseLine } from "../releases/release-lines";
import type { ContainerSpec, TaskSpec } from "./container-spec";
import {
  after,
  bootstrapMount,
  bootstrapVolume,
  bootstrapVolumeOwner,
  databaseContainer,
  sorted,
} from "./database-bootstrap";
import {
  keyFiles,
  keyMount,
  keyVolume,
  migrationContainers,
  serverCommand,
  type ServerTaskSettings,
  serverVolumes,
} from "./server-task";

/**
 * What is run once: the migration before the server, and what a running catalog needs after an upgrade, or when its search
 * cluster or Airflow's files are new.
 */
export type ServerStepName = "migrate" | CatalogStepName;
type CatalogStepName = "reindex" | "redeploy-pipelines";

const scripts: Readonly<Record<CatalogStepName, string>> = {
  reindex: "reindex.sh",
  "redeploy-pipelines": "redeploy-pipelines.sh",
};

/** The ops command of a step, where the release has one. */
const commandOf = (name: CatalogStepName, line: Pick<ReleaseLine, "reindex" | "deployPipelines">) =>
  (name === "reindex" ? line.reindex : line.deployPipelines)?.command;

/** Settings of the server's own task, and the release's commands. */
export interface ServerStepSettings extends ServerTaskSettings {
  readonly line: ServerTaskSettings["line"] & Pick<ReleaseLine, "reindex" | "deployPipelines">;
}

/**
 * A task that runs one command of the server image to its end, with the server's own environment, key files and
 * certificates; undefined where the release has no such command. The migration makes database and login first; no other
 * step reads the database administrator's password.
 */
export function serverStepTask(settings: ServerStepSettings, name: ServerStepName): TaskSpec | undefined {
  if (name !== "migrate") return catalogStepTask(settings, name);
  const { migration } = settings.line;
  if (migration === "at-start") return undefined;
  return { containers: migrationContainers(settings, migration.command), volumes: serverVolumes };
}

function catalogStepTask(settings: ServerStepSettings, name: CatalogStepName): TaskSpec | undefined {
  const command = commandOf(name, settings.line);
  if (command === undefined) return undefined;
  const certificate = certificateContainers(settings);
  const keys = keyFiles(settings, "database-ca");
  const containers = [...certificate, keys];
  const step: ContainerSpec = {
    name,
    image: settings.images.server,
    entryPoint: ["/bin/bash"],
    command: serverCommand(settings, scripts[name], command),
    ports: [],
    environment: sorted(settings.environment),
    mounts: [...(certificate.length > 0 ? [bootstrapMount(true)] : []), keyMount(true)],
    essential: true,
    dependsOn: after(...containers.slice(-2).map((container) => container.name)),
    stopTimeoutSeconds: 60,
  };
  return {
    containers: [...containers, step],
    volumes: [
      ...(certificate.length > 0 ? [{ name: bootstrapVolume, kind: "ephemeral" as const }] : []),
      { name: keyVolume, kind: "ephemeral" },
    ],
  };
}

/** Write the CA certificate of the database where the server's environment looks for it; none without one. */
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
