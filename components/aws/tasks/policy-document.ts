import type * as pulumi from "@pulumi/pulumi";
import { jsonText } from "../json-text";

type OneOrMany = pulumi.Input<string> | ReadonlyArray<pulumi.Input<string>>;

/** Everyone, or some services, or some roles by ARN. */
type Principals = "*" | { readonly service: OneOrMany } | { readonly aws: OneOrMany };

/** Operator → key → value, as in `{ Bool: { "aws:SecureTransport": "true" } }`. */
export type PolicyConditions = Readonly<Record<string, Readonly<Record<string, OneOrMany>>>>;

/** One statement of an IAM policy document. */
export interface PolicyStatement {
  /** What the statement is for: letters and digits. */
  readonly sid: string;
  /** Default: Allow. */
  readonly effect?: "Allow" | "Deny";
  readonly actions: readonly string[];
  /** ARNs. Absent in trust policies only. */
  readonly resources?: ReadonlyArray<pulumi.Input<string>>;
  /** Present in resource policies and trust policies only. */
  readonly principals?: Principals;
  readonly conditions?: PolicyConditions;
}

/** IAM turns a list of one into a text; written so from the start, the document is the same when it is read back. */
const oneOrMany = (value: unknown): unknown => (Array.isArray(value) && value.length === 1 ? value[0] : value);

const principalElement = (principals: Principals): Record<string, unknown> => {
  if (principals === "*") {
    return { AWS: "*" };
  }
  return "service" in principals ? { Service: oneOrMany(principals.service) } : { AWS: oneOrMany(principals.aws) };
};

const conditionElement = (conditions: PolicyConditions): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(conditions).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, oneOrMany(value)])),
    ]),
  );

const statementElement = ({ sid, effect = "Allow", actions, resources, principals, conditions }: PolicyStatement) => ({
  Sid: sid,
  Effect: effect,
  ...(principals ? { Principal: principalElement(principals) } : {}),
  Action: oneOrMany(actions),
  ...(resources ? { Resource: oneOrMany(resources) } : {}),
  ...(conditions ? { Condition: conditionElement(conditions) } : {}),
});

/** An IAM policy document as JSON. */
export const policyDocument = (statements: readonly PolicyStatement[]): pulumi.Output<string> =>
  jsonText({ Version: "2012-10-17", Statement: statements.map(statementElement) });

/** Trust policy of a role that an AWS service takes on, such as `ecs-tasks.amazonaws.com`. */
export const serviceTrustPolicy = (service: string, conditions?: PolicyConditions): pulumi.Output<string> =>
  policyDocument([
    { sid: "Assume", actions: ["sts:AssumeRole"], principals: { service }, ...(conditions ? { conditions } : {}) },
  ]);
