import type { ResourceGraph, ResourceNode } from "../../../protocol/graph";
import { unknown, type Properties, type Value } from "../../../protocol/wire";
import { objectsIn, ofType } from "../../rule";
import { isSeen, named, subnetType, valuesAt, vpcOf, vpcType } from "./named";

const tableTypes = [
  "aws:ec2/routeTable:RouteTable",
  "aws:ec2/defaultRouteTable:DefaultRouteTable",
  // Its main route table, named by an output of the VPC.
  vpcType,
];

/** What is there when a subnet is looked at. */
export interface Network {
  readonly graph: ResourceGraph;
  readonly present: readonly ResourceNode[];
}

/** The route tables of a subnet: its own, or its VPC's main one; undefined when they are not known. */
export function routeTablesOf(subnet: ResourceNode, { graph, present }: Network): ResourceNode[] | undefined {
  const own = ofType(present, "aws:ec2/routeTableAssociation:RouteTableAssociation").filter((association) =>
    named(graph, association, "subnetId", subnetType).nodes.includes(subnet),
  );
  const vpc = vpcOf(graph, subnet);
  const main = ofType(present, "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation").filter(
    (association) => vpc !== undefined && vpcOf(graph, association) === vpc,
  );
  const associations = own.length > 0 ? own : main;
  if (associations.length > 0) {
    const tables = associations.map((association) => named(graph, association, "routeTableId", ...tableTypes));
    return tables.every(isSeen) ? tables.flatMap(({ nodes }) => nodes) : undefined;
  }
  const home = graph.get(vpc ?? "");
  if (!home) return undefined;
  const defaults = ofType(present, tableTypes[1]!).filter(({ urn }) =>
    graph.sources(urn, "defaultRouteTableId").includes(home),
  );
  return [home, ...defaults];
}

const natType = "aws:ec2/natGateway:NatGateway";
const internetGatewayType = "aws:ec2/internetGateway:InternetGateway";

/** A route, as a resource or inside its table. */
interface RouteInTable {
  readonly node: ResourceNode;
  /** Path of the inputs that are the route's. */
  readonly at: string;
  readonly inputs: Properties;
}

const everywhere = new Set(["0.0.0.0/0", "0.0.0.0/1"]);

function routesIn(tables: readonly ResourceNode[], { graph, present }: Network): RouteInTable[] {
  const resources = ofType(present, "aws:ec2/route:Route")
    .filter((route) => named(graph, route, "routeTableId", ...tableTypes).nodes.some((table) => tables.includes(table)))
    .map((node) => ({ node, at: "", inputs: node.inputs ?? {} }));
  const inline = tables.flatMap((node) =>
    objectsIn(node.inputs?.routes).map((inputs) => ({ node, at: "routes.", inputs })),
  );
  return [...resources, ...inline];
}

/** Routes that lead, or may lead, to the internet. */
function defaultRoutes(tables: readonly ResourceNode[], network: Network): RouteInTable[] {
  const leadsOut = (range: Value | undefined) => range === unknown || everywhere.has(String(range));
  return routesIn(tables, network).filter(
    ({ inputs }) =>
      leadsOut(inputs.destinationCidrBlock ?? inputs.cidrBlock) || Boolean(inputs.destinationPrefixListId),
  );
}

/** Inputs that name where a route leads, but for gateways and NAT gateways: ways of the user's own. */
const ownWays = [
  "carrierGatewayId",
  "coreNetworkArn",
  "localGatewayId",
  "networkInterfaceId",
  "odbNetworkArn",
  "transitGatewayId",
  "vpcEndpointId",
  "vpcPeeringConnectionId",
];

/** What leaves by an internet gateway: something with a public address, or a task that has none. */
export type Leaving = "with a public address" | "without a public address";

/** Why nothing gets from a subnet to the internet; undefined when something does, or when it is not known. */
export const closedBecause = (subnet: ResourceNode, leaving: Leaving, network: Network): string | undefined =>
  network.graph.concluded(network.present, `closed ${leaving} ${subnet.urn}`, () =>
    problemOfWays(subnet, leaving, network),
  );

function problemOfWays(subnet: ResourceNode, leaving: Leaving, network: Network): string | undefined {
  const tables = routeTablesOf(subnet, network);
  if (!tables) return undefined;
  const routes = defaultRoutes(tables, network);
  if (routes.length === 0) return `subnet ${subnet.name} has no default route yet`;
  const problems = routes.map((route) => routeProblem(route, leaving, network));
  return problems.includes(undefined) ? undefined : problems[0];
}

