import type { ResourceGraph, ResourceNode } from "../graph";
import type { Failure } from "../package";
import { objectsIn, ofType, refuse, type Rule } from "./rule";
import { unknown } from "../wire";

const ecsService = "aws:ecs/service:Service";
const names = (nodes: readonly ResourceNode[]) => nodes.map(({ name }) => name).join(", ");

/** The rule for one ECS service, given what is certain to exist before it. */
type ServiceCheck = (service: ResourceNode, before: ResourceNode[], graph: ResourceGraph) => Failure[];

const forServices =
  (check: ServiceCheck): Rule["graph"] =>
  (node, graph) =>
    node.type === ecsService ? check(node, graph.before(node.urn), graph) : [];

const taskDefinitionsOf = (service: ResourceNode, graph: ResourceGraph) =>
  ofType(graph.sources(service.urn, "taskDefinition"), "aws:ecs/taskDefinition:TaskDefinition");

export const listenerBeforeService: Rule = {
  name: "listener-before-service",
  refuses: "a service whose target group no listener forwards to by the time the service is created",
  graph: forServices((service, before, graph) => {
    const forwarding = ofType(before, "aws:lb/listener:Listener", "aws:lb/listenerRule:ListenerRule");
    const reached = forwarding.flatMap(({ urn }) => [
      ...graph.sources(urn, "defaultActions"),
      ...graph.sources(urn, "actions"),
    ]);
    const groups = ofType(graph.sources(service.urn, "loadBalancers"), "aws:lb/targetGroup:TargetGroup");
    const alone = groups.filter((group) => !reached.includes(group));
    return alone.length === 0
      ? []
      : refuse(
          "loadBalancers",
          `target group ${names(alone)} has no load balancer yet: the service must depend on the listener or rule that forwards to it`,
        );
  }),
};

export const mountTargetsBeforeService: Rule = {
  name: "mount-targets-before-service",
  refuses: "a service whose task mounts a file system without a mount target in each of its subnets",
  graph: forServices((service, before, graph) => {
    const volumes = taskDefinitionsOf(service, graph).flatMap(({ urn }) => graph.sources(urn, "volumes"));
    const accessPoints = ofType(volumes, "aws:efs/accessPoint:AccessPoint");
    const fileSystems = new Set([
      ...ofType(volumes, "aws:efs/fileSystem:FileSystem"),
      ...accessPoints.flatMap(({ urn }) => ofType(graph.sources(urn, "fileSystemId"), "aws:efs/fileSystem:FileSystem")),
    ]);
    const subnets = objectsIn(service.inputs?.networkConfiguration).flatMap(({ subnets: list }) =>
      Array.isArray(list) ? list : [],
    );
    return [...fileSystems].flatMap((fileSystem) => {
      const targets = ofType(before, "aws:efs/mountTarget:MountTarget").filter(({ urn }) =>
        graph.sources(urn, "fileSystemId").includes(fileSystem),
      );
      const covered = new Set(
        targets.map(({ inputs }) => inputs?.subnetId).filter((id) => id !== unknown && id !== undefined),
      );
      // In a first preview no subnet is known by its identifier yet: then their number must do.
      const allKnown = covered.size === targets.length && subnets.every((subnet) => subnet !== unknown);
      const missing = allKnown
        ? subnets.filter((subnet) => !covered.has(subnet)).length
        : Math.max(0, subnets.length - targets.length);
      return missing === 0 && targets.length > 0
        ? []
        : refuse(
            "",
            `file system ${fileSystem.name} has no mount target in ${targets.length === 0 ? "any" : missing} of the service's subnets by the time the service is created: the service must depend on one in each`,
          );
    });
  }),
};

