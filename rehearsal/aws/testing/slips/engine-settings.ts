import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ecr from "@pulumi/aws/ecr";
import * as kms from "@pulumi/aws/kms";
import { Image } from "@pulumi/docker/image";
import { rewriting, type EngineMutation } from "./engine-mutation";

const accessPoint = "aws:efs/accessPoint:AccessPoint";

/** Slips over settings and over what a task is handed, made while the engine runs the program. */
export const settingEngineMutations: readonly EngineMutation[] = [
  {
    rule: "iam-settings",
    what: "a description with a dash that is not in Latin-1",
    type: "aws:iam/role:Role",
    props: (props) => ({ ...props, description: "Starts — and stops" }),
  },
  {
    rule: "domain-policies",
    what: "addresses in the policy of a domain inside a VPC",
    type: "aws:opensearch/domainPolicy:DomainPolicy",
    props: rewriting(
      "accessPolicies",
      '"Effect":"Allow"',
      '"Effect":"Allow","Condition":{"IpAddress":{"aws:SourceIp":"10.20.0.0/16"}}',
    ),
  },
  {
    rule: "cluster-settings",
    what: "insights that are on",
    type: "aws:ecs/cluster:Cluster",
    props: (props) => ({ ...props, settings: [{ name: "containerInsights", value: "on" }] }),
  },
  {
    rule: "secret-contents",
    what: "a key of secrets that are no JSON objects",
    type: "aws:ecs/taskDefinition:TaskDefinition",
    props: rewriting("containerDefinitions", /("valueFrom":"arn:[^"]+)"/g, '$1:password::"'),
  },
  {
    rule: "keys-usable",
    what: "a log group under a key that CloudWatch Logs may not use",
    type: "aws:cloudwatch/logGroup:LogGroup",
    also: () => new cloudwatch.LogGroup("odd", { kmsKeyId: new kms.Key("odd").arn }),
  },
  {
    rule: "file-system-settings",
    what: "Max I/O with elastic throughput",
    type: "aws:efs/fileSystem:FileSystem",
    props: (props) => ({ ...props, performanceMode: "maxIO" }),
  },
  {
    rule: "access-point-usable",
    what: "directories that nobody makes",
    type: accessPoint,
    props: (props) => ({ ...props, rootDirectory: { path: "/dags" } }),
  },
  {
    rule: "same-region",
    what: "a database's key in another region",
    type: "aws:rds/instance:Instance",
    props: (props) => ({ ...props, kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/0b8a6f52-2f3c-4a51" }),
  },
  {
    rule: "built-images",
    what: "an image that is pushed past its registry",
    type: "docker:index/image:Image",
    also: () => new Image("odd", { imageName: "odd:1", registry: { server: "registry.example.com" } }),
  },
  {
    rule: "repository-settings",
    what: "a repository in upper case",
    type: "aws:ecr/repository:Repository",
    also: () => new ecr.Repository("odd", { name: "Odd" }),
  },
  {
    rule: "alarm-metrics",
    what: "an alarm on a namespace that no service has",
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    also: () =>
      new cloudwatch.MetricAlarm("odd", {
        ...{ comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1, threshold: 1, statistic: "Sum" },
        ...{ namespace: "AWS/OpenSearch", metricName: "CPUUtilization", period: 60 },
      }),
  },
];