/** The route alone: a table may have several. */
const aloneIn = ({ node, at, inputs }: RouteInTable): ResourceNode =>
  at === "" ? node : { ...node, inputs: { routes: [inputs] } };

function routeProblem({ node, at, inputs }: RouteInTable, leaving: Leaving, network: Network): string | undefined {
  const { graph } = network;
  if (ownWays.some((name) => inputs[name])) return undefined;
  const alone = aloneIn({ node, at, inputs });
  const nat = named(graph, alone, `${at}natGatewayId`, natType);
  if (!nat.none) return isSeen(nat) ? firstProblem(nat.nodes, (one) => natProblem(one, network)) : undefined;
  const gateways = named(graph, alone, `${at}gatewayId`, internetGatewayType, natType);
  if (gateways.none) return `the default route ${node.name} leads nowhere`;
  const [gateway] = valuesAt(alone.inputs, `${at}gatewayId`);
  if (gateways.unclear || (gateways.foreign && !String(gateway).startsWith("igw-"))) return undefined;
  // EC2 takes a NAT gateway here too.
  if (gateways.nodes.some(({ type }) => type === natType))
    return firstProblem(gateways.nodes, (one) => natProblem(one, network));
  return (
    firstProblem(gateways.nodes, (one) => gatewayProblem(one, network)) ??
    (leaving === "without a public address"
      ? `the default route ${node.name} leads to an internet gateway, which takes only what has a public address (assignPublicIp)`
      : undefined)
  );
}

/** A problem that each of the possible targets has. */
function firstProblem(
  nodes: readonly ResourceNode[],
  problem: (node: ResourceNode) => string | undefined,
): string | undefined {
  const problems = nodes.map(problem);
  return problems.includes(undefined) ? undefined : problems[0];
}

function gatewayProblem(gateway: ResourceNode, { graph, present }: Network): string | undefined {
  const attached =
    gateway.inputs?.vpcId !== undefined ||
    ofType(present, "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment").some(({ urn }) =>
      graph.sources(urn, "internetGatewayId").includes(gateway),
    );
  return attached ? undefined : `internet gateway ${gateway.name} is attached to no VPC`;
}

/** A public NAT gateway is in a subnet that reaches the internet, and has an address there. */
function natProblem(nat: ResourceNode, network: Network): string | undefined {
  const { connectivityType, availabilityMode, allocationId } = nat.inputs ?? {};
  if (connectivityType === "private") return `NAT gateway ${nat.name} is private and leads to no internet`;
  // A regional one finds its subnets and addresses by itself.
  if (availabilityMode === "regional" || availabilityMode === unknown) return undefined;
  if (allocationId === undefined) return `NAT gateway ${nat.name} is public and has no address (allocationId)`;
  const subnets = named(network.graph, nat, "subnetId", subnetType);
  if (!isSeen(subnets)) return undefined;
  return firstProblem(subnets.nodes, (subnet) => {
    const tables = routeTablesOf(subnet, network);
    const byNat = tables && defaultRoutes(tables, network).every(({ inputs }) => inputs.natGatewayId !== undefined);
    if (byNat) return `NAT gateway ${nat.name} is in subnet ${subnet.name}, which has no internet gateway`;
    const closed = closedBecause(subnet, "with a public address", network);
    return closed && `NAT gateway ${nat.name} does not reach the internet: ${closed}`;
  });
}

/**
 * Why nobody on the internet gets to something in a subnet: no route of it, however narrow, leads to an internet
 * gateway or by a way of the user's own. Undefined when somebody may, or when it is not known.
 */
export function noEntranceBecause(subnet: ResourceNode, network: Network): string | undefined {
  const tables = routeTablesOf(subnet, network);
  if (!tables || tables.some(({ inputs }) => inputs?.routes === unknown)) return undefined;
  return routesIn(tables, network).some((route) => isEntrance(route, network))
    ? undefined
    : `subnet ${subnet.name} has no route to an internet gateway`;
}

function isEntrance(route: RouteInTable, { graph }: Network): boolean {
  if (ownWays.some((name) => route.inputs[name])) return true;
  const gateways = named(graph, aloneIn(route), `${route.at}gatewayId`, internetGatewayType, natType);
  return (
    gateways.unclear ||
    gateways.nodes.some(({ type }) => type === internetGatewayType) ||
    (gateways.foreign && !/^(local$|nat-)/.test(String(route.inputs.gatewayId)))
  );
}
