import { ofType, type Rule } from "../../rule";
import { guide } from "../../source";
import { forStartedTasks, StartedTask } from "../../services/ecs/container-definitions/started-task";

/** Airflow's option that says where the logs of runs are. */
const option = "AIRFLOW__LOGGING__REMOTE_BASE_LOG_FOLDER";
const scheme = "cloudwatch://";

const writeActions = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];

export const runLogsUsable: Rule = {
  name: "run-logs-usable",
  refuses:
    "an Airflow with logs of runs in CloudWatch, where the task of a run may not write them or what shows them may not read them",
  source: guide(
    "Amazon CloudWatch Logs User Guide, CloudWatch Logs permissions reference",
    "AmazonCloudWatch/latest/logs/permissions-reference-cwl",
  ),
  graph: forStartedTasks((task) => [
    ...logProblems(task, [...writeActions, "logs:GetLogEvents"]),
    ...workersOf(task).flatMap((worker) => logProblems(worker, writeActions)),
  ]),
};

/** Tasks that a container starts by itself, one for each run: its environment names their task definition. */
const workersOf = ({ service, definition, before, graph, cloud }: StartedTask): StartedTask[] =>
  ofType(graph.sources(definition.urn, "containerDefinitions"), "aws:ecs/taskDefinition:TaskDefinition").map(
    (worker) => new StartedTask(service, worker, before, graph, cloud),
  );

/** ARNs of the groups that the task's environment names. */
const groupsOf = ({ containers }: StartedTask): string[] =>
  containers
    .flatMap(({ environment = [] }) => environment)
    .filter(({ name, value }) => name === option && typeof value === "string" && value.startsWith(`${scheme}arn:`))
    .map(({ value }) => String(value).slice(scheme.length));

const logProblems = (task: StartedTask, actions: readonly string[]): string[] =>
  groupsOf(task).flatMap((group) => {
    const role = task.role("taskRoleArn");
    if (!role)
      return [`task ${task.name} keeps logs of runs in ${group} and has no task role, without which it cannot`];
    if (role.arn === undefined) return [];
    const stream = `${group}:log-stream:dag_id=d/run_id=r/task_id=t/attempt=1.log`;
    const missing = task.denied(role, actions, group, stream);
    return missing.length === 0
      ? []
      : [
          `task role ${role.name} is missing ${missing.join(", ")} on ${group}, where task ${task.name} keeps logs of runs`,
        ];
  });
