import { spokenKind } from "../../../cards/cards";
import type { ResourceGraph, ResourceNode } from "../../../protocol/graph";
import { objectsIn, ofType } from "../../rule";
import { networkPath, serviceType } from "../../task-starters";
import { stepType } from "../../../protocol/steps";
import { mountedFileSystems, mountTargetsOf, taskDefinitionsOf } from "../order/service-dependencies";
import { containersOf } from "../../services/ecs/container-definitions/containers";
import { named, subnetType, textOf, valuesAt, vpcOf } from "./named";
import { groupsOf, type End } from "./security-groups";

/** Something that a service, or what is before or behind it, connects to by TCP. */
export interface Connection {
  readonly from: End;
  readonly to: End;
  readonly port: number;
}

/** One end, by the paths of the inputs that name its security groups and its subnets. */
export function endAt(graph: ResourceGraph, node: ResourceNode, groupsAt: string, subnetsAt: string): End {
  const subnets = named(graph, node, subnetsAt, subnetType);
  const ranges = subnets.nodes.map(({ inputs }) => textOf(inputs, "cidrBlock"));
  const vpc = subnets.nodes[0] && vpcOf(graph, subnets.nodes[0]);
  const areKnown = ranges.length > 0 && !subnets.foreign && ranges.every((range) => range !== undefined);
  return {
    name: `${spokenKind(node.type)} ${node.name}`,
    groups: groupsOf(graph, node, groupsAt, vpc),
    ranges: areKnown ? (ranges as string[]) : undefined,
  };
}

export const endOfService = (graph: ResourceGraph, service: ResourceNode): End =>
  graph.concluded(service, "end of service", () =>
    endAt(graph, service, networkPath(service, "securityGroups"), networkPath(service, "subnets")),
  );

/** Every connection that a service needs, as far as the stack makes both ends. */
export function connectionsOf(service: ResourceNode, graph: ResourceGraph): Connection[] {
  const from = endOfService(graph, service);
  return [
    ...balancerConnections(service, from, graph),
    ...storageConnections(service, from, graph),
    ...taskDefinitionsOf(service, graph).flatMap((task) => [
      ...databaseConnections(task, from, graph),
      ...searchConnections(task, from, graph),
      ...serviceConnections(task, service, from, graph),
    ]),
  ];
}

/** Requests and health checks of the balancers whose listeners forward to the service. */
function balancerConnections(service: ResourceNode, to: End, graph: ResourceGraph): Connection[] {
  const groups = targetGroupsOf(service, graph);
  const ports = valuesAt(service.inputs, "loadBalancers.containerPort").map(Number);
  const health = groups.flatMap(({ inputs }) => valuesAt(inputs, "healthCheck.port")).map(Number);
  return balancersOf(service, graph).flatMap((balancer) => {
    const from = endOfBalancer(graph, balancer);
    // NaN stands for unknown, and for "traffic-port".
    return [...new Set([...ports, ...health])].filter(Number.isInteger).map((port) => ({ from, to, port }));
  });
}

const targetGroupsOf = (service: ResourceNode, graph: ResourceGraph): readonly ResourceNode[] =>
  ofType(graph.sources(service.urn, "loadBalancers"), "aws:lb/targetGroup:TargetGroup");

export const endOfBalancer = (graph: ResourceGraph, balancer: ResourceNode): End =>
  endAt(graph, balancer, "securityGroups", "subnets");

/** The application load balancers whose listeners forward to a service by the time it is created. */
export function balancersOf(service: ResourceNode, graph: ResourceGraph): ResourceNode[] {
  const groups = targetGroupsOf(service, graph);
  const before = graph.before(service.urn);
  const listeners = ofType(before, "aws:lb/listener:Listener", "aws:lb/listenerRule:ListenerRule")
    .filter(({ urn }) =>
      [...graph.sources(urn, "defaultActions"), ...graph.sources(urn, "actions")].some((to) => groups.includes(to)),
    )
    .flatMap((found) => [found, ...ofType(graph.sources(found.urn, "listenerArn"), "aws:lb/listener:Listener")]);
  const balancers = listeners.flatMap(({ urn }) =>
    ofType(graph.sources(urn, "loadBalancerArn"), "aws:lb/loadBalancer:LoadBalancer"),
  );
  // A network load balancer need have no group, and may pass on the addresses of its clients.
  return [...new Set(balancers)].filter(
    ({ inputs }) => inputs?.loadBalancerType === undefined || inputs.loadBalancerType === "application",
  );
}

/** Port of NFS (Amazon EFS User Guide, "Using VPC security groups"). */
const nfs = 2049;

