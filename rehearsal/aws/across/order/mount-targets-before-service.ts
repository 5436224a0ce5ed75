import { guide } from "../../source";
import type { ResourceGraph, ResourceNode } from "../../../protocol/graph";
import { refuse, type Rule } from "../../rule";
import { networkPath, starterKind } from "../../task-starters";
import { valuesAt } from "../network/named";
import { unknown } from "../../../protocol/wire";
import { forServices, mountTargetsOf, mountedFileSystems } from "./service-dependencies";

export const mountTargetsBeforeService: Rule = {
  name: "mount-targets-before-service",
  refuses: "a service whose task mounts a file system without a mount target in each of its subnets",
  source: guide("Amazon EFS User Guide, Managing mount targets", "efs/latest/ug/accessing-fs"),
  graph: forServices((service, before, graph) =>
    mountedFileSystems(service, graph).flatMap((fileSystem) => {
      const targets = mountTargetsOf(fileSystem, before, graph);
      const missing = subnetsWithout(targets, service, graph);
      return missing === 0 && targets.length > 0
        ? []
        : refuse(
            "",
            `file system ${fileSystem.name} has no mount target in ${targets.length === 0 ? "any" : missing} of the ${starterKind(service)}'s subnets, nor in their zones, that it depends on`,
          );
    }),
  ),
};

/** How many subnets of a service no mount target serves: one in the subnet itself, or in another of the same zone. */
function subnetsWithout(targets: readonly ResourceNode[], service: ResourceNode, graph: ResourceGraph): number {
  const subnets = valuesAt(service.inputs, networkPath(service, "subnets"));
  const covered = targets.map(({ inputs }) => inputs?.subnetId).filter((id) => id !== unknown && id !== undefined);
  // In a first preview no subnet is known by its identifier yet: then their number must do.
  if (covered.length < targets.length || subnets.includes(unknown)) return Math.max(0, subnets.length - targets.length);
  const made = graph.ofType("aws:ec2/subnet:Subnet");
  const zoneOf = (subnet: unknown) => made.find(({ id }) => id === subnet)?.inputs?.availabilityZone;
  const zones = covered.map(zoneOf).filter((zone) => typeof zone === "string");
  return subnets.filter((subnet) => !covered.includes(subnet) && !zones.includes(zoneOf(subnet) as string)).length;
}
