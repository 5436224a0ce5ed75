import { guide } from "../../source";
import { ofType, type Rule } from "../../rule";
import { forStartedTasks, type StartedTask } from "../../services/ecs/container-definitions/started-task";

/** Options of the driver awslogs (Amazon ECS Developer Guide, "Send Amazon ECS logs to CloudWatch"). */
interface LogOptions {
  readonly group: string;
  readonly region: string;
  readonly prefix: string;
  /** Whether the driver makes the group itself. */
  readonly makesGroup: boolean;
}

const optionsOf = (task: StartedTask): { container: string; options: LogOptions }[] =>
  task.containers.flatMap(({ name = "", logConfiguration }) => {
    if (logConfiguration?.logDriver !== "awslogs") return [];
    const text = (option: string) => String(logConfiguration.options?.[`awslogs-${option}`] ?? "");
    const makesGroup = text("create-group") === "true";
    return [
      {
        container: name,
        options: { group: text("group"), region: text("region"), prefix: text("stream-prefix"), makesGroup },
      },
    ];
  });

export const logsWritable: Rule = {
  name: "logs-writable",
  refuses: "a container's awslogs driver without an option that it needs, its log group or the right to write to it",
  source: guide(
    "Amazon ECS Developer Guide, Send Amazon ECS logs to CloudWatch",
    "AmazonECS/latest/developerguide/using_awslogs",
  ),
  graph: forStartedTasks((task) =>
    optionsOf(task).flatMap(({ container, options }) => [
      ...missingOptions(options, task).map(
        (option) => `container ${container} of task ${task.name} logs by awslogs without the option ${option}`,
      ),
      ...groupProblems(options, task),
      ...permissionProblems(options, container, task),
    ]),
  ),
};

/** Fargate refuses the task definition without the prefix; the driver needs the others anywhere. */
const missingOptions = ({ group, region, prefix }: LogOptions, { onFargate }: StartedTask): string[] => [
  ...(group === "" ? ["awslogs-group"] : []),
  ...(region === "" ? ["awslogs-region"] : []),
  ...(prefix === "" && onFargate ? ["awslogs-stream-prefix"] : []),
];

function groupProblems({ group, region, makesGroup }: LogOptions, task: StartedTask): string[] {
  if (group === "" || makesGroup) return [];
  if (group.startsWith("arn:"))
    return [`awslogs-group of task ${task.name} is an ARN: the log group's name belongs there`];
  const { before, cloud } = task;
  const groups = ofType(before, "aws:cloudwatch/logGroup:LogGroup");
  const made = groups.find(({ inputs }) => inputs?.name === group);
  if (!made) {
    const mayBe = groups.some(({ inputs }) => typeof inputs?.name !== "string");
    return mayBe || cloud.isGiven(group)
      ? []
      : [`log group ${group} of task ${task.name} does not exist before the service`];
  }
  const itsRegion = task.arnOf(made)?.split(":")[3];
  return itsRegion === undefined || region === "" || itsRegion === region
    ? []
    : [`log group ${group} is in ${itsRegion}, and task ${task.name} looks for it in ${region}`];
}

function permissionProblems(options: LogOptions, container: string, task: StartedTask): string[] {
  const { group, region, prefix, makesGroup } = options;
  // Elsewhere the instance's own role may write.
  if (!task.onFargate || group === "" || region === "") return [];
  const role = task.role("executionRoleArn");
  if (!role) return [`task ${task.name} logs by awslogs and has no execution role, without which Fargate cannot`];
  // A task's execution role is in the account, and so in the partition, of the task.
  const [, partition, , , account] = role.arn?.split(":") ?? [];
  if (partition === undefined) return [];
  const arn = `arn:${partition}:logs:${region}:${account}:log-group:${group}`;
  // The driver names streams prefix/container/task.
  const stream = `${arn}:log-stream:${prefix}/${container}/0123456789abcdef0123456789abcdef`;
  const missing = [
    ...task.denied(role, ["logs:CreateLogStream", "logs:PutLogEvents"], stream),
    ...(makesGroup ? task.denied(role, ["logs:CreateLogGroup"], arn, `${arn}:log-stream:`) : []),
  ];
  return missing.length === 0
    ? []
    : [`execution role ${role.name} may not write to log group ${group}: it is missing ${missing.join(", ")}`];
}
