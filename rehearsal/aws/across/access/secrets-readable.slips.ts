import { inContainers, inStatements, replacing, without } from "../../testing/documents";
import { afterUp, type Slip, slipAfterUp } from "../../testing/slip";
import { type EngineSlip, rewriting } from "../../testing/engine-slip";

const rolePolicy = "aws:iam/rolePolicy:RolePolicy";
const task = "aws:ecs/taskDefinition:TaskDefinition";

export const slips: readonly Slip[] = [
  {
    what: "parameters by their names, which the role may not read",
    says: /may not read arn:aws:ssm:eu-west-1:123456789012:parameter\/fernet/,
    type: "aws:ecs/taskDefinition:TaskDefinition",
    phases: afterUp,
    inputs: replacing("containerDefinitions", /"valueFrom":"[^"]+"/g, '"valueFrom":"/fernet"'),
  },
  slipAfterUp(
    "an execution role that may describe secrets only",
    rolePolicy,
    replacing("policy", "secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"),
  ),
  slipAfterUp("secrets of a task without an execution role", task, without("executionRoleArn")),
  slipAfterUp(
    "a role that may read every secret but those of its task",
    rolePolicy,
    inStatements(["policy"], ({ Resource, ...statement }) => ({ ...statement, NotResource: Resource })),
  ),
  slipAfterUp(
    "a secret of the log driver that the role may not read",
    task,
    inContainers(({ logConfiguration, ...container }) => ({
      ...container,
      logConfiguration: {
        ...(logConfiguration as object),
        secretOptions: [
          { name: "token", valueFrom: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:another-a1b2c3" },
        ],
      },
    })),
  ),
  slipAfterUp(
    "a login to a registry that the role may not read",
    task,
    inContainers((container) => ({
      ...container,
      repositoryCredentials: {
        credentialsParameter: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:registry-a1b2c3",
      },
    })),
  ),
];

export const engineSlip: EngineSlip = {
  what: "an execution role that may describe secrets only",
  type: "aws:iam/rolePolicy:RolePolicy",
  props: rewriting("policy", "secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"),
};
