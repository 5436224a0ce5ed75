import { cardOf, spokenKind } from "../cards/cards";
import type { StateResource } from "../report/state";
import { counted } from "../report/text";
import type { NodeKind, PictureEdge, PictureGraph, PictureNode } from "./model";
import { networkOf, standsInPrivate } from "./network";
import { Registered } from "./registered";
import { type ServiceGroup, serviceGroups, serviceTexts, taskType } from "./services";
import { yourParts, type Yours } from "./yours";

const groupType = "aws:ec2/securityGroup:SecurityGroup";
const secretType = "aws:secretsmanager/secret:Secret";
const ingressType = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const egressType = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const everywhere = "0.0.0.0/0";

/** Reads off the engine's recorded dependencies what talks to what; needs no value that only `up` knows. */
export const pictureGraph = (resources: readonly StateResource[], prefix: string): PictureGraph => {
  const stack = new Stack(resources, prefix);
  const boxes = stack.boxes();
  const yours = [...stack.yours(boxes), ...stack.joinedNetworks(boxes)];
  const edges = distinct([
    ...stack.entrances(),
    ...stack.ruleEdges(boxes),
    ...stack.wayOut(boxes),
    ...yours.flatMap((part) => part.edges),
  ]);
  // Where nothing goes out to the internet, there is none in the picture.
  const reached = ({ id, kind }: PictureNode) => kind !== "internet" || edges.some(({ to }) => to === id);
  const nodes = [
    ...boxes.map((box) => stack.box(box)),
    ...stack.surroundings().filter(reached),
    ...yours.map(({ node }) => node),
  ].sort(byId);
  return { nodes, edges, notDrawn: typesWithoutCard(resources), network: networkOf(resources) };
};

const typesWithoutCard = (resources: readonly StateResource[]): string[] => {
  const types = resources.filter(({ custom }) => custom).map(({ type }) => type);
  return [...new Set(types)].filter((type) => !type.startsWith("pulumi:") && cardOf(type) === undefined).sort();
};

const byId = (one: { readonly id: string }, other: { readonly id: string }) => (one.id < other.id ? -1 : 1);

const distinct = (edges: readonly PictureEdge[]): PictureEdge[] => {
  const labels = new Map<string, Set<string>>();
  for (const { from, to, label } of edges) {
    const key = `${from}\n${to}`;
    labels.set(key, (labels.get(key) ?? new Set()).add(label));
  }
  return [...labels.keys()].sort().map((key) => {
    const [from = "", to = ""] = key.split("\n");
    return { from, to, label: [...(labels.get(key) ?? [])].sort().join(" · ") };
  });
};

class Stack {
  readonly #registered: Registered;
  readonly #services: readonly ServiceGroup[];

  constructor(
    private readonly resources: readonly StateResource[],
    prefix: string,
  ) {
    this.#registered = new Registered(resources, prefix);
    this.#services = serviceGroups(this.#registered);
  }

  /** Resources that are boxes; of services that the network does not tell apart the one that stands for all. */
  boxes(): StateResource[] {
    const hidden = new Set(this.#services.flatMap(([, ...others]) => others));
    return this.resources.filter((resource) => cardOf(resource.type)?.box !== undefined && !hidden.has(resource));
  }

  /** Everything that a box stands for. */
  #members(box: StateResource): ServiceGroup {
    return this.#services.find(([first]) => first === box) ?? [box];
  }