export const policiesBeforeService: Rule = {
  name: "policies-before-service",
  refuses: "a service that may start before the policies of its task's roles are in place",
  graph: forServices((service, before, graph) => {
    const roles = taskDefinitionsOf(service, graph).flatMap(({ urn }) => [
      ...graph.sources(urn, "executionRoleArn"),
      ...graph.sources(urn, "taskRoleArn"),
    ]);
    const policies = ofType(
      graph.all(),
      "aws:iam/rolePolicy:RolePolicy",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    );
    const late = policies.filter(
      (policy) => graph.sources(policy.urn, "role").some((role) => roles.includes(role)) && !before.includes(policy),
    );
    return late.length === 0
      ? []
      : refuse("", `the service must depend on the policies of its task's roles: ${names(late)}`);
  }),
};

export const secretVersionsBeforeService: Rule = {
  name: "secret-versions-before-service",
  refuses: "a service whose task reads a secret that has no version yet",
  graph: forServices((service, before, graph) => {
    const secrets = taskDefinitionsOf(service, graph).flatMap(({ urn }) =>
      ofType(graph.sources(urn, "containerDefinitions"), "aws:secretsmanager/secret:Secret"),
    );
    const filled = ofType(before, "aws:secretsmanager/secretVersion:SecretVersion").flatMap(({ urn }) =>
      graph.sources(urn, "secretId"),
    );
    const empty = [...new Set(secrets)].filter((secret) => !filled.includes(secret));
    return empty.length === 0
      ? []
      : refuse("", `the service must depend on the versions of the secrets that its task reads: ${names(empty)}`);
  }),
};

/** What a task on Fargate needs to start without a way to the internet. */
const pullEndpoints = ["ecr.api", "ecr.dkr", "s3", "logs", "secretsmanager"];

export const routesBeforeService: Rule = {
  name: "routes-before-service",
  refuses: "a service in subnets from which nothing can be pulled yet: no default route and no endpoints",
  graph: forServices((service, before, graph) => {
    const subnets = ofType(graph.sources(service.urn, "networkConfiguration"), "aws:ec2/subnet:Subnet");
    if (subnets.length === 0) return [];
    const endpoints = ofType(before, "aws:ec2/vpcEndpoint:VpcEndpoint").map(({ inputs }) =>
      String(inputs?.serviceName),
    );
    if (pullEndpoints.every((name) => endpoints.some((endpoint) => endpoint.endsWith(`.${name}`)))) return [];
    const toInternet = ofType(before, "aws:ec2/route:Route")
      .filter(({ inputs }) => inputs?.destinationCidrBlock === "0.0.0.0/0")
      .flatMap(({ urn }) => graph.sources(urn, "routeTableId"));
    const reached = ofType(before, "aws:ec2/routeTableAssociation:RouteTableAssociation")
      .filter(({ urn }) => graph.sources(urn, "routeTableId").some((table) => toInternet.includes(table)))
      .flatMap(({ urn }) => graph.sources(urn, "subnetId"));
    const closed = subnets.filter((subnet) => !reached.includes(subnet));
    return closed.length === 0
      ? []
      : refuse(
          "networkConfiguration",
          `nothing can be pulled from subnet ${names(closed)} yet: the service must depend on its default route, or on the endpoints ${pullEndpoints.join(", ")}`,
        );
  }),
};

export const serviceLinkedRoleBeforeDomain: Rule = {
  name: "service-linked-role-before-domain",
  refuses: "a search domain in a VPC that may be created before the service-linked role that the stack makes",
  graph: (node, graph) => {
    if (node.type !== "aws:opensearch/domain:Domain" || !node.inputs?.vpcOptions) return [];
    const roles = ofType(graph.all(), "aws:iam/serviceLinkedRole:ServiceLinkedRole").filter(({ inputs }) =>
      /^(opensearchservice|es)\.amazonaws\.com$/.test(String(inputs?.awsServiceName)),
    );
    // A stack that makes none says that its account has one.
    return roles.length === 0 || roles.some((role) => graph.before(node.urn).includes(role))
      ? []
      : refuse("vpcOptions", `the domain must depend on the service-linked role ${names(roles)}`);
  },
};
