import type { ResourceGraph, ResourceNode } from "../../protocol/graph";
import type { Failure } from "../../protocol/package";
import { objectsIn, ofType, refuse, type Rule } from "../rule";
import { unknown } from "../../protocol/wire";

const ecsService = "aws:ecs/service:Service";
const names = (nodes: readonly ResourceNode[]) => nodes.map(({ name }) => name).join(", ");

/** The rule for one ECS service, given what is certain to exist before it. */
type ServiceCheck = (service: ResourceNode, before: ResourceNode[], graph: ResourceGraph) => Failure[];

const forServices =
  (check: ServiceCheck): Rule["graph"] =>
  (node, graph) =>
    node.type === ecsService ? check(node, graph.before(node.urn), graph) : [];

export const taskDefinitionsOf = (service: ResourceNode, graph: ResourceGraph) =>
  ofType(graph.sources(service.urn, "taskDefinition"), "aws:ecs/taskDefinition:TaskDefinition");

/** File systems that the tasks of a service mount, directly or through an access point. */
export function mountedFileSystems(service: ResourceNode, graph: ResourceGraph): ResourceNode[] {
  const volumes = taskDefinitionsOf(service, graph).flatMap(({ urn }) => graph.sources(urn, "volumes"));
  const accessPoints = ofType(volumes, "aws:efs/accessPoint:AccessPoint");
  const fileSystem = "aws:efs/fileSystem:FileSystem";
  return [
    ...new Set([
      ...ofType(volumes, fileSystem),
      ...accessPoints.flatMap(({ urn }) => ofType(graph.sources(urn, "fileSystemId"), fileSystem)),
    ]),
  ];
}

export const mountTargetsOf = (
  fileSystem: ResourceNode,
  among: readonly ResourceNode[],
  graph: ResourceGraph,
): ResourceNode[] =>
  ofType(among, "aws:efs/mountTarget:MountTarget").filter(({ urn }) =>
    graph.sources(urn, "fileSystemId").includes(fileSystem),
  );

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
          `no listener or rule that the service depends on forwards to target group ${names(alone)}, and one must`,
        );
  }),
};

export const mountTargetsBeforeService: Rule = {
  name: "mount-targets-before-service",
  refuses: "a service whose task mounts a file system without a mount target in each of its subnets",
  graph: forServices((service, before, graph) =>
    mountedFileSystems(service, graph).flatMap((fileSystem) => {
      const targets = mountTargetsOf(fileSystem, before, graph);
      const missing = subnetsWithout(targets, service, graph);
      return missing === 0 && targets.length > 0
        ? []
        : refuse(
            "",
            `file system ${fileSystem.name} has no mount target in ${targets.length === 0 ? "any" : missing} of the service's subnets, nor in their zones, that the service depends on`,
          );
    }),
  ),
};

/** How many subnets of a service no mount target serves: one in the subnet itself, or in another of the same zone. */
function subnetsWithout(targets: readonly ResourceNode[], service: ResourceNode, graph: ResourceGraph): number {
  const subnets = objectsIn(service.inputs?.networkConfiguration).flatMap(({ subnets: list }) =>
    Array.isArray(list) ? list : [],
  );
  const covered = targets.map(({ inputs }) => inputs?.subnetId).filter((id) => id !== unknown && id !== undefined);
  // In a first preview no subnet is known by its identifier yet: then their number must do.
  if (covered.length < targets.length || subnets.includes(unknown)) return Math.max(0, subnets.length - targets.length);
  const made = ofType(graph.all(), "aws:ec2/subnet:Subnet");
  const zoneOf = (subnet: unknown) => made.find(({ id }) => id === subnet)?.inputs?.availabilityZone;
  const zones = covered.map(zoneOf).filter((zone) => typeof zone === "string");
  return subnets.filter((subnet) => !covered.includes(subnet) && !zones.includes(zoneOf(subnet) as string)).length;
}

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
