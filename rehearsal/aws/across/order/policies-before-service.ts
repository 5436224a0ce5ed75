import { guide } from "../../source";
import { ofType, refuse, type Rule } from "../../rule";
import { starterKind } from "../../task-starters";
import { forServices, names, taskDefinitionsOf } from "./service-dependencies";

export const policiesBeforeService: Rule = {
  name: "policies-before-service",
  refuses: "a service that may start before the policies of its task's roles are in place",
  source: guide(
    "Amazon ECS Developer Guide, Task execution IAM role",
    "AmazonECS/latest/developerguide/task_execution_IAM_role",
  ),
  graph: forServices((service, before, graph) => {
    const roles = taskDefinitionsOf(service, graph).flatMap(({ urn }) => [
      ...graph.sources(urn, "executionRoleArn"),
      ...graph.sources(urn, "taskRoleArn"),
    ]);
    const policies = ofType(
      graph.all(),
      "aws:iam/rolePolicy:RolePolicy",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    );
    const late = policies.filter(
      (policy) => graph.sources(policy.urn, "role").some((role) => roles.includes(role)) && !before.includes(policy),
    );
    return late.length === 0
      ? []
      : refuse("", `the ${starterKind(service)} must depend on the policies of its task's roles: ${names(late)}`);
  }),
};
