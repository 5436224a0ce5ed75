import { guide } from "../../source";
import type { ResourceGraph, ResourceNode } from "../../../protocol/graph";
import type { Failure } from "../../../protocol/package";
import { named, subnetType, vpcOf, vpcType } from "../../across/network/named";
import { ofType, quoted, refuse, type Rule } from "../../rule";

const routeTable = "aws:ec2/routeTable:RouteTable";
const natGateway = "aws:ec2/natGateway:NatGateway";
const balancer = "aws:lb/loadBalancer:LoadBalancer";
const internetGateway = "aws:ec2/internetGateway:InternetGateway";

export const vpcRoutes: Rule = {
  name: "vpc-routes",
  refuses:
    "a public NAT gateway or balancer before its VPC has an internet gateway, and a route for the VPC's own range",
  source: guide("Amazon VPC User Guide, Route tables", "vpc/latest/userguide/VPC_Route_Tables"),
  graph: (node, graph) => {
    if (node.type === natGateway && isPublic(node)) return gatewayProblems(node, "subnetId", "the NAT gateway", graph);
    if (node.type === balancer && isPublic(node))
      return gatewayProblems(node, node.inputs?.subnets ? "subnets" : "subnetMappings.subnetId", "the balancer", graph);
    return node.type === "aws:ec2/route:Route" ? routeProblems(node, graph) : [];
  },
};

/**
 * What has a public address needs the VPC's internet gateway: a NAT gateway fails without (Amazon VPC User Guide, "Troubleshoot NAT
 * gateways": Gateway.NotAttached), an internet-facing balancer is refused (InvalidSubnet).
 */
function gatewayProblems(node: ResourceNode, at: string, what: string, graph: ResourceGraph): Failure[] {
  const [subnet] = named(graph, node, at, subnetType).nodes;
  const vpc = graph.get((subnet && vpcOf(graph, subnet)) ?? vpcOf(graph, node) ?? "");
  if (vpc?.type !== vpcType) return [];
  const gatewaysIn = (nodes: readonly ResourceNode[]) =>
    ofType(nodes, internetGateway, "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment").filter(
      (gateway) => [vpc.urn, undefined].includes(vpcOf(graph, gateway)) && gateway.inputs?.vpcId !== undefined,
    );
  // A balancer may be behind a gateway of the user's own; without any, no route leads to it (public-subnets).
  const isOwn = node.type === balancer && gatewaysIn(graph.all()).length === 0;
  return isOwn || gatewaysIn(graph.before(node.urn)).length > 0
    ? []
    : refuse(at.split(".")[0]!, `VPC ${vpc.name} has no internet gateway yet: ${what} must depend on its attachment`);
}

const isPublic = ({ type, inputs = {} }: ResourceNode): boolean =>
  type === natGateway
    ? (inputs.connectivityType ?? "public") === "public"
    : (inputs.internal ?? false) === false && inputs.loadBalancerType !== "gateway";

/** Amazon EC2 API Reference, CreateRoute: a table has the route for its VPC's range from the start (RouteAlreadyExists). */
function routeProblems(route: ResourceNode, graph: ResourceGraph): Failure[] {
  const range = route.inputs?.destinationCidrBlock;
  if (typeof range !== "string") return [];
  const tables = named(
    graph,
    route,
    "routeTableId",
    routeTable,
    "aws:ec2/defaultRouteTable:DefaultRouteTable",
    vpcType,
  );
  const own = tables.nodes.some((table) => graph.get(vpcOf(graph, table) ?? "")?.inputs?.cidrBlock === range);
  return own
    ? refuse(
        "destinationCidrBlock",
        `the route table has a route for ${quoted(range)} already: it is its VPC's own range`,
      )
    : [];
}
