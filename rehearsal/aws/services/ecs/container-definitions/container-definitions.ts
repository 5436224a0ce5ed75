import { apiReference } from "../../../source";
import { inContainer, readContainers, taskDefinition } from "./containers";
import { valueProblems } from "./container-values";
import type { Rule } from "../../../rule";
import { taskProblems } from "./task-contents";

export const containerDefinitions: Rule = {
  name: "container-definitions",
  refuses: "container definitions that are no JSON list of containers, or that contradict themselves or the task",
  source: apiReference("ECS", "ContainerDefinition"),
  check: ({ type, inputs }) => {
    const read = type === taskDefinition ? readContainers(inputs) : undefined;
    if (!read) return [];
    const { containers, problems } = read;
    const found =
      problems.length > 0
        ? problems
        : [
            ...containers.flatMap((container) =>
              valueProblems(container).map((reason) => inContainer(container, reason)),
            ),
            ...taskProblems(containers, inputs),
          ];
    return found.map((reason) => ({ property: "containerDefinitions", reason }));
  },
};
