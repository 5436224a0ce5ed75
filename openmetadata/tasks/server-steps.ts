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
import { keyFiles, keyMount, keyVolume, serverCommand, type ServerTaskSettings } from "./server-task";

/** What a running catalog needs after an upgrade, or when its search cluster or Airflow's files are new. */
export type ServerStepName = "reindex" | "redeploy-pipelines";

const scripts: Readonly<Record<ServerStepName, string>> = {
  reindex: "reindex.sh",
  "redeploy-pipelines": "redeploy-pipelines.sh",
};

/** The ops command of a step, where the release has one. */
const commandOf = (name: ServerStepName, line: Pick<ReleaseLine, "reindex" | "deployPipelines">) =>
  (name === "reindex" ? line.reindex : line.deployPipelines)?.command;

/** Settings of the server's own task, and the release's commands. */
export interface ServerStepSettings extends ServerTaskSettings {
  readonly line: ServerTaskSettings["line"] & Pick<ReleaseLine, "reindex" | "deployPipelines">;
}

/**
 * A task that runs one command of the server image to its end, with the server's own environment, key files and
 * certificates, and without the database administrator's password; undefined where the release lacks the command.
 */
export function serverStepTask(settings: ServerStepSettings, name: ServerStepName): TaskSpec | undefined {
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
