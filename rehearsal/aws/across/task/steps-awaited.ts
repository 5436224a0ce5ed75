import type { Rule } from "../../rule";
import { type Container } from "../../services/ecs/container-definitions/containers";
import { forStartedTasks } from "../../services/ecs/container-definitions/started-task";

const conditions = new Set(["SUCCESS", "COMPLETE"]);

const waits = (all: readonly Container[]) =>
  all.flatMap(({ dependsOn = [] }) => dependsOn.filter(({ condition = "" }) => conditions.has(condition)));

/** A container that ends: in a task whose containers wait for ends, one of these that serves nothing and logs nothing for others. */
const isStep = ({ essential, portMappings = [], healthCheck, firelensConfiguration }: Container): boolean =>
  essential === false && portMappings.length === 0 && !healthCheck && !firelensConfiguration;

export const stepsAwaited: Rule = {
  name: "steps-awaited",
  refuses: "a step of a task for which nothing waits, though the other steps are waited for",
  source: {
    title: "Pulumi documentation, dependsOn",
    url: "https://www.pulumi.com/docs/iac/concepts/options/dependson/",
  },
  graph: forStartedTasks((task) => {
    const awaited = new Set(waits(task.containers).map(({ containerName }) => containerName));
    if (awaited.size === 0) return [];
    return task.containers
      .filter((container) => isStep(container) && !awaited.has(container.name ?? ""))
      .map(({ name }) => `nothing waits for the end of container ${name} of task ${task.name}, which may fail unseen`);
  }),
};
