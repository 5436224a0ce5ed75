import { inStatements, replacing } from "../../testing/documents";
import { afterUp, type Slip } from "../../testing/slip";
import { type EngineSlip, rewriting } from "../../testing/engine-slip";

const role = "aws:iam/role:Role";
const account = "123456789012";

const onCondition = (Condition: object) =>
  inStatements(["assumeRolePolicy"], (statement) => ({ ...statement, Condition }));

const source = (pattern: string) => onCondition({ ArnLike: { "aws:SourceArn": pattern } });

export const slips: readonly Slip[] = [
  {
    what: "roles of tasks that another service may take",
    type: role,
    inputs: replacing("assumeRolePolicy", "ecs-tasks.amazonaws.com", "ecs.amazonaws.com"),
  },
  {
    what: "a trust policy for another action",
    type: role,
    inputs: replacing("assumeRolePolicy", "sts:AssumeRole", "sts:TagSession"),
  },
  {
    what: "a trust policy that denies",
    type: role,
    inputs: replacing("assumeRolePolicy", '"Allow"', '"Deny"'),
  },
  {
    what: "a trust policy for tasks of another account",
    type: role,
    phases: ["after up"],
    inputs: replacing("assumeRolePolicy", account, "111122223333"),
  },
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
];

export const engineSlip: EngineSlip = {
  what: "roles of tasks that another service may take",
  type: "aws:iam/role:Role",
  props: rewriting("assumeRolePolicy", "ecs-tasks.", "ecs."),
};
