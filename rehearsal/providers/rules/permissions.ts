import type { ResourceGraph, ResourceNode } from "../graph";
import type { Value } from "../wire";
import { allows, statementsOf, type Statement } from "./policy-documents";
import { ofType, refuse, type Rule } from "./rule";
import { containersOf } from "./task-definitions";

/** The statements of a role's policies; undefined while one of them is unknown, or when they are not this stack's. */
function statementsFor(
  role: ResourceNode,
  among: readonly ResourceNode[],
  graph: ResourceGraph,
): Statement[] | undefined {
  const found: Statement[] = [];
  const take = (document: Value | undefined) => {
    if (typeof document !== "string") return false;
    found.push(...statementsOf(document));
    return true;
  };
  const attachedToRole = ({ urn }: ResourceNode) => graph.sources(urn, "role").includes(role);
  for (const policy of ofType(among, "aws:iam/rolePolicy:RolePolicy").filter(attachedToRole)) {
    if (!take(policy.inputs?.policy)) return undefined;
  }
  for (const attachment of ofType(among, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").filter(attachedToRole)) {
    const policies = ofType(graph.sources(attachment.urn, "policyArn"), "aws:iam/policy:Policy");
    // A policy that AWS keeps cannot be read here.
    if (policies.length === 0 || !policies.every((policy) => take(policy.inputs?.policy))) return undefined;
  }
  return found;
}

/** `arn:…:secret:name-abc123:key::` → the secret's ARN. */
const secretArn = (valueFrom: string): string => valueFrom.split(":").slice(0, 7).join(":");

export const secretsReadable: Rule = {
  name: "secrets-readable",
  refuses: "a container secret that the task's execution role may not read",
  graph: (service, graph) => {
    if (service.type !== "aws:ecs/service:Service") return [];
    const before = graph.before(service.urn);
    const tasks = ofType(graph.sources(service.urn, "taskDefinition"), "aws:ecs/taskDefinition:TaskDefinition");
    return tasks.flatMap((task) => {
      const wanted = containersOf(task.inputs).flatMap(({ secrets = [] }) =>
        secrets.map(({ valueFrom }) => secretArn(String(valueFrom))),
      );
      const [role] = ofType(graph.sources(task.urn, "executionRoleArn"), "aws:iam/role:Role");
      if (wanted.length === 0 || task.inputs?.executionRoleArn === undefined) {
        return wanted.length === 0
          ? []
          : refuse("taskDefinition", `task ${task.name} reads secrets and has no execution role`);
      }
      const statements = role && statementsFor(role, before, graph);
      if (!statements) return [];
      const refused = [...new Set(wanted)].filter((arn) => {
        const action = arn.includes(":ssm:") ? "ssm:GetParameters" : "secretsmanager:GetSecretValue";
        return arn.startsWith("arn:") && !allows(statements, action, arn);
      });
      return refused.length === 0
        ? []
        : refuse(
            "taskDefinition",
            `execution role ${role.name} may not read ${refused.join(", ")}, which task ${task.name} needs`,
          );
    });
  },
};

export const logsWritable: Rule = {
  name: "logs-writable",
  refuses: "a container log group that the task's execution role may not write to, or that the stack has not made yet",
  graph: (service, graph) => {
    if (service.type !== "aws:ecs/service:Service") return [];
    const before = graph.before(service.urn);
    const groups = ofType(before, "aws:cloudwatch/logGroup:LogGroup").map(({ inputs }) => inputs?.name);
    const tasks = ofType(graph.sources(service.urn, "taskDefinition"), "aws:ecs/taskDefinition:TaskDefinition");
    return tasks.flatMap((task) => {
      const [role] = ofType(graph.sources(task.urn, "executionRoleArn"), "aws:iam/role:Role");
      const statements = role && statementsFor(role, before, graph);
      const options = containersOf(task.inputs).flatMap((container) => {
        const logs = (container as { logConfiguration?: { logDriver?: string; options?: Record<string, string> } })
          .logConfiguration;
        return logs?.logDriver === "awslogs" ? [logs.options ?? {}] : [];
      });
      return options.flatMap((option) => {
        const group = option["awslogs-group"] ?? "";
        const arn = `arn:aws:logs:${option["awslogs-region"] ?? ""}:123456789012:log-group:${group}:log-stream:x`;
        if (option["awslogs-create-group"] !== "true" && groups.length > 0 && !groups.includes(group)) {
          return refuse("taskDefinition", `log group ${group} of task ${task.name} does not exist before the service`);
        }
        return !statements || allows(statements, "logs:PutLogEvents", arn)
          ? []
          : refuse("taskDefinition", `execution role ${role.name} may not write to log group ${group}`);
      });
    });
  },
};
