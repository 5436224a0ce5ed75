import type { SimulatedCloud } from "../../../protocol/cloud";
import type { ResourceGraph, ResourceNode } from "../../../protocol/graph";
import type { Value } from "../../../protocol/wire";
import { guide } from "../../source";
import { isProperties } from "../../../protocol/wire";
import { ofType, refuse, type Rule } from "../../rule";
import { scheduleType } from "../../task-starters";
import { isAllowed } from "../iam/simulation/evaluation";
import { arnOf, statementsFor } from "../iam/simulation/policies";
import type { Statement } from "../iam/simulation/statement";

/** A schedule fires without anybody who sees it: a role that may not start the task is noticed when nothing was done for weeks. */
export const scheduleStartsTask: Rule = {
  name: "schedule-starts-task",
  refuses:
    "a schedule whose role may not start its task in its cluster and give it its roles, or may start others and give others",
  source: guide(
    "Amazon ECS Developer Guide, Amazon ECS EventBridge IAM Role",
    "AmazonECS/latest/developerguide/CWE_IAM_role",
  ),
  graph: (node, graph, cloud) => {
    if (node.type !== scheduleType) return [];
    const found = startOf(node, graph, cloud);
    return found === undefined
      ? []
      : [...missing(found), ...tooMuch(found)].flatMap((reason) => refuse("target", reason));
  },
};

/** What a schedule starts and who it is then, as far as ARNs are known. */
interface Start {
  readonly schedule: string;
  readonly role: ResourceNode;
  readonly roleArn: string;
  readonly statements: readonly Statement[];
  readonly cluster: string;
  readonly definition: string;
  readonly given: readonly string[];
}

const memberOf = (value: Value | undefined, name: string): Value | undefined =>
  isProperties(value) ? value[name] : undefined;

function startOf(node: ResourceNode, graph: ResourceGraph, cloud: SimulatedCloud): Start | undefined {
  const target = node.inputs?.target;
  const sources = graph.sources(node.urn, "target");
  const [wanted, cluster] = [memberOf(target, "roleArn"), memberOf(target, "arn")];
  const role = ofType(sources, "aws:iam/role:Role").find((one) => arnOf(one, cloud) === wanted);
  const named = memberOf(memberOf(target, "ecsParameters"), "taskDefinitionArn");
  const definition = ofType(sources, "aws:ecs/taskDefinition:TaskDefinition").find(
    (one) => named === arnOf(one, cloud) || named === one.outputs?.arnWithoutRevision,
  );
  const statements = role && statementsFor(role, graph.before(node.urn), graph);
  const arn = definition && arnOf(definition, cloud);
  if (!role || !statements || !definition || arn === undefined || typeof cluster !== "string") return undefined;
  const given = [definition.inputs?.taskRoleArn, definition.inputs?.executionRoleArn];
  return {
    ...{ schedule: node.name, role, roleArn: String(wanted), statements, cluster, definition: arn },
    given: given.filter((one): one is string => typeof one === "string" && one !== ""),
  };
}

interface Asked {
  readonly action: "ecs:RunTask" | "iam:PassRole";
  readonly resource: string;
  /** The cluster, or the service to which the role is given. */
  readonly context: string;
}

const may = ({ statements, roleArn }: Start, { action, resource, context }: Asked): boolean => {
  const key = action === "ecs:RunTask" ? "ecs:cluster" : "iam:passedtoservice";
  const request = { action, resource, principal: { role: roleArn }, context: new Map([[key, context]]) };
  return isAllowed({ identity: statements, resource: [] }, request) !== false;
};

const tasks = "ecs-tasks.amazonaws.com";

const missing = (start: Start): string[] =>
  [
    { action: "ecs:RunTask", resource: start.definition, context: start.cluster } as const,
    ...start.given.map((resource) => ({ action: "iam:PassRole", resource, context: tasks }) as const),
  ]
    .filter((asked) => !may(start, asked))
    .map(
      ({ action, resource }) =>
        `schedule ${start.schedule} may fire before role ${start.role.name} allows ${action} on ${resource}, and would start nothing`,
    );

/** Any revision of its own family is the same program. */
function tooMuch(start: Start): string[] {
  const other = (arn: string) => arn.replace(/(:\d+)?$/, "-of-another$1");
  const [first = other(start.roleArn)] = start.given;
  const beyond: readonly (readonly [Asked, string])[] = [
    [{ action: "ecs:RunTask", resource: other(start.definition), context: start.cluster }, "other task definitions"],
    [
      { action: "ecs:RunTask", resource: start.definition, context: `${start.cluster}-of-another` },
      "its task in other clusters",
    ],
    [{ action: "iam:PassRole", resource: other(first), context: tasks }, "tasks with other roles"],
    [{ action: "iam:PassRole", resource: first, context: "lambda.amazonaws.com" }, "what is no task with its roles"],
  ];
  return beyond
    .filter(([asked]) => may(start, asked))
    .map(
      ([{ action }, what]) =>
        `role ${start.role.name} of schedule ${start.schedule} may also start ${what}: narrow its ${action}`,
    );
}
