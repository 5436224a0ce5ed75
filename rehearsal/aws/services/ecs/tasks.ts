import type { NamedReference, Place } from "../../../cards/card";
import { groups, subnets } from "../ec2/places";

/** Of what starts tasks: in which cluster, of which definition, and where. */
export const starter = {
  namedReferences: [
    { property: "cluster", target: "aws:ecs/cluster:Cluster", names: ["name", "arn"], always: /^default$/ },
    {
      property: "taskDefinition",
      target: "aws:ecs/taskDefinition:TaskDefinition",
      names: ["family", "arn", "arnWithoutRevision"],
    },
  ] as readonly NamedReference[],
  oneVpc: [subnets("networkConfiguration.subnets"), groups("networkConfiguration.securityGroups")] as readonly Place[],
  privateSubnets: "networkConfiguration.subnets",
  publicAddress: "networkConfiguration.assignPublicIp",
};
