import { phraseOf } from "../report/facts";
import { isRecord } from "../../problems/record";
import { recordsInJson } from "../report/masking";
import type { StateResource } from "../report/state";
import { counted } from "../report/text";
import type { Registered } from "./registered";

const secretType = "aws:secretsmanager/secret:Secret";
export const taskType = "aws:ecs/taskDefinition:TaskDefinition";
const stepType = "pulumi-nodejs:dynamic/openmetadata:Step";

/** Services that the network does not tell apart, drawn as one box; the first by name stands for all. */
export type ServiceGroup = readonly [StateResource, ...StateResource[]];

/** Services by the security groups that they are in: what may call one of them may call each. */
export function serviceGroups(registered: Registered): ServiceGroup[] {
  const byGroups = new Map<string, [StateResource, ...StateResource[]]>();
  const services = registered.ofType("aws:ecs/service:Service").sort((one, other) => (one.urn < other.urn ? -1 : 1));
  for (const service of services) {
    const key = [...registered.groups(service)].sort().join("\n") || service.urn;
    const group = byGroups.get(key);
    if (group) group.push(service);
    else byGroups.set(key, [service]);
  }
  return [...byGroups.values()];
}

/** Title and lines of a box of services. */
export function serviceTexts(registered: Registered, group: ServiceGroup): string[] {
  const [first] = group;
  const name = registered.shortName(first);
  const title = { server: "OpenMetadata server", airflow: "Airflow" }[name] ?? name;
  const tasks = group.flatMap((service) => registered.sources(service, "taskDefinition", taskType));
  const started = new Set(tasks.flatMap((task) => registered.sources(task, "containerDefinitions", taskType)));
  const secrets = new Set(tasks.flatMap((task) => registered.sources(task, "containerDefinitions", secretType)));
  const steps = stepsOf(registered, first);
  return [
    title + (group.length === 1 ? taskCount(registered, first) : ""),
    ...(group.length === 1
      ? tasks.map((task) => `Fargate · ${sizeOf(task)}`)
      : group.map((service) => partText(registered, service, name))),
    ...[...started].map((task) => `each run a task: ${sizeOf(task)}`),
    tasks.flatMap(portTexts).join(" · "),
    ...(tasks.length > 0 ? [`reads ${counted(secrets.size, "secret")}`] : []),
    ...(steps.length > 0 ? [`${steps.length} ${steps.length === 1 ? "step" : "steps"} at changes`] : []),
  ].filter((line) => line !== "");
}

const sizeOf = (task: StateResource): string =>
  phraseOf({ ...task, inputs: { ...task.inputs, containerDefinitions: undefined } }).replace(/^task /, "");

/** ` × 2`, or ` × 2–6` where AWS chooses; nothing for one task. */
function taskCount(registered: Registered, service: StateResource): string {
  const target = registered
    .ofType("aws:appautoscaling/target:Target")
    .find((each) => registered.sources(each, "resourceId", service.type).includes(service));
  const { minCapacity, maxCapacity } = target?.inputs ?? {};
  if (target) return ` × ${String(minCapacity)}–${String(maxCapacity)}`;
  const count = Number(service.inputs?.desiredCount ?? 1);
  return count > 1 ? ` × ${count}` : "";
}

/** A service of several in a box: what it is beyond the name of the first, and its size. */
function partText(registered: Registered, service: StateResource, first: string): string {
  const own = registered.shortName(service).replace(`${first}-`, "").replaceAll("-", " ");
  const [task] = registered.sources(service, "taskDefinition", taskType);
  const name = own === first ? "API server" : own.replace("dag", "DAG");
  return `${name}${taskCount(registered, service)}${task ? `: ${sizeOf(task)}` : ""}`;
}

/** `:8080 :8081` of a container's port mappings. */
const portsOf = (mappings: unknown): string =>
  (Array.isArray(mappings) ? mappings.filter(isRecord) : [])
    .map(({ containerPort }) => `:${String(containerPort)}`)
    .join(" ");

/** Containers that listen and go on, with their ports. */
const portTexts = (task: StateResource): string[] =>
  recordsInJson(task.inputs?.containerDefinitions)
    .filter(
      ({ essential, portMappings }) => essential !== false && Array.isArray(portMappings) && portMappings.length > 0,
    )
    .map((container) => `${String(container.name)} ${portsOf(container.portMappings)}`)
    .sort();

/** Steps whose tasks run in the security groups of a service. */
const stepsOf = (registered: Registered, service: StateResource): StateResource[] => {
  const groups = registered.groups(service);
  return registered
    .ofType(stepType)
    .filter((step) => [...registered.groups(step, "networkConfiguration")].some((group) => groups.has(group)));
};
