import { guide } from "../../source";
import type { ResourceNode } from "../../../protocol/graph";
import { isProperties, type Properties } from "../../../protocol/wire";
import { isAllowed, type AccessRequest } from "../../services/iam/simulation/evaluation";
import { objectsIn, ofType, type Rule } from "../../rule";
import {
  forStartedTasks,
  type StartedTask,
  type TaskRole,
} from "../../services/ecs/container-definitions/started-task";

/** A volume of a task on an EFS file system of this stack. */
interface Mount {
  readonly volume: string;
  readonly fileSystem: ResourceNode;
  readonly accessPoint: ResourceNode | undefined;
  readonly byRole: boolean;
  readonly encrypted: boolean;
  readonly writable: boolean;
}

export const storageMountable: Rule = {
  name: "storage-mountable",
  refuses: "a mount of a file system that its policy, with the task role's, does not let the task make",
  source: guide("Amazon EFS User Guide, Using IAM to control access", "efs/latest/ug/iam-access-control-nfs-efs"),
  graph: forStartedTasks((task) => mountsOf(task).flatMap((mount) => mountProblems(mount, task))),
};

/** The volumes that some container mounts; none while the volumes or the containers are not known. */
function mountsOf(task: StartedTask): Mount[] {
  const points = task.containers.flatMap(({ mountPoints = [] }) => mountPoints);
  return objectsIn(task.inputs.volumes).flatMap(({ name, efsVolumeConfiguration }) => {
    const [efs] = objectsIn(efsVolumeConfiguration);
    const mounted = points.filter(({ sourceVolume }) => sourceVolume === name);
    const fileSystem = efs && volumeSource(task, "aws:efs/fileSystem:FileSystem", efs.fileSystemId);
    if (!efs || !fileSystem || mounted.length === 0) return [];
    const authorization: Properties = isProperties(efs.authorizationConfig) ? efs.authorizationConfig : {};
    return {
      volume: String(name),
      fileSystem,
      accessPoint: volumeSource(task, "aws:efs/accessPoint:AccessPoint", authorization.accessPointId),
      byRole: authorization.iam === "ENABLED",
      encrypted: efs.transitEncryption === "ENABLED",
      writable: mounted.some(({ readOnly }) => readOnly !== true),
    };
  });
}

/** What the volumes refer to by an identifier. */
const volumeSource = (
  { definition, graph, cloud }: StartedTask,
  type: string,
  id: unknown,
): ResourceNode | undefined =>
  typeof id === "string"
    ? ofType(graph.sources(definition.urn, "volumes"), type).find(
        (node) => node.id === id || cloud.get(type, id)?.urn === node.urn,
      )
    : undefined;

function mountProblems(mount: Mount, task: StartedTask): string[] {
  const { volume, fileSystem, byRole } = mount;
  const role = byRole ? task.role("taskRoleArn") : undefined;
  if (byRole && !role)
    // Elsewhere the instance's own role may mount.
    return task.onFargate
      ? [`volume ${volume} of task ${task.name} is mounted as the task role, and the task has none`]
      : [];
  const resource = task.arnOf(fileSystem);
  if (resource === undefined || (role && role.arn === undefined)) return [];
  const missing = actionsOf(mount).filter((action) => allows(mount, role, task, { action, resource }) === false);
  return missing.length === 0
    ? []
    : [
        `${role ? `task role ${role.name}` : "an anonymous client"} may not ${missing.join(", ")} on file system ` +
          `${fileSystem.name}, which task ${task.name} mounts as volume ${volume}`,
      ];
}

/** Actions of a client (Amazon EFS User Guide, "EFS actions for clients" and "Enforcing a user identity"). */
function actionsOf({ writable, accessPoint }: Mount): string[] {
  const [user] = objectsIn(accessPoint?.inputs?.posixUser);
  const asRoot = user !== undefined && [user.uid, user.gid].some((id) => id === 0 || id === "0");
  return ["ClientMount", ...(writable ? ["ClientWrite"] : []), ...(asRoot ? ["ClientRootAccess"] : [])].map(
    (name) => `elasticfilesystem:${name}`,
  );
}

function allows(
  { accessPoint, encrypted, fileSystem }: Mount,
  role: TaskRole | undefined,
  task: StartedTask,
  request: Pick<AccessRequest, "action" | "resource">,
) {
  const policies = task.policies(role, fileSystem);
  const context = new Map<string, string | undefined>([["aws:securetransport", String(encrypted)]]);
  const through = accessPoint && task.arnOf(accessPoint);
  if (!accessPoint || through !== undefined) context.set("elasticfilesystem:accesspointarn", through);
  // Without a policy of its own a file system lets every client in (the default file system policy).
  const everyone = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };
  const resource = policies.resource?.length === 0 ? [everyone] : policies.resource;
  return isAllowed(
    { ...policies, resource },
    { ...request, context, principal: role?.arn === undefined ? "anonymous" : { role: role.arn } },
  );
}
