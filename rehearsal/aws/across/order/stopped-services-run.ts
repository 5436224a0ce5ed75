import type { ResourceGraph, ResourceNode } from "../../../protocol/graph";
import { runningServicesType, stepType } from "../../../protocol/steps";
import { isProperties, type Properties } from "../../../protocol/wire";
import { registrationOf } from "../../../wiring/origins";
import { refuse, type Rule } from "../../rule";
import { serviceType } from "../../task-starters";

const nameTag = ({ inputs }: ResourceNode): unknown => {
  const tags = inputs?.tags;
  return isProperties(tags) ? tags.Name : undefined;
};

/** Services that a step brings to 0 tasks before it runs; it finds them by their tag `Name`. */
function stoppedBy({ inputs }: ResourceNode, graph: ResourceGraph): ResourceNode[] {
  const before = inputs?.before;
  if (!isProperties(before)) return [];
  const names = Array.isArray(before.services) ? before.services : [];
  return graph.ofType(serviceType).filter((service) => names.includes(nameTag(service) as string));
}

const triggersOf = ({ inputs }: ResourceNode): Properties => (isProperties(inputs?.triggers) ? inputs.triggers : {});

/** Whether it sets this service to its count after each run of the step: it knows every trigger that the step has. */
const startsAgain = (running: ResourceNode, service: ResourceNode, step: ResourceNode, graph: ResourceGraph): boolean =>
  graph.sources(running.urn, "services").includes(service) &&
  graph.before(running.urn).includes(step) &&
  Object.keys(triggersOf(step)).every((name) => name in triggersOf(running));

/** Whether the program sends its count again after the provider has read 0; no where what it registered is not known. */
const sendsItsCount = (service: ResourceNode): boolean =>
  service.registered !== undefined && !registrationOf(service).ignoreChanges.includes("desiredCount");

export const stoppedServicesRun: Rule = {
  name: "stopped-services-run",
  refuses:
    "a step that brings a service to 0 tasks which nothing sets to its count again, or which the next up starts again",
  source: {
    title: "terraform-provider-aws, resourceServiceUpdate: a count is sent only when it changes",
    url: "https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ecs/service.go",
  },
  whole: (step, graph) => {
    if (step.type !== stepType) return [];
    const running = graph.ofType(runningServicesType);
    const isLeft = (service: ResourceNode) => !running.some((one) => startsAgain(one, service, step, graph));
    return stoppedBy(step, graph).flatMap((service) => [
      ...(isLeft(service)
        ? refuse(
            "before.services",
            `it brings ${service.name} to 0 tasks, and nothing sets it to its count after it, for the same triggers`,
          )
        : []),
      ...(sendsItsCount(service)
        ? refuse(
            "before.services",
            `it brings ${service.name} to 0 tasks, which the provider reads: without ignoreChanges of desiredCount the next up starts it once more`,
          )
        : []),
    ]);
  },
};
