import { apiReference } from "../../source";
import type { ResourceGraph, ResourceNode } from "../../../protocol/graph";
import type { Failure } from "../../../protocol/package";
import { unknown, type Properties, type Value } from "../../../protocol/wire";
import { isGiven } from "../ecs/container-definitions/containers";
import { objectsIn, ofType, quoted, refuse, type Rule } from "../../rule";

export const fileSystem = "aws:efs/fileSystem:FileSystem";
const mountTarget = "aws:efs/mountTarget:MountTarget";

export const fileSystemSettings: Rule = {
  name: "file-system-settings",
  refuses: "an EFS file system whose lifecycle, throughput, performance or zone contradict one another",
  source: apiReference("EFS", "CreateFileSystem"),
  check: ({ type, inputs }) =>
    type === fileSystem ? [...lifecycleFailures(inputs), ...throughputFailures(inputs), ...modeFailures(inputs)] : [],
  graph: (node, graph) => (node.type === mountTarget ? zoneFailures(node, graph) : []),
};

const transitions = ["transitionToIa", "transitionToArchive", "transitionToPrimaryStorageClass"];

/** Amazon EFS API Reference, PutLifecycleConfiguration: "each LifecyclePolicy object have only a single transition". */
const lifecycleFailures = ({ lifecyclePolicies }: Properties): Failure[] =>
  objectsIn(lifecyclePolicies).flatMap((policy) => {
    const given = transitions.filter((name) => isGiven(policy[name]));
    return given.length > 1
      ? refuse("lifecyclePolicies", `one lifecycle policy has ${given.join(" and ")}; each takes one transition`)
      : [];
  });

/** Amazon EFS API Reference, CreateFileSystem: ProvisionedThroughputInMibps. */
function throughputFailures({ throughputMode: mode = "bursting", provisionedThroughputInMibps: rate }: Properties) {
  if (mode === unknown || rate === unknown) return [];
  if (mode === "provisioned" && !isGiven(rate))
    return refuse("provisionedThroughputInMibps", 'throughputMode "provisioned" needs provisionedThroughputInMibps');
  return mode !== "provisioned" && isGiven(rate)
    ? refuse(
        "provisionedThroughputInMibps",
        `provisionedThroughputInMibps is for throughputMode "provisioned", found ${quoted(mode)}`,
      )
    : [];
}

/** Amazon EFS User Guide, "Amazon EFS performance": what the mode Max I/O is not supported with. */
function modeFailures({ performanceMode, throughputMode, availabilityZoneName }: Properties): Failure[] {
  if (performanceMode !== "maxIO") return [];
  return [
    ...(throughputMode === "elastic"
      ? refuse("performanceMode", 'performanceMode "maxIO" is not to be had with throughputMode "elastic"')
      : []),
    ...(isGiven(availabilityZoneName)
      ? refuse("performanceMode", 'performanceMode "maxIO" is not to be had in one zone')
      : []),
  ];
}

/** Amazon EFS API Reference, CreateMountTarget: one mount target for a One Zone file system, in its zone. */
function zoneFailures(target: ResourceNode, graph: ResourceGraph): Failure[] {
  const [system] = ofType(graph.sources(target.urn, "fileSystemId"), fileSystem);
  const zone = system?.inputs?.availabilityZoneName;
  if (!system || typeof zone !== "string" || zone === "") return [];
  const others = graph
    .ofType(mountTarget)
    .filter(({ urn }) => urn !== target.urn && graph.sources(urn, "fileSystemId").includes(system));
  const found = zoneOf(target, graph);
  return [
    ...(typeof found === "string" && found !== zone
      ? refuse("subnetId", `the subnet is in ${found}, and file system ${system.name} is in ${zone} only`)
      : []),
    ...(others.length > 0
      ? refuse("fileSystemId", `file system ${system.name} is in one zone and has another mount target already`)
      : []),
  ];
}

const zoneOf = ({ urn }: ResourceNode, graph: ResourceGraph): Value | undefined => {
  const subnets = ofType(graph.sources(urn, "subnetId"), "aws:ec2/subnet:Subnet");
  return subnets.length === 1 ? subnets[0]!.inputs?.availabilityZone : undefined;
};
