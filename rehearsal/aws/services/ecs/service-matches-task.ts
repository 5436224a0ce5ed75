import { apiReference } from "../../source";
import type { ResourceGraph, ResourceNode } from "../../../protocol/graph";
import type { Failure } from "../../../protocol/package";
import { unknown, type Properties, type Value } from "../../../protocol/wire";
import { containersOf, isGiven, taskDefinition, type Container } from "./container-definitions/containers";
import { objectsIn, ofType, quoted, refuse, type Rule } from "../../rule";

const ecsService = "aws:ecs/service:Service";

/** Amazon ECS API Reference: CreateService, LoadBalancer, ServiceRegistry. */
export const serviceMatchesTask: Rule = {
  name: "service-matches-task",
  refuses: "a service that names a container or port which its task does not have, or whose network does not suit it",
  source: apiReference("ECS", "CreateService"),
  graph: (service, graph) =>
    service.type === ecsService && service.inputs
      ? ofType(graph.sources(service.urn, "taskDefinition"), taskDefinition).flatMap((task) => [
          ...networkProblems(service.inputs!, task),
          ...balancerProblems(service, task, graph),
          ...registryProblems(service, task, graph),
        ])
      : [],
};

/** Whether the program makes it: of what it only looks up, the inputs are not known. */
const isMade = ({ inputs }: ResourceNode): boolean => inputs !== undefined && Object.keys(inputs).length > 0;

/** A task without a network mode is on the bridge; undefined while it is unknown. */
function networkModeOf(task: ResourceNode): string | undefined {
  const mode = task.inputs?.networkMode ?? "bridge";
  return isMade(task) && typeof mode === "string" ? mode : undefined;
}

function networkProblems({ launchType, networkConfiguration }: Properties, task: ResourceNode): Failure[] {
  const mode = networkModeOf(task);
  if (mode === undefined) return [];
  if (launchType === "FARGATE" && mode !== "awsvpc")
    return refuse("launchType", `task ${task.name} has network mode ${quoted(mode)}; launch type FARGATE needs awsvpc`);
  if (networkConfiguration === unknown) return [];
  if (mode === "awsvpc" && !networkConfiguration)
    return refuse(
      "networkConfiguration",
      `networkConfiguration is needed: task ${task.name} has network mode "awsvpc"`,
    );
  return mode !== "awsvpc" && networkConfiguration
    ? refuse("networkConfiguration", `task ${task.name} has network mode ${quoted(mode)}, which takes none`)
    : [];
}

function balancerProblems(service: ResourceNode, task: ResourceNode, graph: ResourceGraph): Failure[] {
  const containers = containersOf(task.inputs);
  const problems = objectsIn(service.inputs?.loadBalancers).flatMap(({ containerName, containerPort }) =>
    portProblems(containerName, containerPort, containers, task),
  );
  const wanted = { awsvpc: "ip", bridge: "instance", host: "instance" }[networkModeOf(task) ?? ""];
  const groups = ofType(graph.sources(service.urn, "loadBalancers"), "aws:lb/targetGroup:TargetGroup");
  for (const { name, inputs } of wanted ? groups.filter(isMade) : []) {
    const found = inputs?.targetType ?? "instance";
    if (found !== unknown && found !== wanted)
      problems.push(
        `target group ${name} has target type ${quoted(found)}; task ${task.name} with network mode ${networkModeOf(task)} needs ${quoted(wanted)}`,
      );
  }
  return problems.flatMap((reason) => refuse("loadBalancers", reason));
}

/** A container and one of its ports, named by a service; nothing while the containers are unknown. */
function portProblems(
  name: Value | undefined,
  port: Value | undefined,
  containers: readonly Container[],
  task: ResourceNode,
): string[] {
  if (containers.length === 0 || !isGiven(name)) return [];
  const container = containers.find((one) => one.name === name);
  if (!container) return [`task ${task.name} has no container ${quoted(name)}`];
  return !isGiven(port) || hasPort(container, Number(port))
    ? []
    : [`container ${quoted(name)} of task ${task.name} has no port mapping for ${String(port)}`];
}

const hasPort = ({ portMappings = [] }: Container, port: number): boolean =>
  portMappings.some(({ containerPort, containerPortRange }) => {
    const [first = 0, last = 0] = containerPortRange?.split("-").map(Number) ?? [];
    return containerPort === port || (port >= first && port <= last);
  });

function registryProblems(service: ResourceNode, task: ResourceNode, graph: ResourceGraph): Failure[] {
  const mode = networkModeOf(task);
  const records = ofType(
    graph.sources(service.urn, "serviceRegistries"),
    "aws:servicediscovery/service:Service",
  ).flatMap(({ inputs }) =>
    objectsIn(inputs?.dnsConfig).flatMap(({ dnsRecords }) => objectsIn(dnsRecords).map(({ type }) => type)),
  );
  const allKnown = records.length > 0 && !records.includes(unknown);
  return objectsIn(service.inputs?.serviceRegistries).flatMap(({ containerName, containerPort, port }) => {
    const problems = portProblems(containerName, containerPort, containersOf(task.inputs), task);
    const named = isGiven(containerName) || isGiven(containerPort);
    if (mode === "awsvpc" && records.includes("CNAME"))
      problems.push("a task registers its address (A, AAAA) or its port (SRV), and no CNAME");
    const unsure = [containerName, containerPort, port].includes(unknown);
    if (named && isGiven(port)) problems.push("port is set together with containerName and containerPort");
    if (!unsure && !named && (mode === "bridge" || mode === "host"))
      problems.push(`network mode ${quoted(mode)} needs containerName and containerPort`);
    if (mode === "awsvpc" && allKnown && !records.includes("SRV") && (named || isGiven(port)))
      problems.push("records without a port (A, AAAA) take no port or container");
    if (mode === "awsvpc" && records.includes("SRV") && !unsure && !named && !isGiven(port))
      problems.push("an SRV record needs a port, or containerName and containerPort");
    return problems.flatMap((reason) => refuse("serviceRegistries", `service registry: ${reason}`));
  });
}
