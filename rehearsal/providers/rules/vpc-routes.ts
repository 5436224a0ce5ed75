import type { ResourceGraph, ResourceNode } from "../graph";
import type { Failure } from "../package";
import { named, subnetType, vpcOf, vpcType } from "./network/named";
import { ofType, quoted, refuse, type Rule } from "./rule";

const routeTable = "aws:ec2/routeTable:RouteTable";
const internetGateway = "aws:ec2/internetGateway:InternetGateway";

export const vpcRoutes: Rule = {
  name: "vpc-routes",
  refuses: "a public NAT gateway before its VPC has an internet gateway, and a route for the VPC's own range",
  graph: (node, graph) => {
    if (node.type === "aws:ec2/natGateway:NatGateway") return natProblems(node, graph);
    return node.type === "aws:ec2/route:Route" ? routeProblems(node, graph) : [];
  },
};

/** Amazon VPC User Guide, "Troubleshoot NAT gateways": Gateway.NotAttached, "Network … has no Internet gateway attached". */
function natProblems(nat: ResourceNode, graph: ResourceGraph): Failure[] {
  const { connectivityType = "public" } = nat.inputs ?? {};
  const [subnet] = named(graph, nat, "subnetId", subnetType).nodes;
  const vpc = graph.get((subnet && vpcOf(graph, subnet)) ?? vpcOf(graph, nat) ?? "");
  if (connectivityType !== "public" || vpc?.type !== vpcType) return [];
  const attached = ofType(
    graph.before(nat.urn),
    internetGateway,
    "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment",
  ).some((gateway) => [vpc.urn, undefined].includes(vpcOf(graph, gateway)) && gateway.inputs?.vpcId !== undefined);
  return attached
    ? []
    : refuse("subnetId", `VPC ${vpc.name} has no internet gateway yet: the NAT gateway must depend on its attachment`);
}

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
