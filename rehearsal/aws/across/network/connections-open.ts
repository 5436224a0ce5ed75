import { guide } from "../../source";
import type { ResourceNode } from "../../../protocol/graph";
import { balancersOf, connectionsOf, endAt, endOfBalancer, endOfService, type Connection } from "./connections-needed";
import { endpointsOf, execService, hasPrivateDns, pullServices } from "./endpoints";
import { groupRulesIn, letsIn, letsOut, opens, type End, type GroupRules } from "./security-groups";
import { closedBecause, type Network } from "./ways-out";
import { leavingOf, subnetsOfTasks } from "../order/routes-before-service";
import { refuse, type Rule } from "../../rule";
import { starterKind, startsTasks } from "../../task-starters";
import { taskDefinitionsOf } from "../order/service-dependencies";
import { containersOf } from "../../services/ecs/container-definitions/containers";

const https = 443;

/** Why a connection is not let through: what is missing at either end. */
function closedEnds({ from, to, port }: Connection, rules: GroupRules): string[] {
  const lets = `for ${from.name} to ${to.name} on port ${port}`;
  return [
    ...(opens("egress", from, to, port, rules) ? [] : [`no egress rule of ${groupNames(from)} ${lets}`]),
    ...(opens("ingress", to, from, port, rules) ? [] : [`no ingress rule of ${groupNames(to)} ${lets}`]),
  ];
}

const groupNames = ({ groups: { nodes } }: End): string =>
  nodes.length === 1
    ? `security group ${nodes[0]!.name}`
    : `security groups ${nodes.map(({ name }) => name).join(", ")}`;

/** AWS services that the tasks call to start or to let somebody in, each with whether only an endpoint leads there. */
function servicesCalled(service: ResourceNode, subnet: ResourceNode, network: Network): Map<string, boolean> {
  const { graph } = network;
  const isClosed = closedBecause(subnet, leavingOf(service), network) !== undefined;
  const tasks = taskDefinitionsOf(service, graph);
  const sources = tasks.flatMap(({ urn }) => graph.sources(urn, "containerDefinitions"));
  const images = tasks.flatMap(({ inputs }) => containersOf(inputs).map(({ image }) => String(image)));
  const fromEcr = images.some((image) => image.includes(".dkr.ecr."));
  const called: Readonly<Record<string, boolean>> = {
    "ecr.api": fromEcr,
    "ecr.dkr": fromEcr,
    s3: fromEcr,
    logs: sources.some(({ type }) => type === "aws:cloudwatch/logGroup:LogGroup"),
    secretsmanager: sources.some(({ type }) => type === "aws:secretsmanager/secret:Secret"),
  };
  const exec = service.inputs?.enableExecuteCommand === true ? [execService] : [];
  return new Map([...pullServices.filter((name) => isClosed || called[name]), ...exec].map((name) => [name, isClosed]));
}

/** What keeps tasks in a subnet from AWS's services: by their endpoints, where there are some, else by public addresses. */
function servicesOutOfReach(service: ResourceNode, subnet: ResourceNode, rules: GroupRules): string[] {
  const { graph } = rules;
  const network = { graph, present: graph.before(service.urn) };
  const from = endOfService(graph, service);
  return [...servicesCalled(service, subnet, network)].flatMap(([name, onlyByEndpoint]) => {
    const endpoints = endpointsOf(name, subnet, network).filter(hasPrivateDns);
    if (endpoints.length > 0)
      return endpoints.flatMap((endpoint) =>
        closedEnds({ from, to: endAt(graph, endpoint, "securityGroupIds", "subnetIds"), port: https }, rules),
      );
    if (onlyByEndpoint && name !== "s3") return [];
    return letsOut(from, https, name === "s3", rules)
      ? []
      : [`no egress rule of ${groupNames(from)} to the public addresses of ${name} on port ${https}`];
  });
}

/** A listener whose port no rule of its balancer lets anybody in on; of one that the service waits for, by then. */
function listenersOutOfReach(service: ResourceNode, rules: GroupRules): string[] {
  const { graph } = rules;
  const awaited = graph.before(service.urn);
  const all = { graph, rules: groupRulesIn(graph.all()) };
  const listeners = graph.ofType("aws:lb/listener:Listener");
  return balancersOf(service, graph).flatMap((balancer) =>
    listeners
      .filter(({ urn }) => graph.sources(urn, "loadBalancerArn").includes(balancer))
      .flatMap((listener) => {
        const { name, inputs } = listener;
        const [end, port] = [endOfBalancer(graph, balancer), Number(inputs?.port)];
        return Number.isInteger(port) && !letsIn(end, port, awaited.includes(listener) ? rules : all)
          ? [`no ingress rule of ${groupNames(end)} lets anybody in to listener ${name} on port ${port}`]
          : [];
      }),
  );
}

export const connectionsOpen: Rule = {
  name: "connections-open",
  refuses: "a service with a connection that no security-group rule lets through by the time the service is created",
  source: guide("Amazon VPC User Guide, Security groups", "vpc/latest/userguide/VPC_SecurityGroups"),
  graph: (service, graph) => {
    if (!startsTasks(service)) return [];
    const problemsBy = (nodes: readonly ResourceNode[]) => {
      const rules = { graph, rules: groupRulesIn(nodes) };
      return [
        ...connectionsOf(service, graph).flatMap((one) => closedEnds(one, rules)),
        ...subnetsOfTasks(service, graph).flatMap((subnet) => servicesOutOfReach(service, subnet, rules)),
        ...listenersOutOfReach(service, rules),
      ];
    };
    const problems = problemsBy(graph.before(service.urn));
    if (problems.length === 0) return [];
    const late = problemsBy(graph.all()).length === 0;
    return refuse(
      "networkConfiguration",
      `${late ? `the ${starterKind(service)} must depend on the security-group rules of its connections; so far there is ` : ""}${[...new Set(problems)].join("; ")}`,
    );
  },
};
