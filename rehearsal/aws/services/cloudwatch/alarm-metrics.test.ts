import { test } from "node:test";
import { unknown } from "../../../protocol/wire";
import { given } from "../../testing/given";

const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";

test("what alarms may watch", () => {
  for (const [namespace, metricName, ...dimensions] of [
    ["AWS/RDS", "ReadIOPSLocalStorage", "DBInstanceIdentifier"],
    ["AWS/RDS", "EBSByteBalance%", "DBClusterIdentifier", "Role"],
    ["AWS/ES", "ThreadpoolWriteQueue", "DomainName", "ClientId", "NodeId"],
    ["AWS/ECS", "CPUUtilization", "ClusterName"],
    ["ECS/ContainerInsights", "RestartCount", "ClusterName", "ServiceName"],
    ["AWS/ApplicationELB", "RequestCountPerTarget", "TargetGroup"],
    ["AWS/EFS", "StorageBytes", "FileSystemId", "StorageClass"],
    ["AWS/Lambda", "Anything", "Whatever"],
    ["AWS/Redshift-Serverless", "Anything"],
    ["OpenMetadata", "Anything", "Whatever"],
  ])
    given(alarm, {
      ...{ namespace: namespace!, metricName: metricName! },
      dimensions: Object.fromEntries(dimensions.map((name) => [name, unknown])),
    }).accepts("alarm-metrics");
  given(alarm, { namespace: unknown, metricName: unknown, dimensions: unknown }).accepts("alarm-metrics");
  given(alarm, { namespace: "AWS/ES", metricName: unknown, dimensions: unknown }).accepts("alarm-metrics");
  given(alarm, { metricQueries: [{ id: "a", expression: "SELECT AVG(x) FROM y" }] }).accepts("alarm-metrics");
});
