import type { SimulatedCloud } from "../protocol/cloud";
import { isProperties, type Properties, type Value } from "../protocol/wire";

/** What an identifier or an output is made from. */
export interface Facts {
  inputs: Properties;
  region: string;
  partition: string;
  account: string;
  cloud: SimulatedCloud;
  /** Fresh hexadecimal digits. */
  hex(digits: number): string;
  /** An input as text. */
  text(property: string): string;
  /** `arn:aws:<service>:<region>:<account>:<rest>`; `global` leaves the region out. */
  arn(service: string, rest: string, scope?: "regional" | "global" | "bare"): string;
}

/** How the account answers for one type of resource. */
export interface TypeRule {
  arn?(facts: Facts): string;
  /** Default: the ARN when the type has one here, else a name, else fresh digits. */
  id?(facts: Facts, arn: string): string;
  outputs?(facts: Facts, id: string, arn: string): Properties;
}

/** `prefix-` and 17 fresh digits, as EC2 names what it makes. */
export const prefixed =
  (prefix: string, digits = 17) =>
  ({ hex }: Facts): string =>
    `${prefix}-${hex(digits)}`;

/** A type whose identifier is one of its inputs. */
export const namedBy =
  (property: string) =>
  ({ text }: Facts): string =>
    text(property);

export const arnAsId = (_facts: Facts, arn: string): string => arn;

const idsIn = (value: Value | undefined): Value[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

/**
 * The VPC of something that is in subnets: theirs, or that of its security groups when the subnets are the user's own.
 * Nothing tells the VPC of what the account did not make; then it is a new identifier, which no reference may name.
 */
export function vpcOf({ inputs, cloud, hex }: Facts): string {
  const mapped = idsIn(inputs.subnetMappings).map((mapping) => (isProperties(mapping) ? mapping.subnetId : undefined));
  const subnets = [...idsIn(inputs.subnetId), ...idsIn(inputs.subnetIds), ...idsIn(inputs.subnets), ...mapped];
  const groups = [...idsIn(inputs.securityGroups), ...idsIn(inputs.vpcSecurityGroupIds)];
  const vpcs = [
    ...subnets.map((id) => cloud.get("aws:ec2/subnet:Subnet", String(id))),
    ...groups.map((id) => cloud.get("aws:ec2/securityGroup:SecurityGroup", String(id))),
  ].map((thing) => thing?.outputs.vpcId);
  return String(vpcs.find((vpc) => typeof vpc === "string") ?? `vpc-${hex(17)}`);
}

/** Identifier of a zone as getAvailabilityZones gives it: `eu-west-1-az2` of `eu-west-1b`. */
export const zoneId = (zone: string): string => `${zone.slice(0, -1)}-az${zone.charCodeAt(zone.length - 1) - 96}`;

/** The last part of an ARN or a path. */
export const lastPart = (text: string): string => text.split(/[/:]/).pop()!;

/** Digits as a UUID. */
export const uuid = (hex: string) =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
