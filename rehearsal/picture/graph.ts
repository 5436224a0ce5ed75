import { cardOf } from "../cards/cards";
import { phraseOf } from "../report/facts";
import { recordsInJson } from "../report/masking";
import { nameOf, type StateResource } from "../report/state";
import { counted } from "../report/text";
import { dataTexts, portsOf } from "./box-texts";
import type { NodeKind, PictureEdge, PictureGraph, PictureNode } from "./model";
import { networkOf, standsInPrivate } from "./network";
import { yourParts, type Yours } from "./yours";

const groupType = "aws:ec2/securityGroup:SecurityGroup";
const secretType = "aws:secretsmanager/secret:Secret";
const ingressType = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const egressType = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const everywhere = "0.0.0.0/0";
const taskType = "aws:ecs/taskDefinition:TaskDefinition";

/** The property that puts a box into security groups; none for one that is reached through something else. */
const groupsProperty = (type: string): string =>
  cardOf(type)
    ?.oneVpc?.find(({ types }) => types.includes(groupType))
    ?.at.split(".")[0] ?? "";

/** Reads off the engine's recorded dependencies what talks to what; needs no value that only `up` knows. */
export const pictureGraph = (resources: readonly StateResource[], prefix: string): PictureGraph => {
  const stack = new Stack(resources, prefix);
  const boxes = resources.filter(({ type }) => cardOf(type)?.box !== undefined);
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
  return { nodes, edges, network: networkOf(resources) };
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
  readonly #byUrn: ReadonlyMap<string, StateResource>;

  constructor(
    private readonly resources: readonly StateResource[],
    private readonly prefix: string,
  ) {
    this.#byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  }

  /** Resources of a type from which a property's value comes. */
  #sources(resource: StateResource, property: string, type: string): StateResource[] {
    const urns = resource.propertyDependencies?.[property] ?? [];
    return urns.flatMap((urn) => this.#byUrn.get(urn) ?? []).filter((source) => source.type === type);
  }

  #ofType(type: string): StateResource[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  #shortName({ urn }: StateResource): string {
    const name = nameOf(urn);
    return name.startsWith(this.prefix) ? name.slice(this.prefix.length) : name;
  }

  #groups(box: StateResource): Set<string> {
    const own = this.#sources(box, groupsProperty(box.type), groupType);
    // A file system is reached through its mount targets, which are in the groups.
    const targets = this.#ofType("aws:efs/mountTarget:MountTarget").filter((target) =>
      this.#sources(target, "fileSystemId", box.type).includes(box),
    );
    const theirs = targets.flatMap((target) => this.#sources(target, "securityGroups", groupType));
    return new Set([...own, ...theirs].map(({ urn }) => urn));
  }

  box(resource: StateResource): PictureNode {
    const kind = cardOf(resource.type)?.box ?? "service";
    const texts = { service: () => this.#serviceTexts(resource), storage: () => this.#storageTexts(resource) };
    const inputs = resource.inputs ?? {};
    const [title, ...lines] =
      kind === "service" || kind === "storage"
        ? texts[kind]()
        : kind === "balancer"
          ? this.#balancerTexts(resource)
          : dataTexts(kind, inputs);
    const isPrivate = kind === "balancer" && standsInPrivate(resource, this.resources);
    return { id: resource.urn, kind, title: title ?? "", lines, ...(isPrivate && { isPrivate }) };
  }

  #serviceTexts(service: StateResource): string[] {
    const [task] = this.#sources(service, "taskDefinition", taskType);
    const name = this.#shortName(service);
    const title = { server: "OpenMetadata server", airflow: "Airflow" }[name] ?? name;
    if (!task) return [title];
    const phrase = phraseOf({ ...task, inputs: { ...task.inputs, containerDefinitions: undefined } }).replace(
      /^task /,
      "",
    );
    const secrets = this.#sources(task, "containerDefinitions", secretType).length;
    const sidecars = recordsInJson(task.inputs?.containerDefinitions).filter(
      ({ essential, portMappings }) => essential !== false && Array.isArray(portMappings) && portMappings.length > 0,
    );
    const ports = sidecars.map((container) => `${String(container.name)} ${portsOf(container.portMappings)}`).sort();
    return [title, `Fargate · ${phrase}`, ports.join(" · "), `reads ${counted(secrets, "secret")}`].filter(
      (line) => line !== "",
    );
  }

  #balancerTexts(balancer: StateResource): string[] {
    const certificates = this.#ofType("aws:acm/certificate:Certificate").length;
    const internal = balancer.inputs?.internal === true;
    return ["Load balancer", internal ? "internal" : "internet-facing", certificates > 0 ? "TLS by ACM" : "plain HTTP"];
  }

  #storageTexts(storage: StateResource): string[] {
    const points = this.#ofType("aws:efs/accessPoint:AccessPoint")
      .filter((point) => this.#sources(point, "fileSystemId", storage.type).includes(storage))
      .map((point) => this.#shortName(point).replace(/^.*?airflow-/, ""));
    return [
      "EFS",
      storage.inputs?.encrypted === true ? "encrypted" : "not encrypted",
      points.sort().join(" · "),
    ].filter(Boolean);
  }

  /** Users, the internet and the account's services around the VPC. */
  surroundings(): PictureNode[] {
    const secrets = this.#ofType(secretType).length;
    const logs = this.#ofType("aws:cloudwatch/logGroup:LogGroup").length;
    const alarms = this.#ofType("aws:cloudwatch/metricAlarm:MetricAlarm").length;
    const buckets = this.#ofType("aws:s3/bucket:Bucket").length;
    const nats = this.#ofType("aws:ec2/natGateway:NatGateway").length;
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
    return this.#ofType("aws:lb/listener:Listener").flatMap((listener) =>
      this.#sources(listener, "loadBalancerArn", "aws:lb/loadBalancer:LoadBalancer").map((balancer) => ({
        from: "users",
        to: balancer.urn,
        label: `${String(listener.inputs?.protocol)} ${String(listener.inputs?.port)}`,
      })),
    );
  }

  /** Who may call whom, by the rules between the groups they are in. */
  ruleEdges(boxes: readonly StateResource[]): PictureEdge[] {
    const groups = new Map(boxes.map((box) => [box, this.#groups(box)]));
    const members = (group: StateResource) => boxes.filter((box) => groups.get(box)?.has(group.urn));
    return this.#ofType(ingressType).flatMap((rule) => {
      const callers = this.#sources(rule, "referencedSecurityGroupId", groupType).flatMap(members);
      const answerers = this.#sources(rule, "securityGroupId", groupType).flatMap(members);
      const port = String(rule.inputs?.fromPort ?? "all ports");
      // Between services a port says little; what they ask each other for stands in the rule.
      const label = (from: StateResource, to: StateResource) =>
        from.type === to.type ? `${String(rule.inputs?.description ?? "")} ${port}`.trim() : port;
      return callers.flatMap((from) =>
        answerers.filter((to) => to !== from).map((to) => ({ from: from.urn, to: to.urn, label: label(from, to) })),
      );
    });
  }

  wayOut(boxes: readonly StateResource[]): PictureEdge[] {
    const hasNat = this.#ofType("aws:ec2/natGateway:NatGateway").length > 0;
    const hop = hasNat ? "nat" : "internet";
    const ports = this.#ofType(egressType)
      .filter(({ inputs }) => inputs?.cidrIpv4 === everywhere)
      .flatMap((rule) => {
        const [group] = this.#sources(rule, "securityGroupId", groupType);
        return boxes
          .filter((box) => box.type.startsWith("aws:ecs/") && group && this.#groups(box).has(group.urn))
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
      this.#sources(box, "taskDefinition", taskType).map((task) => ({ id: box.urn, task })),
    );
    const isMade = (kind: NodeKind) =>
      boxes.filter(({ type }) => cardOf(type)?.box === kind).length > (kind === "service" ? 1 : 0);
    return yourParts(callers, isMade).map((part) =>
      part.node.kind === "service"
        ? { ...part, edges: [...part.edges, ...this.#callsBack(part.node.id, boxes)] }
        : part,
    );
  }

  /** Who of the services lets in a group or an address range that is not the stack's own: an Airflow that calls back. */
  #callsBack(from: string, boxes: readonly StateResource[]): PictureEdge[] {
    return this.#ofType(ingressType)
      .filter((rule) => this.#sources(rule, "referencedSecurityGroupId", groupType).length === 0)
      .flatMap((rule) => {
        const groups = this.#sources(rule, "securityGroupId", groupType).map(({ urn }) => urn);
        return boxes
          .filter((box) => box.type.startsWith("aws:ecs/") && groups.some((group) => this.#groups(box).has(group)))
          .map((box) => ({ from, to: box.urn, label: `Metadata API ${String(rule.inputs?.fromPort)}` }));
      });
  }

  /** Address ranges beyond the VPC that a service may call at every port: networks joined to it, where sources are. */
  joinedNetworks(boxes: readonly StateResource[]): Yours[] {
    const id = "networks";
    const ranges = new Set<string>();
    const edges = this.#ofType(egressType).flatMap(({ inputs, propertyDependencies }) => {
      const { cidrIpv4: range, fromPort = 0, toPort = 65535 } = inputs ?? {};
      const wholeRange = Number(fromPort) <= 1 && Number(toPort) === 65535;
      if (typeof range !== "string" || range === everywhere || !wholeRange) return [];
      ranges.add(range);
      const groups = propertyDependencies?.securityGroupId ?? [];
      return boxes
        .filter((box) => box.type.startsWith("aws:ecs/") && groups.some((group) => this.#groups(box).has(group)))
        .map((box) => ({ from: box.urn, to: id, label: "any port" }));
    });
    if (edges.length === 0) return [];
    const shown = [...ranges].sort();
    const lines = [...shown.slice(0, 2), ...(shown.length > 2 ? [`and ${shown.length - 2} more`] : [])];
    return [{ node: { id, kind: "networks", title: "Your networks", lines, yours: true }, edges }];
  }
}
