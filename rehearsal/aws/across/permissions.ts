import { isAllowed } from "../services/iam/simulation/evaluation";
import type { Rule } from "../rule";
import { secretReferences, secretReference } from "../services/ecs/container-definitions/secret-references";
import { forStartedTasks, type StartedTask, type TaskRole } from "../services/ecs/container-definitions/started-task";
import type { Container } from "../services/ecs/task-definitions";

/** ARNs of what a container reads at its start; a valueFrom that is none names an SSM parameter of the task's region. */
const secretsOf = (container: Container, task: StartedTask, role: TaskRole): string[] => {
  const login = container.repositoryCredentials?.credentialsParameter ?? "";
  return [
    ...secretReferences(container).flatMap(({ valueFrom }) =>
      valueFrom.startsWith("arn:") ? [secretReference(valueFrom).arn] : parameterArn(valueFrom, task, role),
    ),
    ...(login.startsWith("arn:") ? [login] : []),
  ];
};

function parameterArn(name: string, { region }: StartedTask, role: TaskRole): string[] {
  const [, partition, , , account] = role.arn?.split(":") ?? [];
  return region === undefined || account === undefined
    ? []
    : [`arn:${partition}:ssm:${region}:${account}:parameter/${name.replace(/^\//, "")}`];
}

export const secretsReadable: Rule = {
  name: "secrets-readable",
  refuses: "a container secret that the task's execution role may not read",
  graph: forStartedTasks((task) => {
    const reads = task.containers.some(
      (container) => secretReferences(container).length > 0 || container.repositoryCredentials !== undefined,
    );
    if (!reads) return [];
    const role = task.role("executionRoleArn");
    if (!role) return [`task ${task.name} reads secrets and has no execution role`];
    const wanted = [...new Set(task.containers.flatMap((container) => secretsOf(container, task, role)))];
    const refused = wanted.filter((arn) => mayRead(role, arn, task) === false);
    return refused.length === 0
      ? []
      : [`execution role ${role.name} may not read ${refused.join(", ")}, which task ${task.name} needs`];
  }),
};

function mayRead(role: TaskRole, arn: string, task: StartedTask) {
  const secret = task.made("aws:secretsmanager/secret:Secret", arn);
  const action = arn.includes(":ssm:") ? "ssm:GetParameters" : "secretsmanager:GetSecretValue";
  return isAllowed(task.policies(role, secret), { action, resource: arn, principal: { role: role.arn ?? "" } });
}

/** Image in a private registry of ECR (Amazon ECR User Guide, "Private registries": IPv4, FIPS and dual-stack names). */
const ecrImage =
  /^(?<account>\d{12})\.dkr(\.ecr|-ecr)(-fips)?\.(?<region>[a-z0-9-]+)\.(amazonaws|on)\.(aws|com|com\.cn)\/(?<name>[^:@]+)/;

const pullActions = ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"];

export const imagesPullable: Rule = {
  name: "images-pullable",
  refuses: "an image in a private ECR repository that the task's execution role may not pull",
  graph: forStartedTasks((task) => {
    // Elsewhere the instance's own role may pull.
    const images = task.onFargate ? task.containers.map(({ image }) => ecrImage.exec(String(image))) : [];
    return images.flatMap((image) => {
      if (!image?.groups) return [];
      const { account, region, name: repository } = image.groups;
      const role = task.role("executionRoleArn");
      if (!role)
        return [
          `task ${task.name} pulls ${repository} from ECR and has no execution role, without which Fargate cannot`,
        ];
      const partition = role.arn?.split(":")[1] ?? "aws";
      const arn = `arn:${partition}:ecr:${region}:${account}:repository/${repository}`;
      const missing = missingToPull(role, arn, task);
      return missing.length === 0
        ? []
        : [
            `execution role ${role.name} may not pull image ${repository} of task ${task.name}: it lacks ${missing.join(", ")}`,
          ];
    });
  }),
};

function missingToPull(role: TaskRole, arn: string, task: StartedTask): string[] {
  const repository = task.made("aws:ecr/repository:Repository", arn);
  const principal = { role: role.arn ?? "" };
  const login = { action: "ecr:GetAuthorizationToken", resource: "*", principal };
  return [
    ...(isAllowed(task.policies(role), login) === false ? [`${login.action} on *`] : []),
    ...pullActions
      .filter((action) => isAllowed(task.policies(role, repository), { action, resource: arn, principal }) === false)
      .map((action) => `${action} on ${arn}`),
  ];
}

/** What the agent of ECS Exec calls (Amazon ECS Developer Guide, "ECS Exec permissions"); they take no resource but *. */
const execActions = ["CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel"].map(
  (name) => `ssmmessages:${name}`,
);

export const execAllowed: Rule = {
  name: "exec-allowed",
  refuses: "ECS Exec for a task whose role may not open its channels",
  graph: forStartedTasks((task) => {
    if (task.service.inputs?.enableExecuteCommand !== true) return [];
    const role = task.role("taskRoleArn");
    if (!role) return [`service ${task.service.name} has ECS Exec on, and task ${task.name} has no task role`];
    const principal = { role: role.arn ?? "" };
    const missing = execActions.filter(
      (action) => isAllowed(task.policies(role), { action, resource: "*", principal }) === false,
    );
    return missing.length === 0
      ? []
      : [`task role ${role.name} lacks ${missing.join(", ")}, which ECS Exec of service ${task.service.name} needs`];
  }),
};