  box(resource: StateResource): PictureNode {
    const members = this.#members(resource);
    const { kind, texts } = cardOf(resource.type)?.box ?? { kind: "service" };
    const known: Partial<Record<NodeKind, () => readonly string[]>> = {
      service: () => serviceTexts(this.#registered, members),
      storage: () => this.#storageTexts(resource),
      balancer: () => this.#balancerTexts(resource),
    };
    const [title = spokenKind(resource.type), ...lines] = texts?.(resource.inputs ?? {}) ?? known[kind]?.() ?? [];
    const isPrivate = kind === "balancer" && standsInPrivate(resource, this.resources);
    return {
      id: resource.urn,
      kind,
      title,
      lines: [...lines, ...this.#addedLines(resource)],
      ...(members.length > 1 && { standsFor: members.map(({ urn }) => urn) }),
      ...(isPrivate && { isPrivate }),
    };
  }

  /** What resources without a box say in the box of the one that they belong to. */
  #addedLines({ urn }: StateResource): string[] {
    return this.resources.flatMap(({ type, inputs, propertyDependencies }) => {
      const line = cardOf(type)?.boxLine;
      return line && propertyDependencies?.[line.of]?.includes(urn) ? [line.text(inputs ?? {})] : [];
    });
  }

  #balancerTexts(balancer: StateResource): string[] {
    const certificates = this.#registered.ofType("aws:acm/certificate:Certificate").length;
    const internal = balancer.inputs?.internal === true;
    return ["Load balancer", internal ? "internal" : "internet-facing", certificates > 0 ? "TLS by ACM" : "plain HTTP"];
  }

