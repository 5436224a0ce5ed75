import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../../../config/stack-config";
import type { LogGroups } from "../observability/logs";
import type { PolicyStatement } from "../tasks/policy-document";

/** Log group of runs by its short name. */
const groupName = "airflow-runs";

/** Log groups of Airflow: of its containers, and of runs where their logs go to CloudWatch. */
export const airflowLogGroups = ({ airflow }: Pick<StackConfig, "airflow">): string[] =>
  airflow.host === "create" ? ["airflow", ...(airflow.runLogs === "cloudwatch" ? [groupName] : [])] : [];

/** Where the logs of runs go, and who may do what there. */
export interface RunLogs {
  readonly groupArn: pulumi.Input<string>;
  /** What a worker may do. */
  readonly ofWorker: readonly PolicyStatement[];
  /** What the API server may do: it shows them, and after a deployment reads DAGs in a process that logs to the same place. */
  readonly ofApiServer: readonly PolicyStatement[];
}

/**
 * The log group of runs; undefined where their logs are files. Before it writes, watchtower 3.4 asks for the list of all groups,
 * and where that is refused makes the group: the right to make this one, which is there, tells a worker of no other.
 */
export function runLogs(config: Pick<StackConfig, "airflow">, logs: LogGroups): RunLogs | undefined {
  if (!airflowLogGroups(config).includes(groupName)) return undefined;
  const { arn } = logs.group(groupName);
  const streams = pulumi.interpolate`${arn}:log-stream:*`;
  const write = {
    sid: "WriteRunLogs",
    actions: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
    resources: [arn, streams],
  };
  const read = { sid: "ReadRunLogs", actions: ["logs:GetLogEvents"], resources: [streams] };
  return { groupArn: arn, ofWorker: [write], ofApiServer: [read, write] };
}
