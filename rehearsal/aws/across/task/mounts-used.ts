import { apiReference } from "../../source";
import { objectsIn, quoted, type Rule } from "../../rule";
import { forStartedTasks, type StartedTask } from "../../services/ecs/container-definitions/started-task";
import { placeOf, toldTo } from "../environment/told-values";

/** Volumes that begin empty and that some container reads, though none may write into them. */
function unwritten({ name, inputs, containers }: StartedTask): string[] {
  const shared = new Set(
    objectsIn(inputs.volumes)
      .filter((volume) => Object.keys(volume).some((key) => key.endsWith("Configuration")))
      .map((volume) => volume.name),
  );
  const mounts = containers.flatMap(({ mountPoints = [] }) => mountPoints);
  const volumes = [...new Set(mounts.map(({ sourceVolume = "" }) => sourceVolume))];
  return volumes
    .filter(
      (volume) => !shared.has(volume) && mounts.every((one) => one.sourceVolume !== volume || one.readOnly === true),
    )
    .map((volume) => `no container of task ${name} may write to volume ${quoted(volume)}, which begins empty`);
}

/** Variables with a path below a mount that other containers of the task have and this one has not. */
function unmounted(task: StartedTask): string[] {
  const paths = (of: string | undefined): string[] =>
    task.containers.flatMap(({ name, mountPoints = [] }) =>
      of === undefined || name === of ? mountPoints.map(({ containerPath = "" }) => containerPath) : [],
    );
  return toldTo(task).flatMap((told) => {
    const { text = "" } = told;
    const below = (path: string) => text.startsWith(`${path}/`) && !/\s/.test(text);
    return paths(undefined).some(below) && !paths(told.container).some(below)
      ? [`${placeOf(told)} is ${text}, which this container does not mount`]
      : [];
  });
}

export const mountsUsed: Rule = {
  name: "mounts-used",
  refuses: "a container that gets a path below a volume which it does not mount, and a volume that nothing can fill",
  source: apiReference("ECS", "MountPoint"),
  graph: forStartedTasks((task) => [...unwritten(task), ...unmounted(task)]),
};
