import type { SimulatedCloud } from "../../cloud";
import type { Properties } from "../../wire";

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

/** The last part of an ARN or a path. */
export const lastPart = (text: string): string => text.split(/[/:]/).pop()!;
