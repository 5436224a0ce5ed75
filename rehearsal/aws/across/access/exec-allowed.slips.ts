import { having, replacing, without } from "../../testing/documents";
import { type Slip, slipAfterUp } from "../../testing/slip";
import { type EngineSlip, rewriting } from "../../testing/engine-slip";

const rolePolicy = "aws:iam/rolePolicy:RolePolicy";
const task = "aws:ecs/taskDefinition:TaskDefinition";
const service = "aws:ecs/service:Service";

export const slips: readonly Slip[] = [
  ...["CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel"].map((action) =>
    slipAfterUp(
      `a shell without ssmmessages:${action}`,
      rolePolicy,
      replacing("policy", `ssmmessages:${action}`, "ssm:DescribeSessions"),
    ),
  ),
  {
    ...slipAfterUp("a shell in a task without a task role", task, without("taskRoleArn")),
    phases: ["first preview", "after up"],
  },
  slipAfterUp("a shell in a task whose role has no right to it", service, having({ enableExecuteCommand: true })),
];

export const engineSlip: EngineSlip = {
  what: "a shell without the right to open its channel",
  type: "aws:iam/rolePolicy:RolePolicy",
  props: rewriting("policy", "ssmmessages:OpenDataChannel", "ssm:DescribeSessions"),
};
