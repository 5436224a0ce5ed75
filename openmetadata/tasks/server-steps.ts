import type { ReleaseLine } from "../releases/release-lines";
import type { ContainerSpec, TaskSpec } from "./container-spec";
import { after, databaseTask, sorted } from "./database-bootstrap";
import { searchSettingsContainer } from "./search-settings";
import { firstComparison, securityTask } from "./server-security";
import { fileMounts, serverCommand, serverFiles, type ServerTaskSettings, volumesOf } from "./server-task";

/**
 * What is run once: database and login, and the settings of search, before anything of the release runs; the migration, and
 * stored settings that are not the stack's, before the server; what a running catalog needs after an upgrade, or when its
 * search cluster or Airflow's files are new.
 */
export type ServerStepName = "database" | "search-settings" | "security" | CommandStepName;
type CommandStepName = "migrate" | "reindex" | "redeploy-pipelines";

/** Settings of the server's own task, and the release's commands. */
export interface ServerStepSettings extends ServerTaskSettings {
  readonly line: ServerTaskSettings["line"] & Pick<ReleaseLine, "reindex" | "deployPipelines">;
}

/** The task of a step; undefined where the release, or the stack, has no such step. Only `database` reads the administrator's password. */
export function serverStepTask(settings: ServerStepSettings, name: ServerStepName): TaskSpec | undefined {
  switch (name) {
    case "database":
      return databaseTask({ ...settings, name, password: "database.server", ...firstComparison(settings) });
    case "search-settings":
      return searchSettingsTask(settings);
    case "security":
      return securityTask(settings);
    default:
      return commandTask(settings, name);
  }
}

function searchSettingsTask({ search }: ServerStepSettings): TaskSpec | undefined {
  return search && { containers: [{ ...searchSettingsContainer(search), essential: true }], volumes: [] };
}

/** What a container of the server image runs for a step; undefined where the release has no command for it. */
function commandOf(settings: ServerStepSettings, name: CommandStepName): readonly string[] | undefined {
  const { migration, reindex, deployPipelines } = settings.line;
  if (name === "migrate") {
    if (migration === "at-start") return undefined;
    return settings.configurationFile
      ? serverCommand(settings, "run-command.sh", migration.command)
      : migration.command;
  }
  const command = (name === "reindex" ? reindex : deployPipelines)?.command;
  return command && serverCommand(settings, name === "reindex" ? "reindex.sh" : "redeploy-pipelines.sh", command);
}

/** A command of the server image, with the server's own environment, key files and certificates. */
function commandTask(settings: ServerStepSettings, name: CommandStepName): TaskSpec | undefined {
  const command = commandOf(settings, name);
  if (command === undefined) return undefined;
  const files = serverFiles(settings);
  const step: ContainerSpec = {
    name,
    image: settings.images.server,
    entryPoint: ["/bin/bash"],
    command,
    ports: [],
    environment: sorted(settings.environment),
    mounts: fileMounts(files),
    essential: true,
    dependsOn: after(...files.slice(-2).map((container) => container.name)),
    stopTimeoutSeconds: 60,
  };
  const containers = [...files, step];
  return { containers, volumes: volumesOf(containers) };
}
