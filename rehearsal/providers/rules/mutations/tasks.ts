import type { Mutation } from "./mutation";

const task = "aws:ecs/taskDefinition:TaskDefinition";

export const taskMutations: readonly Mutation[] = [
  {
    rule: "container-definitions",
    what: "a task without the volumes that its containers mount",
    type: task,
    phases: ["after up"],
    inputs: ({ volumes: _, ...inputs }) => inputs,
  },
  {
    rule: "fargate-size",
    what: "memory that this CPU does not have",
    type: task,
    inputs: (inputs) => ({ ...inputs, memory: "999" }),
  },
];
