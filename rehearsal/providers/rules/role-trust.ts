import type { SimulatedCloud } from "../cloud";
import type { ResourceGraph, ResourceNode } from "../graph";
import type { Value } from "../wire";
import { isAllowed } from "./iam/evaluation";
import { arnOf } from "./iam/policies";
import { statementsOf } from "./iam/statement";
import { leaves, ofType, type Rule } from "./rule";

/** Input with a role that a service of AWS takes → that service's principal, as that service's documentation has it. */
const takers: readonly [type: string, input: string, service: string][] = [
  // Amazon ECS Developer Guide, "Amazon ECS task execution IAM role", "Amazon ECS task IAM role".
  ["aws:ecs/taskDefinition:TaskDefinition", "executionRoleArn", "ecs-tasks.amazonaws.com"],
  ["aws:ecs/taskDefinition:TaskDefinition", "taskRoleArn", "ecs-tasks.amazonaws.com"],
  // Amazon RDS User Guide, "Setting up and enabling Enhanced Monitoring".
  ["aws:rds/instance:Instance", "monitoringRoleArn", "monitoring.rds.amazonaws.com"],
  // AWS Lambda Developer Guide, "Defining Lambda function permissions with an execution role".
  ["aws:lambda/function:Function", "role", "lambda.amazonaws.com"],
  // Amazon EventBridge User Guide, "Permissions for Amazon EventBridge", and its Scheduler's, "Setting up".
  ["aws:cloudwatch/eventTarget:EventTarget", "roleArn", "events.amazonaws.com"],
  ["aws:scheduler/schedule:Schedule", "target.roleArn", "scheduler.amazonaws.com"],
  // Amazon VPC User Guide, "IAM role for publishing flow logs to CloudWatch Logs".
  ["aws:ec2/flowLog:FlowLog", "iamRoleArn", "vpc-flow-logs.amazonaws.com"],
  // AWS Backup Developer Guide, "IAM service roles".
  ["aws:backup/selection:Selection", "iamRoleArn", "backup.amazonaws.com"],
];

export const roleTrust: Rule = {
  name: "role-trust",
  refuses: "a role whose trust policy does not let the service take it that is to",
  graph: (node, graph, cloud) =>
    takers
      .filter(([type]) => type === node.type)
      .flatMap(([, input, service]) =>
        rolesOf(node, input, graph, cloud)
          .filter((role) => !trusts(role, service, arnOf(role, cloud)))
          .map((role) => ({
            property: input,
            reason: `${input}: role ${role.name} does not let ${service} take it: its trust policy must allow sts:AssumeRole to that service`,
          })),
      ),
};

/** The role of this stack that an input names: the only one of which it is made, or the one whose ARN it is. */
function rolesOf(node: ResourceNode, input: string, graph: ResourceGraph, cloud: SimulatedCloud): ResourceNode[] {
  const roles = ofType(graph.sources(node.urn, input.split(".")[0]!), "aws:iam/role:Role");
  const values: Value[] = [...leaves(node.inputs)].filter(({ at }) => at === input).map(({ value }) => value);
  if (values.length === 0) return [];
  const named = roles.filter((role) => values.includes(arnOf(role, cloud) ?? null));
  return named.length > 0 ? named : roles.length === 1 ? roles : [];
}

function trusts({ inputs }: ResourceNode, service: string, arn: string | undefined): boolean {
  const document = inputs?.assumeRolePolicy;
  if (typeof document !== "string") return true;
  const account = arn?.split(":")[4];
  const request = {
    action: "sts:AssumeRole",
    resource: arn ?? "*",
    principal: { service },
    // Services that take a role for something of an account say so, where they say anything.
    ...(account !== undefined && { context: new Map([["aws:sourceaccount", account]]) }),
  };
  return isAllowed({ identity: [], resource: statementsOf(document) }, request) !== false;
}
