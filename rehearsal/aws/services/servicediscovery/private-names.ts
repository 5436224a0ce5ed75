import { apiReference } from "../../source";
import type { SimulatedCloud } from "../../../protocol/cloud";
import type { ResourceGraph, ResourceNode } from "../../../protocol/graph";
import type { Failure } from "../../../protocol/package";
import { containersOf, inContainer, isGiven, taskDefinition } from "../ecs/container-definitions/containers";
import { named, subnetType, textOf, vpcOf, vpcType } from "../../across/network/named";
import { refuse, type Rule } from "../../rule";

const namespaceType = "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace";
const registeredType = "aws:servicediscovery/service:Service";
const zoneType = "aws:route53/zone:Zone";
const serviceType = "aws:ecs/service:Service";

export const privateNames: Rule = {
  name: "private-names",
  refuses:
    "a health check by Route 53 in a private namespace, and a container that gets a private name which nothing has",
  source: apiReference("Cloud Map", "CreateService"),
  graph: (node, graph) => (node.type === registeredType ? healthProblems(node, graph) : []),
  whole: (node, graph, cloud) => (node.type === taskDefinition ? hostProblems(node, graph, cloud) : []),
};

/** AWS Cloud Map API Reference, CreateService: HealthCheckConfig is for public DNS and HTTP namespaces only. */
const healthProblems = (node: ResourceNode, graph: ResourceGraph): Failure[] =>
  isGiven(node.inputs?.healthCheckConfig) && named(graph, node, "dnsConfig.namespaceId", namespaceType).nodes.length > 0
    ? refuse("healthCheckConfig", "a private DNS namespace takes no healthCheckConfig; ECS tells Cloud Map by itself")
    : [];

function hostProblems(task: ResourceNode, graph: ResourceGraph, cloud: SimulatedCloud): Failure[] {
  const names = new PrivateNames(task, graph, cloud);
  return containersOf(task.inputs).flatMap((container) =>
    (container.environment ?? []).flatMap(({ name = "", value = "" }) => {
      const problem = names.problemOf(value);
      return problem ? refuse("containerDefinitions", inContainer(container, `${name}: ${problem}`)) : [];
    }),
  );
}

/** The look-behind keeps a long text from being tried again from each of its letters; an e-mail address is no host. */
const dotted = /(?<![\w.@-])[\w-]+(?:\.[\w-]+)+/g;
const withPort = /(?<![\w.@-])([\w-]+(?:\.[\w-]+)*\.(?:internal|local)):\d{1,5}\b/g;
/** Amazon VPC User Guide, "DNS attributes for your VPC": the private host names of Amazon's own. */
const ofAmazon = /(^|\.)(compute|ec2)\.internal$/;
/** Types by which a VPC answers to more names than the program makes. */
const otherNames =
  /^aws:(ec2\/vpcDhcpOptionsAssociation|route53\/(resolverRuleAssociation|zoneAssociation|profilesAssociation)|ec2\/vpcPeeringConnection|vpclattice\/)/;

/** Names that the tasks of one definition may get although nothing has them. */
class PrivateNames {
  private readonly namespaces: readonly ResourceNode[];

  constructor(
    private readonly task: ResourceNode,
    private readonly graph: ResourceGraph,
    private readonly cloud: SimulatedCloud,
  ) {
    this.namespaces = graph.ofType(namespaceType);
  }

  problemOf(text: string): string | undefined {
    const found = text.match(dotted) ?? [];
    const [absent] = found.flatMap((host) => this.unregistered(host) ?? []);
    if (absent) return absent;
    const [homeless] = [...text.matchAll(withPort)].flatMap(([, host = ""]) => (this.isHomeless(host) ? [host] : []));
    return homeless && `no private zone or namespace of the program holds the name ${homeless}`;
  }

  /** A name under a namespace of the program that no service has. */
  private unregistered(host: string): string | undefined {
    const zone = this.namespaces.find(({ inputs }) => isUnder(host, textOf(inputs, "name")));
    const zoneName = textOf(zone?.inputs, "name");
    if (!zone || this.hasServiceConnect()) return undefined;
    const registered = this.graph.ofType(registeredType).filter((one) => {
      const { nodes, unclear, foreign } = named(this.graph, one, "dnsConfig.namespaceId", namespaceType);
      return unclear || foreign || nodes.includes(zone);
    });
    const names = registered.map(({ inputs }) => textOf(inputs, "name"));
    const records = this.graph.ofType("aws:route53/record:Record").map(({ inputs }) => textOf(inputs, "name"));
    const isThere =
      [...names, ...records].includes(undefined) ||
      records.includes(host) ||
      names.some((name) => host === `${name}.${zoneName}` || isUnder(host, `${name}.${zoneName}`));
    return isThere ? undefined : `namespace ${zoneName} has no service of the name in ${host}, but ${names.join(", ")}`;
  }

  /** Amazon ECS Developer Guide, "Service Connect": it brings names of its own. */
  private hasServiceConnect(): boolean {
    return this.graph.ofType(serviceType).some(({ inputs }) => Boolean(inputs?.serviceConnectConfiguration));
  }

  /** A name that only private zones can have, in a VPC that has none for it. What config names is the user's own. */
  private isHomeless(host: string): boolean {
    if (ofAmazon.test(host) || this.cloud.isMentioned(host) || !this.isInOwnVpc()) return false;
    const zones = [...this.namespaces, ...this.graph.ofType(zoneType)].map(({ inputs }) =>
      textOf(inputs, "name")?.replace(/\.$/, ""),
    );
    const isHeld = zones.some((zone) => zone === undefined || zone === host || isUnder(host, zone));
    return !isHeld && !this.hasServiceConnect() && !this.graph.all().some(({ type }) => otherNames.test(type));
  }

  /** Whether all tasks run in VPCs that the program makes. */
  private isInOwnVpc(): boolean {
    const services = this.graph
      .ofType(serviceType)
      .filter(({ urn }) => this.graph.sources(urn, "taskDefinition").includes(this.task));
    return (
      services.length > 0 &&
      services.every((service) => {
        const { nodes, foreign, unclear } = named(this.graph, service, "networkConfiguration.subnets", subnetType);
        const homes = nodes.map((subnet) => this.graph.get(vpcOf(this.graph, subnet) ?? "")?.type);
        return !foreign && !unclear && nodes.length > 0 && homes.every((type) => type === vpcType);
      })
    );
  }
}

const isUnder = (host: string, zone: string | undefined): boolean => zone !== undefined && host.endsWith(`.${zone}`);