const storageConnections = (service: ResourceNode, from: End, graph: ResourceGraph): Connection[] =>
  mountedFileSystems(service, graph).flatMap((fileSystem) =>
    mountTargetsOf(fileSystem, graph.before(service.urn), graph).map((target) => ({
      from,
      to: endAt(graph, target, "securityGroups", "subnetId"),
      port: nfs,
    })),
  );

/** Ports of engines that name none (Amazon RDS API Reference, CreateDBInstance and CreateDBCluster, "Port"). */
const databasePorts: readonly [RegExp, number][] = [
  [/^(aurora-)?mysql|^mariadb|^aurora$/, 3306],
  [/^(aurora-)?postgres/, 5432],
  [/^(custom-)?oracle/, 1521],
  [/^(custom-)?sqlserver/, 1433],
];

/** Databases of which the containers know something, such as the address. */
function databaseConnections(task: ResourceNode, from: End, graph: ResourceGraph): Connection[] {
  const databases = ofType(
    graph.sources(task.urn, "containerDefinitions"),
    "aws:rds/instance:Instance",
    "aws:rds/cluster:Cluster",
  );
  return databases.flatMap((database) => {
    const usual = databasePorts.find(([engine]) => engine.test(textOf(database.inputs, "engine") ?? ""))?.[1];
    const port = Number(database.inputs?.port ?? usual);
    const [group] = ofType(graph.sources(database.urn, "dbSubnetGroupName"), "aws:rds/subnetGroup:SubnetGroup");
    const ranges = group && endAt(graph, group, "", "subnetIds").ranges;
    const vpc = group && named(graph, group, "subnetIds", subnetType).nodes[0];
    const to = {
      name: `${spokenKind(database.type)} ${database.name}`,
      groups: groupsOf(graph, database, "vpcSecurityGroupIds", vpc && vpcOf(graph, vpc)),
      ranges,
    };
    return Number.isInteger(port) ? [{ from, to, port }] : [];
  });
}

/** Search domains in a VPC answer on 443 (Amazon OpenSearch Service Developer Guide, "VPC support"). */
const searchConnections = (task: ResourceNode, from: End, graph: ResourceGraph): Connection[] =>
  ofType(graph.sources(task.urn, "containerDefinitions"), "aws:opensearch/domain:Domain")
    .filter(({ inputs }) => inputs?.vpcOptions !== undefined)
    .map((domain) => ({
      from,
      to: endAt(graph, domain, "vpcOptions.securityGroupIds", "vpcOptions.subnetIds"),
      port: 443,
    }));

/** Other services that a container's environment names by their name in a private DNS namespace, with a port. */
function serviceConnections(task: ResourceNode, own: ResourceNode, from: End, graph: ResourceGraph): Connection[] {
  const texts = containersOf(task.inputs).flatMap(({ environment = [] }) => environment.map(({ value }) => `${value}`));
  const services = graph
    .ofType(serviceType)
    .filter((service) => service !== own && !actsFor(own, service, from, graph));
  return graph.ofType("aws:servicediscovery/service:Service").flatMap((record) => {
    const name = hostNameOf(record, graph);
    const registered = services.filter(({ urn }) => graph.sources(urn, "serviceRegistries").includes(record));
    const ports = name ? [...new Set(texts.flatMap((text) => portsOf(name, text)))] : [];
    return registered.flatMap((service) => ports.map((port) => ({ from, to: endOfService(graph, service), port })));
  });
}

/** A step in the groups of a service has the service's own environment, in which its own address is for others. */
const actsFor = (own: ResourceNode, service: ResourceNode, { groups }: End, graph: ResourceGraph): boolean =>
  own.type === stepType && endOfService(graph, service).groups.nodes.some((group) => groups.nodes.includes(group));

export function hostNameOf(record: ResourceNode, graph: ResourceGraph): string | undefined {
  const namespaces = objectsIn(record.inputs?.dnsConfig).length > 0 ? graph.sources(record.urn, "dnsConfig") : [];
  const [namespace] = ofType(namespaces, "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace");
  const [name, zone] = [textOf(record.inputs, "name"), textOf(namespace?.inputs, "name")];
  return name && zone && `${name}.${zone}`;
}

/** The look-behind keeps a long script without a port from being tried again from each of its letters. */
export const portsOf = (host: string, text: string): number[] =>
  [...text.matchAll(/(?<![\w.-])([\w.-]+):(\d{1,5})\b/g)]
    .filter(([, found]) => found === host)
    .map(([, , port]) => Number(port));
