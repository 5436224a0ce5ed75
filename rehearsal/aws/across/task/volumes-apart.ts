import { apiReference } from "../../source";
import { isProperties, type Properties } from "../../../protocol/wire";
import { objectsIn, ofType, quoted, type Rule } from "../../rule";
import { forStartedTasks, type StartedTask } from "../../services/ecs/container-definitions/started-task";

interface SharedVolume {
  readonly name: string;
  readonly fileSystem: string;
  readonly accessPoint: string | undefined;
  /** The directory that the volume shows; undefined where it is not known. */
  readonly directory: string | undefined;
}

function sharedVolumes({ inputs, graph, cloud, definition }: StartedTask): SharedVolume[] {
  const points = ofType(graph.sources(definition.urn, "volumes"), "aws:efs/accessPoint:AccessPoint");
  return objectsIn(inputs.volumes).flatMap(({ name, efsVolumeConfiguration }) => {
    const [efs] = objectsIn(efsVolumeConfiguration);
    if (!efs || typeof efs.fileSystemId !== "string") return [];
    const authorization: Properties = isProperties(efs.authorizationConfig) ? efs.authorizationConfig : {};
    const id = typeof authorization.accessPointId === "string" ? authorization.accessPointId : undefined;
    const point = points.find((one) => id !== undefined && (one.id ?? cloud.madeBy(one.urn)?.id) === id);
    const [root] = objectsIn(point?.inputs?.rootDirectory);
    const path = point ? (root?.path ?? "/") : id === undefined ? (efs.rootDirectory ?? "/") : undefined;
    const directory = typeof path === "string" ? path : undefined;
    return [{ name: String(name), fileSystem: efs.fileSystemId, accessPoint: id, directory }];
  });
}

/** Whether one directory holds the other, or is it. */
const overlap = (one: string, other: string): boolean => {
  const [outer, inner] = [one, other].map((path) => `${path.replace(/\/+$/, "")}/`).sort((a, b) => a.length - b.length);
  return inner!.startsWith(outer!);
};

export const volumesApart: Rule = {
  name: "volumes-apart",
  refuses: "two volumes of a task that show the same files",
  source: apiReference("ECS", "EFSVolumeConfiguration"),
  graph: forStartedTasks((task) => {
    const volumes = sharedVolumes(task);
    return volumes.flatMap((one, index) =>
      volumes.slice(0, index).flatMap((other) => {
        if (one.fileSystem !== other.fileSystem) return [];
        const same = one.accessPoint !== undefined && one.accessPoint === other.accessPoint;
        const within =
          one.directory !== undefined && other.directory !== undefined && overlap(one.directory, other.directory);
        return same || within
          ? [`volumes ${quoted(other.name)} and ${quoted(one.name)} of task ${task.name} show the same files`]
          : [];
      }),
    );
  }),
};
