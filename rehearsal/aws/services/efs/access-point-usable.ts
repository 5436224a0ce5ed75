import { guide } from "../../source";
import type { ResourceGraph, ResourceNode } from "../../../protocol/graph";
import { unknown, type Properties, type Value } from "../../../protocol/wire";
import { isGiven, taskDefinition } from "../ecs/container-definitions/containers";
import { fileSystem } from "./file-system-settings";
import { objectsIn, ofType, refuse, type Rule } from "../../rule";
import { forStartedTasks, type StartedTask } from "../ecs/container-definitions/started-task";

const accessPoint = "aws:efs/accessPoint:AccessPoint";

/**
 * Amazon EFS API Reference, RootDirectory: EFS makes the directory at the first mount if it knows whose it is to be,
 * and else the mount fails. Amazon EFS User Guide, "Working with access points": anyone who mounts is the access point's
 * user, whom a directory that EFS made for another may shut out.
 */
export const accessPointUsable: Rule = {
  name: "access-point-usable",
  refuses: "an EFS access point whose directory nobody makes, or which its own user may not read and enter",
  source: guide("Amazon EFS User Guide, Working with access points", "efs/latest/ug/efs-access-points"),
  graph: (node, graph, cloud) => [
    ...(node.type === accessPoint ? ownerFailures(node, graph) : []),
    ...neverMade(node, graph, cloud),
  ],
};

/** The file system of an access point; undefined for one that was there before, with directories of its own. */
const systemOf = ({ urn }: ResourceNode, graph: ResourceGraph): ResourceNode | undefined =>
  ofType(graph.sources(urn, "fileSystemId"), fileSystem).find(
    ({ inputs }) => inputs !== undefined && Object.keys(inputs).length > 0,
  );

const rootOf = ({ inputs }: ResourceNode): Properties => objectsIn(inputs?.rootDirectory)[0] ?? {};

/** Bits of a directory's mode that let someone read and enter it. */
const readAndEnter = 0o5;

function ownerFailures(point: ResourceNode, graph: ResourceGraph) {
  const [user] = objectsIn(point.inputs?.posixUser);
  const [creation] = objectsIn(rootOf(point).creationInfo);
  if (!user || !creation || !systemOf(point, graph)) return [];
  const { ownerUid, ownerGid, permissions } = creation;
  const groups = [user.gid, ...(Array.isArray(user.secondaryGids) ? user.secondaryGids : [])];
  const numbers = [ownerUid, ownerGid, permissions, user.uid, ...groups].map(numberOf);
  // Root may enter everywhere.
  if (numbers.includes(undefined) || numberOf(user.uid) === 0) return [];
  const isGroup = groups.some((group) => numberOf(group) === numberOf(ownerGid));
  const digit = numberOf(user.uid) === numberOf(ownerUid) ? -3 : isGroup ? -2 : -1;
  const bits = Number(String(permissions).at(digit) ?? "0");
  return (bits & readAndEnter) === readAndEnter
    ? []
    : refuse(
        "rootDirectory",
        `the directory belongs to ${String(ownerUid)}:${String(ownerGid)} with ${String(permissions)}: the access point's user ${String(user.uid)}:${String(user.gid)} may not read and enter it`,
      );
}

const numberOf = (value: Value | undefined): number | undefined =>
  (typeof value === "number" || typeof value === "string") && /^\d+$/.test(String(value)) ? Number(value) : undefined;

const neverMade = forStartedTasks((task) =>
  ofType(task.graph.sources(task.definition.urn, "volumes"), accessPoint).flatMap((point) => {
    const { path, creationInfo } = rootOf(point);
    const system = systemOf(point, task.graph);
    if (!system || typeof path !== "string" || path === "/") return [];
    if (isGiven(creationInfo) || creationInfo === unknown) return [];
    return isMadeByAnother(path, system, task)
      ? []
      : [`nobody makes the directory ${path} of access point ${point.name}: it has no creationInfo`];
  }),
);

/** Another access point of the file system may make the same directory, and a mount of all of it may make any. */
function isMadeByAnother(path: string, system: ResourceNode, { before, graph }: StartedTask): boolean {
  const points = ofType(before, accessPoint).filter((one) => systemOf(one, graph) === system);
  const makes = points.map(rootOf).some((root) => {
    const other = String(root.path ?? "/");
    return other === "/" || (isGiven(root.creationInfo) && (other === path || other.startsWith(`${path}/`)));
  });
  const mountsAll = graph.ofType(taskDefinition).some(
    ({ urn, inputs }) =>
      graph.sources(urn, "volumes").includes(system) &&
      objectsIn(inputs?.volumes)
        .flatMap(({ efsVolumeConfiguration }) => objectsIn(efsVolumeConfiguration))
        .some(
          ({ authorizationConfig }) =>
            !objectsIn(authorizationConfig).some(({ accessPointId }) => (accessPointId ?? "") !== ""),
        ),
  );
  return makes || mountsAll;
}
