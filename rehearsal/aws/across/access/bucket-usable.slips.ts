import { inStatements, replacing, without } from "../../testing/documents";
import { type Slip, slipAfterUp } from "../../testing/slip";
import { type EngineSlip, rewriting } from "../../testing/engine-slip";

const rolePolicy = "aws:iam/rolePolicy:RolePolicy";
const task = "aws:ecs/taskDefinition:TaskDefinition";

export const slips: readonly Slip[] = [
  ...["ListBucket", "GetObject", "PutObject"].map((action) =>
    slipAfterUp(
      `a role that may not s3:${action}`,
      rolePolicy,
      replacing("policy", `s3:${action}`, "s3:GetObjectTagging"),
    ),
  ),
  slipAfterUp("rights below another prefix", rolePolicy, replacing("policy", "/pipeline-logs/*", "/logs/*")),
  slipAfterUp("a bucket for a role that the task does not have", task, without("taskRoleArn")),
  slipAfterUp(
    "a bucket that denies every request over TLS",
    "aws:s3/bucketPolicy:BucketPolicy",
    inStatements(["policy"], (statement) => ({ ...statement, Condition: { Bool: { "aws:SecureTransport": "true" } } })),
  ),
];

export const engineSlip: EngineSlip = {
  what: "a bucket for logs that nobody may write",
  type: rolePolicy,
  props: rewriting("policy", "s3:PutObject", "s3:GetObjectTagging"),
};
