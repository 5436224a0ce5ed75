import type { ResourceGraph, ResourceNode } from "../../../protocol/graph";
import type { Failure } from "../../../protocol/package";
import { ofType, type Rule } from "../../rule";
import { definitionProperty, startsTasks } from "../../task-starters";

export const names = (nodes: readonly ResourceNode[]) => nodes.map(({ name }) => name).join(", ");

/** The rule for one ECS service, or a step that runs a task, given what is certain to exist before it. */
type ServiceCheck = (service: ResourceNode, before: readonly ResourceNode[], graph: ResourceGraph) => Failure[];

export const forServices =
  (check: ServiceCheck): Rule["graph"] =>
  (node, graph) =>
    startsTasks(node) ? check(node, graph.before(node.urn), graph) : [];

export const taskDefinitionsOf = (service: ResourceNode, graph: ResourceGraph) =>
  ofType(graph.sources(service.urn, definitionProperty(service)), "aws:ecs/taskDefinition:TaskDefinition");

/** File systems that the tasks of a service mount, directly or through an access point. */
export function mountedFileSystems(service: ResourceNode, graph: ResourceGraph): ResourceNode[] {
  const volumes = taskDefinitionsOf(service, graph).flatMap(({ urn }) => graph.sources(urn, "volumes"));
  const accessPoints = ofType(volumes, "aws:efs/accessPoint:AccessPoint");
  const fileSystem = "aws:efs/fileSystem:FileSystem";
  return [
    ...new Set([
      ...ofType(volumes, fileSystem),
      ...accessPoints.flatMap(({ urn }) => ofType(graph.sources(urn, "fileSystemId"), fileSystem)),
    ]),
  ];
}

export const mountTargetsOf = (
  fileSystem: ResourceNode,
  among: readonly ResourceNode[],
  graph: ResourceGraph,
): ResourceNode[] =>
  ofType(among, "aws:efs/mountTarget:MountTarget").filter(({ urn }) =>
    graph.sources(urn, "fileSystemId").includes(fileSystem),
  );
