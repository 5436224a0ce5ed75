import { isRecord } from "../../problems/record";
import { runningServicesType } from "../protocol/steps";
import type { StateResource } from "./state";

/**
 * The counts of services that a step sets, by the service's resource. The state keeps the count of a service's first `up`: the
 * program ignores what the provider read since (components/aws/tasks/fargate-service.ts).
 *
 * @returns the least count where AWS sets it by load; undefined for what is no service, or one whose count the program sets
 */
export const stepCounts = (resources: readonly StateResource[]): ((resource: StateResource) => number | undefined) => {
  const counts = new Map<unknown, number>();
  for (const { type, inputs } of resources) {
    if (type !== runningServicesType || !Array.isArray(inputs?.services)) continue;
    for (const one of inputs.services) if (isRecord(one)) counts.set(one.service, Number(one.count));
  }
  return ({ type, outputs }) =>
    type === "aws:ecs/service:Service" && outputs?.name !== undefined ? counts.get(outputs.name) : undefined;
};
