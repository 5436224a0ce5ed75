import { apiReference } from "../../source";
import type { ResourceNode } from "../../../protocol/graph";
import { type Rule } from "../../rule";
import { forStartedTasks, startedTasks, type StartedTask } from "../../services/ecs/container-definitions/started-task";
import { hostNameOf, portsOf } from "../network/connections-needed";
import { placeOf, toldTo } from "./told-values";

const recordType = "aws:servicediscovery/service:Service";

/** Ports on which the tasks listen that a private name stands for; undefined where that is not known. */
function listening(record: ResourceNode, { graph, cloud, service }: StartedTask): readonly number[] | undefined {
  const registered = graph
    .ofType(service.type)
    .filter(({ urn }) => graph.sources(urn, "serviceRegistries").includes(record));
  const containers = registered.flatMap((one) => startedTasks(one, graph, cloud)).flatMap((task) => task.containers);
  if (containers.length === 0) return undefined;
  return containers.flatMap(({ portMappings = [] }) => portMappings.map(({ containerPort = 0 }) => containerPort));
}

export const privatePorts: Rule = {
  name: "private-ports",
  refuses: "a container that gets a port of a private name on which nothing there listens",
  source: apiReference("Cloud Map", "RegisterInstance"),
  whole: forStartedTasks((task) =>
    task.graph.ofType(recordType).flatMap((record) => {
      const host = hostNameOf(record, task.graph);
      const open = listening(record, task);
      if (host === undefined || open === undefined) return [];
      return toldTo(task).flatMap((told) =>
        portsOf(host, told.text ?? "")
          .filter((port) => !open.includes(port))
          .map((port) => `${placeOf(told)} names ${host}:${port}, where ports ${[...new Set(open)].join(", ")} listen`),
      );
    }),
  ),
};
