import * as ecs from "@pulumi/aws/ecs";
import type * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../../../config/stack-config";
import type { SearchLogsArgs } from "../data/search-logs";
import { FlowLogs } from "../network/flow-logs";
import { type Tags, named } from "../tags";
import type { TaskPlace } from "../tasks/task-place";
import { AlarmTopic } from "./alarm-topic";
import { Alarms } from "./alarms";
import { TaskFailures } from "./task-failures";
import { watched, type WatchedParts } from "./watched";

/** What every log group of the stack follows. */
export function logSettings({ server }: StackConfig, { accountId, tags }: TaskPlace): SearchLogsArgs {
  const kmsKey = server.logKmsKeyArn === undefined ? {} : { kmsKeyArn: server.logKmsKeyArn };
  return { accountId, retentionDays: server.logRetentionDays, ...kmsKey, tags };
}

/** The cluster of every task, with the metrics that config asks for. */
export const cluster = (
  prefix: string,
  { server }: StackConfig,
  tags: Tags,
  child: pulumi.CustomResourceOptions,
): ecs.Cluster =>
  new ecs.Cluster(
    prefix,
    { settings: [{ name: "containerInsights", value: server.containerInsights }], tags: named(tags, prefix) },
    child,
  );

/** Flow logs of a VPC that the stack made; those of yours are yours. */
export function flowLogs(
  prefix: string,
  config: StackConfig,
  place: TaskPlace,
  child: pulumi.ComponentResourceOptions,
): void {
  if (config.network.mode !== "create" || !config.network.flowLogs) return;
  const { iam, network } = place;
  new FlowLogs(`${prefix}-flow-logs`, { ...logSettings(config, place), vpcId: network.vpcId, iam }, child);
}

/** The alarms, and the topic of the stack's own that tells a mail address. */
export function alarms(
  prefix: string,
  platform: WatchedParts,
  config: StackConfig,
  child: pulumi.ComponentResourceOptions,
): void {
  const { alarmTopicArn, alarmEmail } = config.server;
  const { accountId, cluster, logs, tags } = platform.place;
  const topic = alarmEmail && new AlarmTopic(`${prefix}-alarms`, { email: alarmEmail, accountId, tags }, child);
  const topicArns = { ...(alarmTopicArn && { yours: alarmTopicArn }), ...(topic && { mail: topic.arn }) };
  new Alarms(prefix, watched(platform, config, Object.values(topicArns)), child);
  const housekeeping = platform.airflow?.housekeeping;
  if (housekeeping === undefined || Object.keys(topicArns).length === 0) return;
  new TaskFailures(
    `${prefix}-airflow-housekeeping-failed`,
    {
      what: "Airflow's housekeeping",
      clusterArn: cluster.arn,
      taskDefinitionArn: housekeeping.task.definition.arn,
      logGroup: logs.group("airflow").name,
      topicArns,
      tags,
    },
    child,
  );
}
