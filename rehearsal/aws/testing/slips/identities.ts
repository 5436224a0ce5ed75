import type { Properties } from "../../../protocol/wire";
import { having, inStatements, replacing } from "./documents";
import { refusedBy, type Mutation, type Phase } from "./mutation";

const role = "aws:iam/role:Role";
const domainPolicy = "aws:opensearch/domainPolicy:DomainPolicy";
const afterUp: readonly Phase[] = ["after up"];

const onCondition = (Condition: object) =>
  inStatements(["assumeRolePolicy"], (statement) => ({ ...statement, Condition }));
const source = (pattern: string) => onCondition({ ArnLike: { "aws:SourceArn": pattern } });

const trust = refusedBy("role-trust", [
  {
    what: "tasks whose source is an account's number",
    type: role,
    inputs: onCondition({ StringEquals: { "aws:SourceArn": "123456789012" } }),
  },
  {
    what: "tasks of one cluster, which cannot be asked for",
    type: role,
    inputs: source("arn:aws:ecs:eu-west-1:123456789012:cluster/openmetadata"),
  },
  { what: "tasks of another account's ECS", type: role, inputs: source("arn:aws:ecs:*:111122223333:*") },
  { what: "tasks of another service", type: role, inputs: source("arn:aws:lambda:*:123456789012:*") },
  {
    what: "tasks of another region",
    type: role,
    phases: afterUp,
    inputs: source("arn:aws:ecs:us-east-1:123456789012:*"),
  },
]);

const settings = refusedBy("iam-settings", [
  {
    what: "a description with a dash that is not in Latin-1",
    says: /description has "—"/,
    type: role,
    inputs: having({ description: "Starts the task — reads its secrets" }),
  },
  {
    what: "a managed policy without its path",
    says: /it is service-role\/AmazonECSTaskExecutionRolePolicy/,
    type: role,
    inputs: having({ managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonECSTaskExecutionRolePolicy"] }),
  },
  {
    what: "a managed policy with a path that it does not have",
    says: /it is ReadOnlyAccess/,
    type: role,
    inputs: having({ managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/ReadOnlyAccess"] }),
  },
  {
    what: "a service-linked role of a name that search goes by",
    says: /it is opensearchservice.amazonaws.com/,
    type: "aws:iam/serviceLinkedRole:ServiceLinkedRole",
    inputs: having({ awsServiceName: "opensearch.amazonaws.com" }),
  },
  {
    what: "a service-linked role of no principal",
    says: /must be like/,
    type: "aws:iam/serviceLinkedRole:ServiceLinkedRole",
    inputs: having({ awsServiceName: "opensearchservice" }),
  },
]);

const domains = refusedBy("domain-policies", [
  {
    what: "addresses in the policy of a domain inside a VPC",
    type: domainPolicy,
    phases: afterUp,
    inputs: inStatements(["accessPolicies"], (statement) => ({
      ...statement,
      Condition: { IpAddress: { "aws:SourceIp": "10.20.0.0/16" } },
    })),
  },
  {
    what: "addresses in a policy that the domain is created with",
    type: "aws:opensearch/domain:Domain",
    inputs: having({
      accessPolicies: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            ...{ Effect: "Allow", Principal: "*", Action: "es:*", Resource: "*" },
            Condition: { IpAddress: { "aws:sourceip": ["10.20.0.0/16"] } },
          },
        ],
      }),
    }),
  },
]);

const tags = refusedBy("tags", [
  {
    what: "two keys that differ by case only",
    says: /"name" is there in another case/,
    type: role,
    inputs: (inputs: Properties) => ({ ...inputs, tags: { Name: "a", name: "b" } }),
  },
]);

const secrets = refusedBy("secrets-readable", [
  {
    what: "parameters by their names, which the role may not read",
    says: /may not read arn:aws:ssm:eu-west-1:123456789012:parameter\/fernet/,
    type: "aws:ecs/taskDefinition:TaskDefinition",
    phases: afterUp,
    inputs: replacing("containerDefinitions", /"valueFrom":"[^"]+"/g, '"valueFrom":"/fernet"'),
  },
]);

export const identityMutations: readonly Mutation[] = [...trust, ...settings, ...domains, ...tags, ...secrets];
