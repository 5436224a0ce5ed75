import { guide } from "../../source";
import { isAllowed } from "../../services/iam/simulation/evaluation";
import type { Rule } from "../../rule";
import { secretReferences, secretReference } from "../../services/ecs/container-definitions/secret-references";
import {
  forStartedTasks,
  type StartedTask,
  type TaskRole,
} from "../../services/ecs/container-definitions/started-task";
import type { Container } from "../../services/ecs/container-definitions/containers";

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
  source: guide(
    "Amazon ECS Developer Guide, Task execution IAM role",
    "AmazonECS/latest/developerguide/task_execution_IAM_role",
  ),
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
