import assert from "node:assert/strict";
import { test } from "node:test";
import { SimulatedCloud } from "../../../protocol/cloud";
import { ResourceGraph, type ResourceNode } from "../../../protocol/graph";
import { node } from "../../testing/one-task-stack";
import { runLogsUsable } from "./run-logs-usable";

const group = "arn:aws:logs:eu-west-1:123456789012:log-group:runs";
const write = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];
const logging = [
  {
    name: "airflow",
    environment: [{ name: "AIRFLOW__LOGGING__REMOTE_BASE_LOG_FOLDER", value: `cloudwatch://${group}` }],
  },
];

type Named = (urn: string, ...made: Parameters<typeof node>) => ResourceNode;
const named: Named = (urn, ...made) => ({ ...node(...made), urn, name: urn });

/** A task definition and its role, which may do some things to the group. */
const task = (urn: string, containers: object[], actions: readonly string[], starts: string[] = []): ResourceNode[] => [
  named(`${urn}-role`, "aws:iam/role:Role", { name: urn }),
  named(
    `${urn}-policy`,
    "aws:iam/rolePolicy:RolePolicy",
    { policy: JSON.stringify({ Statement: [{ Effect: "Allow", Action: actions, Resource: [group, `${group}:*`] }] }) },
    { role: [`${urn}-role`] },
  ),
  named(
    urn,
    "aws:ecs/taskDefinition:TaskDefinition",
    { taskRoleArn: `arn:aws:iam::123456789012:role/${urn}`, containerDefinitions: JSON.stringify(containers) },
    { taskRoleArn: [`${urn}-role`], containerDefinitions: starts },
  ),
];

function refusedOf(nodes: readonly ResourceNode[], started: string): string[] {
  const service = named(
    "service",
    "aws:ecs/service:Service",
    { launchType: "FARGATE" },
    { taskDefinition: [started], dependsOn: nodes.map(({ urn }) => urn) },
  );
  const graph = new ResourceGraph();
  for (const each of [...nodes, service]) graph.add(each);
  return runLogsUsable.graph!(service, graph, new SimulatedCloud("test")).map(({ reason }) => reason);
}

test("run-logs-usable asks what shows logs of runs to read them, and to write what it reads DAGs with", () => {
  assert.deepEqual(refusedOf(task("api", logging, [...write, "logs:GetLogEvents"]), "api"), []);
  assert.match(refusedOf(task("api", logging, write), "api").join(), /api-role is missing logs:GetLogEvents on arn/);
  assert.match(refusedOf(task("api", logging, ["logs:GetLogEvents"]), "api").join(), /missing logs:CreateLogGroup/);
  assert.deepEqual(refusedOf(task("other", [{ name: "airflow" }], []), "other"), []);
});

test("run-logs-usable asks the task of a run, which a scheduler starts by itself, to write them", () => {
  const stack = (actions: readonly string[]) => [
    ...task("worker", logging, actions),
    ...task("scheduler", [{ name: "airflow-scheduler" }], ["ecs:RunTask"], ["worker"]),
  ];
  assert.deepEqual(refusedOf(stack(write), "scheduler"), []);
  assert.match(refusedOf(stack(write.slice(1)), "scheduler").join(), /worker-role is missing logs:CreateLogGroup/);
});
