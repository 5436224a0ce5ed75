import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ecs from "@pulumi/aws/ecs";
import type { EngineMutation } from "./engine-mutation";

const cluster = "aws:ecs/cluster:Cluster";
const database = "aws:rds/instance:Instance";

/** Slips over what the account holds and over values, made while the engine runs the program. */
export const accountEngineMutations: readonly EngineMutation[] = [
  {
    rule: "unique-names",
    what: "a second cluster of the same name",
    type: cluster,
    also: ({ cloud }) => new ecs.Cluster("twin", { name: String(cloud.all(cluster)[0]!.outputs.name) }),
  },
  {
    rule: "database-settings",
    what: "an engine that RDS does not have",
    type: database,
    props: (props) => ({ ...props, engine: "postgress" }),
  },
  {
    rule: "parameter-group-family",
    what: "version 15 with parameters for 16",
    type: database,
    props: (props) => ({ ...props, engineVersion: "15" }),
  },
  {
    rule: "database-changes",
    what: "a lower major version",
    type: database,
    props: (props) => ({ ...props, engineVersion: "15", parameterGroupName: "default.postgres15" }),
  },
  {
    rule: "search-settings",
    what: "a version that the service skipped",
    type: "aws:opensearch/domain:Domain",
    props: (props) => ({ ...props, engineVersion: "OpenSearch_2.18" }),
  },
  {
    rule: "alarm-settings",
    what: "an alarm over 90 seconds",
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    also: () =>
      new cloudwatch.MetricAlarm("odd", {
        ...{ comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1, threshold: 1, statistic: "Sum" },
        ...{ namespace: "AWS/ECS", metricName: "CPUUtilization", period: 90 },
      }),
  },
  {
    rule: "secret-size",
    what: "a secret longer than Secrets Manager keeps",
    type: "aws:secretsmanager/secretVersion:SecretVersion",
    props: (props) => ({ ...props, secretString: "x".repeat(65_537) }),
  },
  {
    rule: "security-group-settings",
    what: "a description with an apostrophe",
    type: "aws:ec2/securityGroup:SecurityGroup",
    props: (props) => ({ ...props, description: "OpenMetadata's" }),
  },
  {
    rule: "tags",
    what: "a tag of AWS's own",
    type: cluster,
    props: (props) => ({ ...props, tags: { "aws:team": "data" } }),
  },
];
