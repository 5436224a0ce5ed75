import { isRecord } from "../../problems/record";
import { nameOf, type StateResource } from "../report/state";
import type { PictureGraph } from "./model";

const subnetType = "aws:ec2/subnet:Subnet";
const serviceType = "aws:ecs/service:Service";
const vpcType = "aws:ec2/vpc:Vpc";

const isPublic = ({ inputs, urn }: StateResource): boolean =>
  inputs?.mapPublicIpOnLaunch === true || /public/.test(nameOf(urn));

/** Subnets that a property names: those of the stack by their URN, others by the identifier in the stack file. */
const subnetsOf = (resource: StateResource, property: string): Set<string> => {
  const made = (resource.propertyDependencies?.[property] ?? []).filter((urn) => urn.includes(subnetType));
  const value = resource.inputs?.[property];
  const list = isRecord(value) ? value.subnets : value;
  const named = Array.isArray(list) ? list.filter((id) => typeof id === "string") : [];
  return new Set(made.length > 0 ? made : named);
};

/** Whether a load balancer is where the tasks are: an internal one is, in subnets of the stack or of the user. */
export const standsInPrivate = (balancer: StateResource, resources: readonly StateResource[]): boolean => {
  const own = subnetsOf(balancer, "subnets");
  const ofTasks = new Set(
    resources
      .filter(({ type }) => type === serviceType)
      .flatMap((service) => [...subnetsOf(service, "networkConfiguration")]),
  );
  return own.size > 0 && ofTasks.size > 0
    ? [...own].every((subnet) => ofTasks.has(subnet))
    : balancer.inputs?.internal === true;
};

/** `eu-west-1a, b, c`: the zones of subnets, as far as they are known. */
const zonesOf = (subnets: readonly StateResource[], named: number): string => {
  const zones = [...new Set(subnets.map(({ inputs }) => inputs?.availabilityZone))].filter(
    (zone): zone is string => typeof zone === "string" && /^[a-z]{2}(-[a-z]+)+-\d[a-z]$/.test(zone),
  );
  const [first, ...more] = zones.sort();
  if (first === undefined) return Math.max(subnets.length, named) > 1 ? ", one a zone" : "";
  return `: ${[first, ...more.map((zone) => zone.slice(-1))].join(", ")}`;
};

const counted = (kind: string, made: number, named: number): string =>
  made > 0 ? `${made} ${kind} subnets` : named > 1 ? `your ${named} ${kind} subnets` : `your ${kind} subnets`;

/** What is said of the network around the boxes. */
export const networkOf = (resources: readonly StateResource[]): PictureGraph["network"] => {
  const vpc = resources.find(({ type }) => type === vpcType);
  const subnets = resources.filter(({ type }) => type === subnetType);
  const most = (type: string, property: string) =>
    Math.max(0, ...resources.filter((one) => one.type === type).map((one) => subnetsOf(one, property).size));
  const own = subnets.filter((subnet) => !isPublic(subnet));
  const ofTasks = most(serviceType, "networkConfiguration");
  return {
    title: vpc ? `VPC ${String(vpc.inputs?.cidrBlock)}` : "Your VPC",
    // Public subnets are in the same zones, and an arrow passes their title.
    publicTitle: counted("public", subnets.length - own.length, most("aws:lb/loadBalancer:LoadBalancer", "subnets")),
    privateTitle: `${counted("private", own.length, ofTasks)}${zonesOf(own, ofTasks)}`,
  };
};
