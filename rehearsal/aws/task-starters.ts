import type { ResourceNode } from "../protocol/graph";
import { stepType } from "../protocol/steps";

export const serviceType = "aws:ecs/service:Service";
export const scheduleType = "aws:scheduler/schedule:Schedule";

interface Starter {
  /** What is said of one. */
  readonly kind: string;
  /** Path of the inputs that say of which task definition, in which subnets and groups; a schedule has them within its target. */
  readonly at: string;
  /** What it calls the task definition. */
  readonly taskDefinition: string;
}

/** What starts tasks of a task definition in subnets and groups: a service, a step that `up` runs, or a schedule. */
const starters: Readonly<Record<string, Starter>> = {
  [serviceType]: { kind: "service", at: "", taskDefinition: "taskDefinition" },
  [stepType]: { kind: "step", at: "", taskDefinition: "taskDefinition" },
  [scheduleType]: { kind: "schedule", at: "target.ecsParameters.", taskDefinition: "taskDefinitionArn" },
};

export const startsTasks = ({ type }: Pick<ResourceNode, "type">): boolean => type in starters;

/** `service`, `step` or `schedule`, for what is said of one. */
export const starterKind = ({ type }: Pick<ResourceNode, "type">): string => starters[type]?.kind ?? type;

/** Path of an input of the network configuration, such as `subnets`, of what starts tasks. */
export const networkPath = (
  { type }: Pick<ResourceNode, "type">,
  input: "subnets" | "securityGroups" | "assignPublicIp",
) => `${starters[type]?.at ?? ""}networkConfiguration.${input}`;

/** The property, by which the engine keeps dependencies, that names the task definition. */
export const definitionProperty = ({ type }: Pick<ResourceNode, "type">): string => {
  const { at = "", taskDefinition = "taskDefinition" } = starters[type] ?? {};
  return `${at}${taskDefinition}`.split(".")[0] ?? "";
};
