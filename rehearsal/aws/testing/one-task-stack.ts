import { SimulatedCloud } from "../../protocol/cloud";
import { ResourceGraph, type ResourceNode } from "../../protocol/graph";
import { registeredNode } from "../../protocol/testing/registered-node";
import type { Properties } from "../../protocol/wire";
import type { Rule } from "../rule";

const service = "aws:ecs/service:Service";
const task = "aws:ecs/taskDefinition:TaskDefinition";
export const roleArn = "arn:aws-cn:iam::123456789012:role/start";

/** A node that depends on some others, each by an input. */
export const node = (type: string, inputs: Properties, from: Record<string, string[]> = {}): ResourceNode =>
  registeredNode(type, type.split(":").pop()!, {
    urn: type,
    inputs,
    dependencies: Object.values(from).flat(),
    propertyDependencies: from,
  });

export interface Stack {
  container: Properties;
  launchType?: string;
  /** Statements of the execution role's policy; none when AWS keeps it. */
  statements?: Properties[];
  taskInputs?: Properties;
  definitionOutputs?: Properties;
  more?: ResourceNode[];
  /** What the stack's config names. */
  given?: string[];
}

const role = "aws:iam/role:Role";
const rolePolicy = "aws:iam/rolePolicy:RolePolicy";
const attachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
export const fileSystem = "aws:efs/fileSystem:FileSystem";

/** What a rule refuses of a service with one task of one container. */
export function refused(rule: Rule, stack: Stack): string[] {
  const { container, launchType = "FARGATE", statements, taskInputs = {}, more = [], given = [] } = stack;
  const { definitionOutputs: outputs = {} } = stack;
  const graph = new ResourceGraph();
  const policy = statements
    ? node(rolePolicy, { policy: JSON.stringify({ Statement: statements }) }, { role: [role] })
    : node(attachment, { policyArn: "arn:aws:iam::aws:policy/service-role/x" }, { role: [role] });
  const hasRole = taskInputs.executionRoleArn !== "";
  const containerDefinitions = JSON.stringify([{ name: "server", ...container }]);
  const urns = more.map(({ urn }) => urn);
  const made = node(
    task,
    { executionRoleArn: roleArn, containerDefinitions, ...taskInputs },
    { ...(hasRole && { executionRoleArn: [role] }), volumes: urns },
  );
  const started = node(service, { launchType }, { taskDefinition: [task], dependsOn: [policy.urn, ...urns] });
  const definition = { ...made, outputs };
  for (const each of [node(role, { name: "start" }), policy, ...more, definition, started]) graph.add(each);
  const cloud = new SimulatedCloud("test", new Set(given));
  for (const { type, urn, inputs = {}, outputs = {}, id = "" } of more) cloud.put({ type, id, urn, inputs, outputs });
  return rule.graph!(started, graph, cloud).map(({ reason }) => reason);
}
