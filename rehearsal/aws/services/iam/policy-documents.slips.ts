import { having, inStatements, inText, replacing } from "../../testing/documents";
import type { Slip } from "../../testing/slip";
import { type EngineSlip, rewriting } from "../../testing/engine-slip";

const rolePolicy = "aws:iam/rolePolicy:RolePolicy";
const account = "123456789012";
const role = "aws:iam/role:Role";

/** Policies of a task's roles are unknown in a first preview, since they name what is yet to be created. */
const inIdentityPolicy = (what: string, inputs: NonNullable<Slip["inputs"]>): Slip => ({
  what,
  type: rolePolicy,
  phases: ["after up"],
  inputs,
});

/** A trust policy names nothing that is yet to be created. */
const inTrustPolicy = (what: string, inputs: NonNullable<Slip["inputs"]>): Slip => ({
  what,
  type: role,
  inputs,
});

export const slips: readonly Slip[] = [
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
  {
    what: "a trust policy without a principal",
    type: "aws:iam/role:Role",
    inputs: (inputs) => ({
      ...inputs,
      assumeRolePolicy: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole"}]}',
    }),
  },
];

export const engineSlip: EngineSlip = {
  what: "an action that no service has",
  type: "aws:iam/rolePolicy:RolePolicy",
  props: rewriting("policy", "secretsmanager:GetSecretValue", "secretsmanager:GetSecretValues"),
};
