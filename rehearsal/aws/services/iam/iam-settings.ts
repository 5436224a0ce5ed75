import { apiReference } from "../../source";
import type * as enums from "@pulumi/aws/types/enums/iam";
import type { Failure } from "../../../protocol/package";
import { leaves, quoted, refuse, type OfInputs, type Rule } from "../../rule";

/** IAM API Reference, CreateRole and CreateServiceLinkedRole: Description. That of a policy takes any character. */
const described = /^aws:iam\/(role:Role|serviceLinkedRole:ServiceLinkedRole)$/;
const description = /^[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*$/;

export const iamSettings: Rule = {
  name: "iam-settings",
  refuses:
    "a description, a managed policy's path or a service-linked role's service that IAM does not take or does not have",
  source: apiReference("IAM", "CreateRole"),
  check: (call) => [...descriptionFailures(call), ...managedPolicyFailures(call), ...linkedRoleFailures(call)],
};

function descriptionFailures({ type, inputs }: OfInputs): Failure[] {
  const text = inputs.description;
  if (!described.test(type) || typeof text !== "string" || description.test(text)) return [];
  const wrong = [...text].find((character) => !description.test(character));
  return refuse("description", `description has ${quoted(wrong)}; IAM takes the characters of Latin-1 only`);
}

/** Inputs that name a policy which IAM keeps, of any type. */
const policyInputs = /(^|\.)(policyArn|managedPolicyArns|permissionsBoundary)$/;
const managedPolicy = /^arn:[^:]+:iam::aws:policy\/(?<name>.+)$/;

/**
 * IAM has one policy of a name, in any path, and a path is a part of its ARN. The policies are those that the
 * provider's SDK lists; of what it does not list nothing is said, since AWS adds more.
 */
const managedPolicyFailures = ({ type, inputs }: OfInputs): Failure[] =>
  type.startsWith("aws:")
    ? leaves(inputs).flatMap(({ at, value }) => {
        const name = policyInputs.test(at) ? managedPolicy.exec(String(value))?.groups?.name : undefined;
        const known = name === undefined ? undefined : managedPolicies().get(lastOf(name));
        return known === undefined || known === name
          ? []
          : [{ property: at, reason: `${at}: AWS has no policy ${name}; it is ${known}` }];
      })
    : [];

const lastOf = (name: string): string => name.split("/").pop()!;

let policies: ReadonlyMap<string, string> | undefined;

/** Name → name with its path. */
function managedPolicies(): ReadonlyMap<string, string> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when needed
  const { ManagedPolicy } = require("@pulumi/aws/types/enums/iam") as typeof enums;
  policies ??= new Map(
    Object.values(ManagedPolicy).flatMap((arn): [string, string][] => {
      const name = managedPolicy.exec(arn)?.groups?.name;
      return name === undefined ? [] : [[lastOf(name), name]];
    }),
  );
  return policies;
}

/**
 * Names that are taken for principals with a service-linked role → the right principal (the user guides of these services, "Using
 * service-linked roles"). AWS adds services, so any other name passes.
 */
const linkedServices: Readonly<Record<string, string>> = {
  alb: "elasticloadbalancing",
  aoss: "observability.aoss",
  "ecs-tasks": "ecs",
  efs: "elasticfilesystem",
  elasticsearch: "es",
  elasticsearchservice: "es",
  elb: "elasticloadbalancing",
  emr: "elasticmapreduce",
  msk: "kafka",
  opensearch: "opensearchservice",
};

function linkedRoleFailures({ type, inputs: { awsServiceName: name } }: OfInputs) {
  if (type !== "aws:iam/serviceLinkedRole:ServiceLinkedRole" || typeof name !== "string") return [];
  const [, service] = /^([a-z0-9.-]+)\.amazonaws\.com(\.cn)?$/.exec(name) ?? [];
  if (service === undefined)
    return refuse("awsServiceName", `awsServiceName is ${quoted(name)}; it must be like "ecs.amazonaws.com"`);
  const meant = linkedServices[service];
  return meant === undefined
    ? []
    : refuse(
        "awsServiceName",
        `no service-linked role is ${quoted(name)}'s; it is ${meant}.amazonaws.com that has one`,
      );
}
