import { guide } from "../../source";
import { isAllowed } from "../../services/iam/simulation/evaluation";
import type { Rule } from "../../rule";
import {
  forStartedTasks,
  type StartedTask,
  type TaskRole,
} from "../../services/ecs/container-definitions/started-task";

/** Image in a private registry of ECR (Amazon ECR User Guide, "Private registries": IPv4, FIPS and dual-stack names). */
const ecrImage =
  /^(?<account>\d{12})\.dkr(\.ecr|-ecr)(-fips)?\.(?<region>[a-z0-9-]+)\.(amazonaws|on)\.(aws|com|com\.cn)\/(?<name>[^:@]+)/;

const pullActions = ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"];

export const imagesPullable: Rule = {
  name: "images-pullable",
  refuses: "an image in a private ECR repository that the task's execution role may not pull",
  source: guide(
    "Amazon ECS Developer Guide, Task execution IAM role",
    "AmazonECS/latest/developerguide/task_execution_IAM_role",
  ),
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
            `execution role ${role.name} may not pull image ${repository} of task ${task.name}: it is missing ${missing.join(", ")}`,
          ];
    });
  }),
};

function missingToPull(role: TaskRole, arn: string, task: StartedTask): string[] {
  const repository = task.made("aws:ecr/repository:Repository", arn);
  const principal = { role: role.arn ?? "" };
  return [
    ...task.denied(role, ["ecr:GetAuthorizationToken"], "*").map((action) => `${action} on *`),
    ...pullActions
      .filter((action) => isAllowed(task.policies(role, repository), { action, resource: arn, principal }) === false)
      .map((action) => `${action} on ${arn}`),
  ];
}
