import type * as pulumi from "@pulumi/pulumi";
import type * as ecs from "@pulumi/aws/ecs";
import type * as iam from "@pulumi/aws/iam";
import type { IamConfig, ImagesConfig } from "../../../config/schema";
import type { AwsLocation } from "../location";
import type { LogGroups } from "../observability/logs";
import type { Network } from "../network/network";
import type { SecretStore } from "../secrets/secrets";
import type { SecurityGroups } from "../network/security-groups";
import type { PolicyStatement } from "./policy-document";
import type { Tags } from "../tags";

/** What the services of a stack share. */
export interface TaskPlace {
  readonly cluster: ecs.Cluster;
  readonly network: Network;
  readonly groups: SecurityGroups;
  readonly secrets: SecretStore;
  readonly logs: LogGroups;
  readonly location: AwsLocation;
  readonly accountId: pulumi.Input<string>;
  /** Section `iam` of stack config: what the account demands of roles. */
  readonly iam: IamConfig;
  /** Section `images` of stack config. */
  readonly images: ImagesConfig;
  readonly tags: Tags;
}

/** What starts tasks of exactly this revision in the stack's cluster, and gives them exactly their two roles. */
export const startStatements = (
  { cluster }: Pick<TaskPlace, "cluster">,
  definition: ecs.TaskDefinition,
  role: iam.Role,
): PolicyStatement[] => [
  {
    sid: "StartTasks",
    actions: ["ecs:RunTask"],
    resources: [definition.arn],
    conditions: { ArnEquals: { "ecs:cluster": cluster.arn } },
  },
  {
    sid: "GiveTasksTheirRoles",
    actions: ["iam:PassRole"],
    resources: [role.arn, definition.executionRoleArn.apply((arn) => arn ?? "")],
    conditions: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
  },
];
