import { having, inStatements, inText, replacing } from "./documents";
import type { Mutation } from "./mutation";

const role = "aws:iam/role:Role";
const rolePolicy = "aws:iam/rolePolicy:RolePolicy";
const domainPolicy = "aws:opensearch/domainPolicy:DomainPolicy";
const account = "123456789012";

/** Policies of a task's roles are unknown in a first preview, since they name what is yet to be created. */
const inIdentityPolicy = (what: string, inputs: NonNullable<Mutation["inputs"]>): Mutation => ({
  ...{ rule: "policy-documents", what, type: rolePolicy, phases: ["after up"], inputs },
});

/** A trust policy names nothing that is yet to be created. */
const inTrustPolicy = (what: string, inputs: NonNullable<Mutation["inputs"]>): Mutation => ({
  ...{ rule: "policy-documents", what, type: role, inputs },
});

const documents: readonly Mutation[] = [
  inIdentityPolicy("a document that is no JSON", replacing("policy", /\}$/g, "")),
  inIdentityPolicy("a document without a statement", having({ policy: '{"Version":"2012-10-17","Statement":[]}' })),
  inIdentityPolicy("a version that IAM does not have", replacing("policy", "2012-10-17", "2012-10-18")),
  inIdentityPolicy(
    "a member that documents do not have",
    replacing("policy", '"Version":', '"Comment":"the roles of a task","Version":'),
  ),
  inIdentityPolicy("another effect than Allow and Deny", replacing("policy", '"Allow"', '"Permit"')),
  inIdentityPolicy("an action that no service has", replacing("policy", "logs:PutLogEvents", "logs:PutLogEventz")),
  inIdentityPolicy(
    "an action that no service has, among those that are left out",
    inStatements(["policy"], ({ Action: _, ...statement }) => ({ ...statement, NotAction: "logs:PutLogEventz" })),
  ),
  inIdentityPolicy(
    "a statement without an action",
    inStatements(["policy"], ({ Action: _, ...statement }) => statement),
  ),
  inIdentityPolicy(
    "a statement without a resource",
    inStatements(["policy"], ({ Resource: _, ...statement }) => statement),
  ),
  inIdentityPolicy(
    "a resource that is no ARN",
    inStatements(["policy"], (statement) => ({ ...statement, Resource: "secret" })),
  ),
  inIdentityPolicy(
    "a principal in a role's own policy",
    inStatements(["policy"], (statement) => ({ ...statement, Principal: "*" })),
  ),
  inIdentityPolicy(
    "two statements of one Sid",
    inStatements(["policy"], (statement) => ({ ...statement, Sid: "Same" })),
  ),
  inIdentityPolicy("a Sid with a hyphen", replacing("policy", '"Sid":"', '"Sid":"the-')),
  inIdentityPolicy(
    "a condition operator that IAM does not have",
    inStatements(["policy"], (statement) => ({
      ...statement,
      Condition: { StringEqualz: { "aws:SourceAccount": account } },
    })),
  ),
  inIdentityPolicy(
    "a policy variable in the older version of the language",
    inText(["policy"], (text) =>
      text
        .replace('"Version":"2012-10-17",', "")
        .replace('"Effect"', '"Condition":{"StringLike":{"aws:PrincipalTag/a":"${aws:username}"}},"Effect"'),
    ),
  ),
  inTrustPolicy(
    "a trust policy without a principal",
    inStatements(["assumeRolePolicy"], ({ Principal: _, ...statement }) => statement),
  ),
  inTrustPolicy(
    "a trust policy with a resource",
    inStatements(["assumeRolePolicy"], (statement) => ({ ...statement, Resource: "*" })),
  ),
  inTrustPolicy(
    "a wildcard for a part of a principal",
    inStatements(["assumeRolePolicy"], (statement) => ({
      ...statement,
      Principal: { AWS: "arn:aws:iam::111122223333:role/*" },
    })),
  ),
  inTrustPolicy("a misspelt operator in a trust policy", replacing("assumeRolePolicy", "StringEquals", "StringEqual")),
];

/** Words enough for any limit. */
const actions = (count: number) => Array.from({ length: count }, () => "logs:PutLogEvents");

const sizes: readonly Mutation[] = [
  {
    rule: "policy-sizes",
    what: "a trust policy of more than 2,048 characters",
    type: role,
    inputs: inStatements(["assumeRolePolicy"], (statement) => ({
      ...statement,
      Principal: { Service: Array.from({ length: 90 }, () => "ecs-tasks.amazonaws.com") },
    })),
  },
  {
    rule: "policy-sizes",
    what: "inline policies of more than 10,240 characters",
    type: rolePolicy,
    phases: ["after up"],
    inputs: inStatements(["policy"], (statement) => ({ ...statement, Action: actions(600) })),
  },
  {
    rule: "policy-sizes",
    what: "a file system's policy of more than 20,000 characters",
    type: "aws:efs/fileSystemPolicy:FileSystemPolicy",
    phases: ["after up"],
    inputs: inStatements(["policy"], (statement) => ({ ...statement, Action: actions(1100) })),
  },
];

const absentRole = `arn:aws:iam::${account}:role/absent`;

const named: readonly Mutation[] = [
  {
    rule: "principals",
    what: "a search domain that lets in a role that does not exist",
    type: domainPolicy,
    phases: ["after up"],
    inputs: inStatements(["accessPolicies"], (statement) => ({ ...statement, Principal: { AWS: absentRole } })),
  },
  {
    rule: "principals",
    what: "a master user that does not exist",
    type: "aws:opensearch/domain:Domain",
    inputs: having({
      advancedSecurityOptions: { enabled: true, masterUserOptions: { masterUserArn: absentRole } },
    }),
  },
  {
    rule: "principals",
    what: "a trust policy for a user that does not exist",
    type: role,
    inputs: inStatements(["assumeRolePolicy"], (statement) => ({
      ...statement,
      Principal: { AWS: `arn:aws:iam::${account}:user/absent` },
    })),
  },
];

const trust: readonly Mutation[] = [
  {
    rule: "role-trust",
    what: "roles of tasks that another service may take",
    type: role,
    inputs: replacing("assumeRolePolicy", "ecs-tasks.amazonaws.com", "ecs.amazonaws.com"),
  },
  {
    rule: "role-trust",
    what: "a trust policy for another action",
    type: role,
    inputs: replacing("assumeRolePolicy", "sts:AssumeRole", "sts:TagSession"),
  },
  {
    rule: "role-trust",
    what: "a trust policy that denies",
    type: role,
    inputs: replacing("assumeRolePolicy", '"Allow"', '"Deny"'),
  },
  {
    rule: "role-trust",
    what: "a trust policy for tasks of another account",
    type: role,
    phases: ["after up"],
    inputs: replacing("assumeRolePolicy", account, "111122223333"),
  },
];

export const policyMutations: readonly Mutation[] = [...documents, ...sizes, ...named, ...trust];
