import { isRecord } from "../../problems/record";
import type { StateResource } from "../report/state";
import { fargateService } from "../aws/services/ecs/cost";
import type { Stack } from "./cost";

const serviceType = "aws:ecs/service:Service";
const definitionType = "aws:ecs/taskDefinition:TaskDefinition";

/** The same stack with every task on arm64. */
const onArm64 = (stack: Stack): Stack => ({
  ...stack,
  find: (reference) => {
    const found = stack.find(reference);
    if (found?.type !== definitionType) return found;
    const platform = isRecord(found.inputs?.runtimePlatform) ? found.inputs.runtimePlatform : {};
    return { ...found, inputs: { ...found.inputs, runtimePlatform: { ...platform, cpuArchitecture: "ARM64" } } };
  },
});

/**
 * What the stack's Fargate tasks would cost less a month on arm64, for which OpenMetadata publishes both of its images;
 * 0 where they run on it, or where a price is missing.
 */
export function arm64Saving(resources: readonly StateResource[], stack: Stack): number {
  const monthly = (service: StateResource, of: Stack): number | undefined =>
    fargateService(service.inputs ?? {}, of, service).fixed?.reduce((total, fixed) => total + fixed.monthly, 0);
  const savings = resources
    .filter(({ type }) => type === serviceType)
    .map((service) => {
      const [now, then] = [monthly(service, stack), monthly(service, onArm64(stack))];
      return now === undefined || then === undefined ? 0 : now - then;
    });
  const total = savings.reduce((sum, saving) => sum + saving, 0);
  return Math.max(0, Math.round(total * 100) / 100);
}
