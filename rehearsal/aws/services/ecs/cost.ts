import { stepType } from "../../../protocol/steps";
import type { StateResource } from "../../../report/state";
import { count, type CostRule, list, record, text } from "../../../cost/cost";

export const fargateService: CostRule = (inputs, stack, resource) => {
  const { prices } = stack;
  // Before up the task definition has no ARN yet; what the property depends on is known then too.
  const [dependency] = resource.propertyDependencies?.taskDefinition ?? [];
  const definition = stack.find(inputs.taskDefinition) ?? stack.find(dependency);
  if (!definition) return { reason: "its task definition is not in the stack" };
  const task = record(definition.inputs);
  const cpu = count(task.cpu, NaN) / 1024;
  const gib = count(task.memory, NaN) / 1024;
  if (!Number.isFinite(cpu) || !Number.isFinite(gib)) return { reason: "its task definition says no cpu and memory" };
  const architecture =
    text(record(task.runtimePlatform).cpuArchitecture).toLowerCase() === "arm64" ? "arm64" : "x86_64";
  const providers = list(inputs.capacityProviderStrategies).map((strategy) => text(record(strategy).capacityProvider));
  const spot = providers.length > 0 && providers.every((provider) => provider === "FARGATE_SPOT");
  if (spot && architecture === "arm64") return { reason: "Fargate Spot on arm64 has no price here" };
  if (spot && prices.fargate.spot === undefined) return { reason: "Fargate Spot has no price here" };
  if (!spot && providers.includes("FARGATE_SPOT")) return { reason: "a mix of Fargate and Fargate Spot" };
  const rate = (spot && prices.fargate.spot) || prices.fargate[architecture];
  const tasks = count(inputs.desiredCount, 1);
  const disk = Math.max(0, count(record(task.ephemeralStorage).sizeInGib, 0) - prices.fargate.ephemeralFreeGib);
  const hourly = cpu * rate.vcpuHour + gib * rate.gibHour + disk * prices.fargate.ephemeralGibHour;
  const item = `${tasks} Fargate task${tasks === 1 ? "" : "s"}, ${cpu} vCPU / ${gib} GiB ${spot ? "Spot" : architecture}`;
  return { fixed: [{ item, monthly: tasks * hourly * prices.hoursAMonth, source: prices.fargate.source }] };
};

/** A step runs for a while after a change and costs nothing at rest, so its price is one of use. */
export const step: CostRule = (inputs, stack, resource) => {
  const { fixed, reason } = fargateService({ ...inputs, desiredCount: 1 }, stack, resource);
  const [task] = fixed ?? [];
  if (!task) return { reason };
  const price = Math.round((task.monthly / stack.prices.hoursAMonth) * 10_000) / 10_000;
  return { usage: [{ item: `Step ${text(inputs.step)} while it runs`, price, unit: "hour", source: task.source }] };
};

const starters = ["aws:ecs/service:Service", stepType];

/** A task that neither a service nor a step starts is one that a program starts when it wants, such as Airflow's workers. */
export const taskOfAProgram: CostRule = (inputs, stack, resource) => {
  const startsIt = ({ type, inputs: own, propertyDependencies }: StateResource): boolean => {
    const [dependency] = propertyDependencies?.taskDefinition ?? [];
    return starters.includes(type) && (stack.find(own?.taskDefinition) ?? stack.find(dependency)) === resource;
  };
  if (stack.resources.some(startsIt)) return {};
  const { fixed, reason } = fargateService({ taskDefinition: resource.urn }, stack, resource);
  const [task] = fixed ?? [];
  if (!task) return { reason };
  const price = Math.round((task.monthly / stack.prices.hoursAMonth) * 10_000) / 10_000;
  return { usage: [{ item: `Task ${text(inputs.family)} while it runs`, price, unit: "hour", source: task.source }] };
};
