import { isRecord } from "../../problems/record";
import { stepType } from "../protocol/steps";
import { shortName, type StateResource } from "../report/state";
import type { AccessChange, StateChange } from "./consequences";
import { isEveryone, isPublicRange, openingsOf } from "./ports";

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** What can be reached from the internet, as sentences by what is reached. */
const reachable = (resources: readonly StateResource[], prefix: string): Map<string, Set<string>> => {
  const found = new Map<string, Set<string>>();
  const add = (what: string, how: string) => found.set(what, (found.get(what) ?? new Set()).add(how));
  for (const resource of resources) {
    const { type, inputs = {} } = resource;
    const name = shortName(resource.urn, prefix);
    if (type === "aws:lb/loadBalancer:LoadBalancer" && inputs.internal !== true)
      for (const how of balancerPorts(resource, resources, prefix)) add(`load balancer ${name}`, how);
    if (type === "aws:rds/instance:Instance" && inputs.publiclyAccessible === true)
      add(`database ${name}`, "a public address");
    if (type === "aws:opensearch/domain:Domain" && !isRecord(inputs.vpcOptions))
      add(`search domain ${name}`, "a public address");
    if (
      (type === "aws:ecs/service:Service" || type === stepType) &&
      isRecord(inputs.networkConfiguration) &&
      inputs.networkConfiguration.assignPublicIp === true
    )
      add(`${type === stepType ? "step" : "service"} ${name}`, "a public address for each task");
    if (type === "aws:ec2/instance:Instance" && inputs.associatePublicIpAddress === true)
      add(`instance ${name}`, "a public address");
    if (type === "aws:lambda/functionUrl:FunctionUrl" && inputs.authorizationType === "NONE")
      add(`function ${name}`, "an address without a login");
    if (/^aws:s3\/bucketPublicAccessBlock:/.test(type))
      for (const guard of ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"])
        if (inputs[guard] !== true) add(`bucket ${name}`, `${guard} is off`);
  }
  return found;
};

/** `HTTPS 443 from everywhere` for each listener of a balancer and each range of the internet that its groups let in. */
const balancerPorts = (balancer: StateResource, resources: readonly StateResource[], prefix: string): string[] => {
  const groups = new Set(
    [
      ...(balancer.propertyDependencies?.securityGroups ?? []),
      ...resources
        .filter(({ id }) => id !== undefined && list(balancer.inputs?.securityGroups).includes(id))
        .map(({ urn }) => urn),
    ].map((urn) => shortName(urn, prefix)),
  );
  const openings = openingsOf(resources, prefix).filter(
    ({ group, inward, peer }) => inward && groups.has(group) && (isPublicRange(peer) || isEveryone(peer)),
  );
  return resources
    .filter(
      ({ type, inputs, propertyDependencies }) =>
        type === "aws:lb/listener:Listener" &&
        (inputs?.loadBalancerArn === balancer.outputs?.arn ||
          (propertyDependencies?.loadBalancerArn ?? []).includes(balancer.urn)),
    )
    .flatMap(({ inputs = {} }) => {
      const port = Number(inputs.port);
      const peers = openings.filter(({ from, to }) => from <= port && port <= to).map(({ peer }) => peer);
      return [...new Set(peers)].map(
        (peer) =>
          `${String(inputs.protocol ?? "HTTP")} ${port} from ${isEveryone(peer) ? `everywhere (${peer})` : peer}`,
      );
    });
};

/** What becomes reachable from the internet, and what does no more. */
export const internetChanges = ({ base, head, prefix }: StateChange): AccessChange[] => {
  const [before, after] = [reachable(base, prefix), reachable(head, prefix)];
  const differing = (one: typeof before, other: typeof before, direction: "widened" | "narrowed") =>
    [...one].flatMap(([what, hows]) =>
      [...hows]
        .filter((how) => !other.get(what)?.has(how))
        .map((how): AccessChange => {
          const warning = direction === "widened" && /everywhere|public address|without a login/.test(how);
          return {
            kind: "internet",
            direction,
            who: what,
            text: `reachable from the internet: ${how}`,
            ...(warning && { warning: "reachable by everyone" }),
          };
        }),
    );
  return [...differing(after, before, "widened"), ...differing(before, after, "narrowed")];
};

/** A shell in running containers, which ECS Exec gives to everyone who may call it. */
export const shellChanges = ({ base, head, prefix }: StateChange): AccessChange[] => {
  const shells = (resources: readonly StateResource[]) =>
    new Set(
      resources
        .filter(({ type, inputs }) => type === "aws:ecs/service:Service" && inputs?.enableExecuteCommand === true)
        .map(({ urn }) => shortName(urn, prefix)),
    );
  const [before, after] = [shells(base), shells(head)];
  const change = (service: string, direction: "widened" | "narrowed"): AccessChange => ({
    kind: "shell",
    direction,
    who: `service ${service}`,
    text: "a shell in its containers, and so their secrets, by ECS Exec",
  });
  return [
    ...[...after].filter((service) => !before.has(service)).map((service) => change(service, "widened")),
    ...[...before].filter((service) => !after.has(service)).map((service) => change(service, "narrowed")),
  ];
};
