import { inContainers, replacing, without } from "../../testing/documents";
import { type Slip, slipAfterUp } from "../../testing/slip";
import { type EngineSlip, rewriting } from "../../testing/engine-slip";

const rolePolicy = "aws:iam/rolePolicy:RolePolicy";
const task = "aws:ecs/taskDefinition:TaskDefinition";

const withLogOptions = (change: (options: Record<string, string>) => object) =>
  inContainers((container) => {
    const logs = container.logConfiguration as { options: Record<string, string> };
    return { ...container, logConfiguration: { ...logs, options: change(logs.options) } };
  });

export const slips: readonly Slip[] = [
  slipAfterUp(
    "an execution role that may not write events",
    rolePolicy,
    replacing("policy", "logs:PutLogEvents", "logs:GetLogEvents"),
  ),
  slipAfterUp(
    "an execution role that may not make streams",
    rolePolicy,
    replacing("policy", "logs:CreateLogStream", "logs:DescribeLogStreams"),
  ),
  slipAfterUp(
    "an execution role that may write to the group, and not to its streams",
    rolePolicy,
    replacing("policy", ":log-stream:*", ""),
  ),
  slipAfterUp(
    "an execution role that may write to streams of another prefix",
    rolePolicy,
    replacing("policy", ":log-stream:*", ":log-stream:ecs/*"),
  ),
  slipAfterUp("awslogs without an execution role", task, without("executionRoleArn")),
  ...["awslogs-group", "awslogs-region", "awslogs-stream-prefix"].map((option) =>
    slipAfterUp(
      `awslogs without ${option}`,
      task,
      withLogOptions(({ [option]: _, ...options }) => options),
    ),
  ),
  slipAfterUp(
    "a log group of another region",
    task,
    withLogOptions((options) => ({ ...options, "awslogs-region": "us-east-1" })),
  ),
  slipAfterUp(
    "a log group that the driver makes without the right to",
    task,
    withLogOptions((options) => ({ ...options, "awslogs-create-group": "true" })),
  ),
  {
    ...slipAfterUp("a log group that is not there", "aws:cloudwatch/logGroup:LogGroup", undefined),
    absent: true,
  },
];

export const engineSlip: EngineSlip = {
  what: "an execution role that may not write logs",
  type: "aws:iam/rolePolicy:RolePolicy",
  props: rewriting("policy", "logs:PutLogEvents", "logs:DescribeLogStreams"),
};
