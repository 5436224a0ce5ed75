import { guide } from "../../source";
import type { ResourceGraph, ResourceNode } from "../../../protocol/graph";
import type { Failure } from "../../../protocol/package";
import { valuesAt, named, subnetType } from "../network/named";
import { execService, noEndpointBecause, pullServices } from "../network/endpoints";
import { closedBecause, type Leaving, type Network } from "../network/ways-out";
import { refuse, type Rule } from "../../rule";
import { networkPath, serviceType, starterKind, startsTasks } from "../../task-starters";

/** Subnets of a service's tasks, as far as the stack makes them. */
export const subnetsOfTasks = (service: ResourceNode, graph: ResourceGraph): readonly ResourceNode[] =>
  named(graph, service, networkPath(service, "subnets"), subnetType).nodes;

export const leavingOf = (service: ResourceNode): Leaving =>
  [undefined, false].includes(valuesAt(service.inputs, networkPath(service, "assignPublicIp"))[0] as undefined)
    ? "without a public address"
    : "with a public address";

/** Why the tasks of a service in a subnet can pull nothing, neither from the internet nor by endpoints. */
function nothingPulledBecause(subnet: ResourceNode, leaving: Leaving, network: Network): string | undefined {
  const closed = closedBecause(subnet, leaving, network);
  if (!closed) return undefined;
  const missing = pullServices.flatMap((service) => noEndpointBecause(service, subnet, network) ?? []);
  return missing.length === 0 ? undefined : `${closed}; without the internet ${missing.join(", ")}`;
}

export const routesBeforeService: Rule = {
  name: "routes-before-service",
  refuses:
    "a service in subnets from which nothing can be pulled yet, or no shell be had: no way to the internet and no endpoints",
  source: guide("Amazon VPC User Guide, Route tables", "vpc/latest/userguide/VPC_Route_Tables"),
  whole: execProblems,
  graph: (service, graph) => {
    if (!startsTasks(service)) return [];
    const network = { graph, present: graph.before(service.urn) };
    const [problem] = subnetsOfTasks(service, graph).flatMap(
      (subnet) => nothingPulledBecause(subnet, leavingOf(service), network) ?? [],
    );
    return problem
      ? refuse(
          "networkConfiguration",
          `its tasks can pull nothing by the time it is created: ${problem}. The ${starterKind(service)} must depend on its way to the internet, or on the endpoints ${pullServices.join(", ")}`,
        )
      : [];
  },
};

/** A person who wants a shell may wait until the endpoint is there. */
function execProblems(service: ResourceNode, graph: ResourceGraph): Failure[] {
  if (service.type !== serviceType || service.inputs?.enableExecuteCommand !== true) return [];
  const network = { graph, present: graph.all() };
  const [problem] = subnetsOfTasks(service, graph).flatMap((subnet) => {
    const closed = closedBecause(subnet, leavingOf(service), network);
    const missing = closed && noEndpointBecause(execService, subnet, network);
    return missing ? [`${closed}; without the internet ${missing}`] : [];
  });
  return problem ? refuse("enableExecuteCommand", `nobody gets a shell in its tasks: ${problem}`) : [];
}
