import { guide } from "../../source";
import type { Rule } from "../../rule";
import { forStartedTasks } from "../../services/ecs/container-definitions/started-task";

/** What the agent of ECS Exec calls (Amazon ECS Developer Guide, "ECS Exec permissions"); they take no resource but *. */
const execActions = ["CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel"].map(
  (name) => `ssmmessages:${name}`,
);

export const execAllowed: Rule = {
  name: "exec-allowed",
  refuses: "ECS Exec for a task whose role may not open its channels",
  source: guide("Amazon ECS Developer Guide, ECS Exec", "AmazonECS/latest/developerguide/ecs-exec"),
  graph: forStartedTasks((task) => {
    if (task.service.inputs?.enableExecuteCommand !== true) return [];
    const role = task.role("taskRoleArn");
    if (!role) return [`service ${task.service.name} has ECS Exec on, and task ${task.name} has no task role`];
    const missing = task.denied(role, execActions, "*");
    return missing.length === 0
      ? []
      : [
          `task role ${role.name} is missing ${missing.join(", ")}, which ECS Exec of service ${task.service.name} needs`,
        ];
  }),
};
