import { inContainers, replacing, without } from "../../testing/documents";
import { type Slip, slipAfterUp } from "../../testing/slip";
import { type EngineSlip, rewriting } from "../../testing/engine-slip";

const rolePolicy = "aws:iam/rolePolicy:RolePolicy";
const task = "aws:ecs/taskDefinition:TaskDefinition";

export const slips: readonly Slip[] = [
  ...[
    ["ecr:GetAuthorizationToken", "ecr:DescribeRegistry"],
    ["ecr:BatchCheckLayerAvailability", "ecr:ListImages"],
    ["ecr:GetDownloadUrlForLayer", "ecr:ListImages"],
    ["ecr:BatchGetImage", "ecr:ListImages"],
    [":repository/", ":repository/another-"],
  ].map(([from, to]): Slip => ({
    ...slipAfterUp(`a mirror's images with ${to} instead of ${from}`, rolePolicy, replacing("policy", from!, to!)),
    stack: "isolated",
  })),
  {
    ...slipAfterUp("a mirror's images without an execution role", task, without("executionRoleArn")),
    stack: "isolated",
  },
  slipAfterUp(
    "an image of a private registry that no policy names",
    task,
    inContainers((container) => ({ ...container, image: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/server:1" })),
  ),
];

export const engineSlip: EngineSlip = {
  what: "an image of a private registry that no policy names",
  type: "aws:ecs/taskDefinition:TaskDefinition",
  props: rewriting(
    "containerDefinitions",
    /"image":"[^"]+"/g,
    '"image":"123456789012.dkr.ecr.eu-west-1.amazonaws.com/server:1"',
  ),
};
