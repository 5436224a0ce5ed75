import type { ResourceNode } from "../../../protocol/graph";
import { unknown } from "../../../protocol/wire";
import { objectsIn, ofType } from "../../rule";
import { groupTypes, named, valuesAt, vpcOf } from "./named";
import { routeTablesOf, type Network } from "./ways-out";

const endpointType = "aws:ec2/vpcEndpoint:VpcEndpoint";

/** What a task on Fargate needs to start without a way to the internet. */
export const pullServices = ["ecr.api", "ecr.dkr", "s3", "logs", "secretsmanager"];

/** What ECS Exec talks to (Amazon ECS Developer Guide, "Monitor Amazon ECS containers with ECS Exec"). */
export const execService = "ssmmessages";

/** Endpoints of one AWS service, such as `ecr.api`, in the VPC of a subnet. */
export const endpointsOf = (service: string, subnet: ResourceNode, { graph, present }: Network): ResourceNode[] =>
  ofType(present, endpointType).filter((endpoint) => {
    const name = endpoint.inputs?.serviceName;
    const isFor = name === unknown || (typeof name === "string" && serviceOf(name) === service);
    const [own, wanted] = [vpcOf(graph, endpoint), vpcOf(graph, subnet)];
    return isFor && (own === undefined || wanted === undefined || own === wanted);
  });

/** `com.amazonaws.eu-west-1.ecr.api` → `ecr.api`; China's names begin with `cn.`. */
export const serviceOf = (serviceName: string): string | undefined =>
  /^(?:cn\.)?com\.amazonaws\.[a-z0-9-]+\.(.+)$/.exec(serviceName)?.[1];

const isInterface = (endpoint: ResourceNode): boolean => endpoint.inputs?.vpcEndpointType === "Interface";

/** Why tasks in a subnet do not get to an AWS service by an endpoint; undefined when they do. */
export function noEndpointBecause(service: string, subnet: ResourceNode, network: Network): string | undefined {
  const problems = endpointsOf(service, subnet, network).map((endpoint) =>
    isInterface(endpoint) ? interfaceProblem(endpoint, network) : gatewayProblem(endpoint, subnet, network),
  );
  if (problems.length === 0) return `there is no endpoint for ${service}`;
  return problems.includes(undefined) ? undefined : problems[0];
}

function interfaceProblem(endpoint: ResourceNode, network: Network): string | undefined {
  const { privateDnsEnabled, subnetIds, subnetConfigurations } = endpoint.inputs ?? {};
  if (privateDnsEnabled !== true && privateDnsEnabled !== unknown)
    return `endpoint ${endpoint.name} does not answer to the service's own name (privateDnsEnabled)`;
  const subnets = [...valuesAt(subnetIds, ""), ...objectsIn(subnetConfigurations)];
  if (subnets.length === 0 && !isAttached(endpoint, "SubnetAssociation", network))
    return `endpoint ${endpoint.name} is in no subnet`;
  return hasGroup(endpoint, network)
    ? undefined
    : `endpoint ${endpoint.name} has no security group, and the VPC's default group lets in its own members only`;
}

function hasGroup(endpoint: ResourceNode, network: Network): boolean {
  const { graph } = network;
  const groups = named(graph, endpoint, "securityGroupIds", ...groupTypes);
  if (!groups.none || isAttached(endpoint, "SecurityGroupAssociation", network)) return true;
  // Whether a default group that the stack rules over lets anybody in is judged with all other groups.
  return graph.ofType(groupTypes[1]!).some((group) => vpcOf(graph, group) === vpcOf(graph, endpoint));
}

/** A gateway endpoint is a route: it serves the subnets of its route tables. */
function gatewayProblem(endpoint: ResourceNode, subnet: ResourceNode, network: Network): string | undefined {
  const tables = routeTablesOf(subnet, network);
  const { nodes, foreign, unclear } = named(
    network.graph,
    endpoint,
    "routeTableIds",
    "aws:ec2/routeTable:RouteTable",
    "aws:ec2/defaultRouteTable:DefaultRouteTable",
  );
  const served = !tables || foreign || unclear || nodes.some((table) => tables.includes(table));
  return served || isAttached(endpoint, "RouteTableAssociation", network)
    ? undefined
    : `endpoint ${endpoint.name} is in no route table of subnet ${subnet.name}`;
}

/** Whether a resource of its own ties the endpoint to something; which, is not looked at. */
const isAttached = ({ urn }: ResourceNode, what: string, { graph, present }: Network): boolean =>
  ofType(present, `aws:ec2/vpcEndpoint${what}:VpcEndpoint${what}`).some((association) =>
    graph.sources(association.urn, "vpcEndpointId").some((endpoint) => endpoint.urn === urn),
  );

/** Whether an endpoint answers to the service's own name: tasks meet it, even if there is another way. */
export const hasPrivateDns = ({ inputs }: ResourceNode): boolean =>
  inputs?.vpcEndpointType === "Interface" && inputs.privateDnsEnabled === true;
