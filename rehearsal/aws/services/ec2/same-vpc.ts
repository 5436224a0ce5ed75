import { stepType } from "../../../protocol/steps";
import type { ResourceGraph, ResourceNode } from "../../../protocol/graph";
import { groupTypes, named, subnetType, vpcOf } from "../../across/network/named";
import { ofType, refuse, type Rule } from "../../rule";

const loadBalancer = "aws:lb/loadBalancer:LoadBalancer";
const targetGroup = "aws:lb/targetGroup:TargetGroup";
const subnetGroup = "aws:rds/subnetGroup:SubnetGroup";

/** Where an input says that something is. */
interface Place {
  readonly at: string;
  readonly types: readonly string[];
}

const subnets = (at: string): Place => ({ at, types: [subnetType] });
const groups = (at: string): Place => ({ at, types: groupTypes });
const routeTables = (at: string): Place => ({ at, types: ["aws:ec2/routeTable:RouteTable"] });

/** Inputs of which all that they name must be in one VPC, by type. Rules of security groups may reach into a peered one. */
const places: Readonly<Record<string, readonly Place[]>> = {
  [stepType]: [subnets("networkConfiguration.subnets"), groups("networkConfiguration.securityGroups")],
  "aws:ecs/service:Service": [
    subnets("networkConfiguration.subnets"),
    groups("networkConfiguration.securityGroups"),
    { at: "loadBalancers.targetGroupArn", types: [targetGroup] },
  ],
  [loadBalancer]: [subnets("subnets"), groups("securityGroups")],
  "aws:lb/listener:Listener": [
    { at: "loadBalancerArn", types: [loadBalancer] },
    { at: "defaultActions.targetGroupArn", types: [targetGroup] },
  ],
  "aws:efs/mountTarget:MountTarget": [subnets("subnetId"), groups("securityGroups")],
  [subnetGroup]: [subnets("subnetIds")],
  "aws:rds/instance:Instance": [{ at: "dbSubnetGroupName", types: [subnetGroup] }, groups("vpcSecurityGroupIds")],
  "aws:rds/cluster:Cluster": [{ at: "dbSubnetGroupName", types: [subnetGroup] }, groups("vpcSecurityGroupIds")],
  "aws:opensearch/domain:Domain": [subnets("vpcOptions.subnetIds"), groups("vpcOptions.securityGroupIds")],
  "aws:ec2/vpcEndpoint:VpcEndpoint": [subnets("subnetIds"), groups("securityGroupIds"), routeTables("routeTableIds")],
  "aws:ec2/routeTableAssociation:RouteTableAssociation": [subnets("subnetId"), routeTables("routeTableId")],
  "aws:lambda/function:Function": [subnets("vpcConfig.subnetIds"), groups("vpcConfig.securityGroupIds")],
};

/** Types that have no VPC of their own and are where their subnets are. */
const standsIn: Readonly<Record<string, string>> = { [loadBalancer]: "subnets", [subnetGroup]: "subnetIds" };

function vpcsOf(node: ResourceNode, graph: ResourceGraph): string[] {
  const at = standsIn[node.type];
  if (!at) return [vpcOf(graph, node) ?? []].flat();
  return named(graph, node, at, subnetType).nodes.flatMap((subnet) => vpcOf(graph, subnet) ?? []);
}

export const sameVpc: Rule = {
  name: "same-vpc",
  refuses: "subnets, security groups and the like of different VPCs on one resource",
  graph: (node, graph) => {
    const found = (places[node.type] ?? []).flatMap(({ at, types }) =>
      [...nodesAt(graph, node, at, types)].map((one) => ({ at, one, vpcs: vpcsOf(one, graph) })),
    );
    // An endpoint names its VPC itself.
    const own = node.type === "aws:ec2/vpcEndpoint:VpcEndpoint" ? [vpcOf(graph, node) ?? []].flat() : [];
    const first = own[0] ?? found[0]?.vpcs[0];
    const odd = found.find(({ vpcs }) => first !== undefined && vpcs.some((vpc) => vpc !== first));
    return odd
      ? refuse(
          odd.at,
          `${titleOf(odd.one)} is in another VPC than ${own.length > 0 ? "the endpoint" : titleOf(found[0]!.one)}`,
        )
      : [];
  },
};

const titleOf = ({ type, name }: ResourceNode): string => `${type.split(":").pop()} ${name}`;

/** What an input names by identifier, or by a name or ARN that the engine saw come from it. */
const nodesAt = (graph: ResourceGraph, node: ResourceNode, at: string, types: readonly string[]) => {
  const { nodes } = named(graph, node, at, ...types);
  return nodes.length > 0 ? nodes : ofType(graph.sources(node.urn, at.split(".")[0]!), ...types);
};
