import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import type { ResourceGraph } from "../providers/graph";

const stackType = "pulumi:pulumi:Stack";

/** The URN that the engine will give to a resource. */
export function urnOf(stack: string, project: string, parent: string, type: string, name: string): string {
  const parentType = parent === "" ? "" : parent.split("::")[2]!;
  const qualified = parentType === "" || parentType === stackType ? type : `${parentType}$${type}`;
  return `urn:pulumi:${stack}::${project}::${qualified}::${name}`;
}

/** Notes in the graph what a registration says, dependencies included: the provider is told none of it. */
export function noteRegistration(
  graph: ResourceGraph,
  request: RegisterResourceRequest,
  stack: string,
  project: string,
): void {
  const urn = urnOf(stack, project, request.getParent(), request.getType(), request.getName());
  const propertyDependencies: Record<string, string[]> = {};
  request.getPropertydependenciesMap().forEach((dependencies, property) => {
    propertyDependencies[property] = dependencies.getUrnsList();
  });
  graph.add({
    urn,
    type: request.getType(),
    name: request.getName(),
    parent: request.getParent(),
    custom: request.getCustom(),
    dependencies: request.getDependenciesList(),
    propertyDependencies,
  });
}

/** Has every registration of the program that is about to run in this process noted in the graph. */
export function recordRegistrations(graph: ResourceGraph): void {
  const monitor = pulumi.runtime.getMonitor();
  if (!monitor) throw new Error("The program runs without a resource monitor.");
  const stack = pulumi.getStack();
  const project = pulumi.getProject();
  const register = monitor.registerResource.bind(monitor) as (...args: unknown[]) => unknown;
  Object.assign(monitor, {
    registerResource: (request: RegisterResourceRequest, ...rest: unknown[]) => {
      noteRegistration(graph, request, stack, project);
      return register(request, ...rest);
    },
  });
}