  #storageTexts(storage: StateResource): string[] {
    const points = this.#registered
      .ofType("aws:efs/accessPoint:AccessPoint")
      .filter((point) => this.#registered.sources(point, "fileSystemId", storage.type).includes(storage))
      .map((point) => this.#registered.shortName(point).replace(/^.*?airflow-/, ""));
    return [
      "EFS",
      storage.inputs?.encrypted === true ? "encrypted" : "not encrypted",
      points.sort().join(" · "),
    ].filter(Boolean);
  }

  /** Users, the internet and the account's services around the VPC. */
  surroundings(): PictureNode[] {
    const secrets = this.#registered.ofType(secretType).length;
    const logs = this.#registered.ofType("aws:cloudwatch/logGroup:LogGroup").length;
    const alarms = this.#registered.ofType("aws:cloudwatch/metricAlarm:MetricAlarm").length;
    const buckets = this.#registered.ofType("aws:s3/bucket:Bucket").length;
    const nats = this.#registered.ofType("aws:ec2/natGateway:NatGateway").length;
    const nodes: PictureNode[] = [
      { id: "users", kind: "users", title: "People", lines: ["browsers"] },
      { id: "internet", kind: "internet", title: "Internet", lines: ["images, identity", "provider, sources"] },
      { id: "secrets", kind: "secrets", title: "Secrets Manager", lines: [counted(secrets, "secret")] },
      {
        id: "logs",
        kind: "logs",
        title: buckets > 0 ? "CloudWatch, S3" : "CloudWatch",
        lines: [
          counted(logs, "log group"),
          ...(alarms > 0 ? [counted(alarms, "alarm")] : []),
          ...(buckets > 0 ? [counted(buckets, "bucket")] : []),
        ],
      },
    ];
    if (nats > 0)
      nodes.push({
        id: "nat",
        kind: "nat",
        title: "NAT gateway",
        lines: [nats === 1 ? "one for all zones" : `${nats}, one a zone`],
      });
    return nodes;
  }

  /** People to each load balancer, by its listeners. */
  entrances(): PictureEdge[] {
    return this.#registered.ofType("aws:lb/listener:Listener").flatMap((listener) =>
      this.#registered.sources(listener, "loadBalancerArn", "aws:lb/loadBalancer:LoadBalancer").map((balancer) => ({
        from: "users",
        to: balancer.urn,
        label: `${String(listener.inputs?.protocol)} ${String(listener.inputs?.port)}`,
      })),
    );
  }

  /** Who may call whom, by the rules between the groups they are in. */
  ruleEdges(boxes: readonly StateResource[]): PictureEdge[] {
    const groups = new Map(boxes.map((box) => [box, this.#registered.groups(box)]));
    const members = (group: StateResource) => boxes.filter((box) => groups.get(box)?.has(group.urn));
    return this.#registered.ofType(ingressType).flatMap((rule) => {
      const callers = this.#registered.sources(rule, "referencedSecurityGroupId", groupType).flatMap(members);
      const answerers = this.#registered.sources(rule, "securityGroupId", groupType).flatMap(members);
      const port = String(rule.inputs?.fromPort ?? "all ports");
      // Between services a port says little; what they ask each other for is in the rule.
      const label = (from: StateResource, to: StateResource) =>
        from.type === to.type ? `${String(rule.inputs?.description ?? "")} ${port}`.trim() : port;
      return callers.flatMap((from) =>
        answerers.filter((to) => to !== from).map((to) => ({ from: from.urn, to: to.urn, label: label(from, to) })),
      );
    });
  }

  wayOut(boxes: readonly StateResource[]): PictureEdge[] {
    const hasNat = this.#registered.ofType("aws:ec2/natGateway:NatGateway").length > 0;
    const hop = hasNat ? "nat" : "internet";
    const ports = this.#registered
      .ofType(egressType)
      .filter(({ inputs }) => inputs?.cidrIpv4 === everywhere)
      .flatMap((rule) => {
        const [group] = this.#registered.sources(rule, "securityGroupId", groupType);
        return boxes
          .filter((box) => box.type.startsWith("aws:ecs/") && group && this.#registered.groups(box).has(group.urn))
          .map((box) => ({
            from: box.urn,
            to: hop,
            label: rule.inputs?.ipProtocol === "-1" ? "any port" : String(rule.inputs?.fromPort),
          }));
      });
    return hasNat ? [...ports, { from: "nat", to: "internet", label: "" }] : ports;
  }

  /** A database, a search cluster or an Airflow that the stack uses and does not make. */
  yours(boxes: readonly StateResource[]): Yours[] {
    const callers = boxes.flatMap((box) =>
      this.#members(box).flatMap((member) =>
        this.#registered.sources(member, "taskDefinition", taskType).map((task) => ({ id: box.urn, task })),
      ),
    );
    const isMade = (kind: NodeKind) =>
      boxes.filter(({ type }) => cardOf(type)?.box?.kind === kind).length > (kind === "service" ? 1 : 0);
    return yourParts(callers, isMade).map((part) =>
      part.node.kind === "service"
        ? { ...part, edges: [...part.edges, ...this.#callsBack(part.node.id, boxes)] }
        : part,
    );
  }

  /** Who of the services lets in a group or an address range that is not the stack's own: an Airflow that calls back. */
  #callsBack(from: string, boxes: readonly StateResource[]): PictureEdge[] {
    return this.#registered
      .ofType(ingressType)
      .filter((rule) => this.#registered.sources(rule, "referencedSecurityGroupId", groupType).length === 0)
      .flatMap((rule) => {
        const groups = this.#registered.sources(rule, "securityGroupId", groupType).map(({ urn }) => urn);
        return boxes
          .filter(
            (box) => box.type.startsWith("aws:ecs/") && groups.some((group) => this.#registered.groups(box).has(group)),
          )
          .map((box) => ({ from, to: box.urn, label: `Metadata API ${String(rule.inputs?.fromPort)}` }));
      });
  }

  /** Address ranges beyond the VPC that a service may call at every port: networks joined to it, where sources are. */
  joinedNetworks(boxes: readonly StateResource[]): Yours[] {
    const id = "networks";
    const ranges = new Set<string>();
    const edges = this.#registered.ofType(egressType).flatMap(({ inputs, propertyDependencies }) => {
      const { cidrIpv4: range, fromPort = 0, toPort = 65535 } = inputs ?? {};
      const wholeRange = Number(fromPort) <= 1 && Number(toPort) === 65535;
      if (typeof range !== "string" || range === everywhere || !wholeRange) return [];
      ranges.add(range);
      const groups = propertyDependencies?.securityGroupId ?? [];
      return boxes
        .filter(
          (box) => box.type.startsWith("aws:ecs/") && groups.some((group) => this.#registered.groups(box).has(group)),
        )
        .map((box) => ({ from: box.urn, to: id, label: "any port" }));
    });
    if (edges.length === 0) return [];
    const shown = [...ranges].sort();
    const lines = [...shown.slice(0, 2), ...(shown.length > 2 ? [`and ${shown.length - 2} more`] : [])];
    return [{ node: { id, kind: "networks", title: "Your networks", lines, yours: true }, edges }];
  }
}
