import { inContainers } from "../../testing/documents";
import { type EngineSlip, rewriting } from "../../testing/engine-slip";
import { type Slip, slipAfterUp } from "../../testing/slip";

const task = "aws:ecs/taskDefinition:TaskDefinition";
const folder = {
  name: "AIRFLOW__LOGGING__REMOTE_BASE_LOG_FOLDER",
  value: "cloudwatch://arn:aws:logs:eu-west-1:123456789012:log-group:runs",
};
const withFolder = inContainers((container) => ({
  ...container,
  environment: [...((container.environment as object[] | undefined) ?? []), folder],
}));

export const slips: readonly Slip[] = [
  slipAfterUp("logs of runs in a group that the task's role may not use", task, withFolder),
  {
    ...slipAfterUp("logs of runs in a group, and no task role", task, (inputs) => {
      const { taskRoleArn: _, ...rest } = withFolder(inputs);
      return rest;
    }),
    says: /has no task role/,
  },
];

export const engineSlip: EngineSlip = {
  what: "logs of runs in a group that Airflow's role may not use",
  type: task,
  props: rewriting(
    "containerDefinitions",
    '{"name":"AIRFLOW__LOGGING__LOGGING_LEVEL","value":"INFO"}',
    JSON.stringify(folder),
  ),
};
