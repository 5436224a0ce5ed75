import type { ResourceNode } from "../protocol/graph";
import { stepType } from "../protocol/steps";

export const serviceType = "aws:ecs/service:Service";

/** What starts tasks of a task definition in subnets and groups: a service, or a step that `up` runs. */
const starters: Readonly<Record<string, string>> = { [serviceType]: "service", [stepType]: "step" };

export const startsTasks = ({ type }: Pick<ResourceNode, "type">): boolean => type in starters;

/** `service` or `step`, for what is said of one. */
export const starterKind = ({ type }: Pick<ResourceNode, "type">): string => starters[type] ?? type;
