import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ec2 from "@pulumi/aws/ec2";
import * as ecs from "@pulumi/aws/ecs";
import * as iam from "@pulumi/aws/iam";
import * as rds from "@pulumi/aws/rds";
import * as secretsmanager from "@pulumi/aws/secretsmanager";
import * as vpc from "@pulumi/aws/vpc";
import type { Statement } from "../../rehearsal/aws/services/iam/simulation/statement";

/** What of the small program a pull request changes. */
export interface Settings {
  readonly statements: readonly Statement[];
  readonly trusted: readonly string[];
  readonly attached: readonly string[];
  readonly openTo: readonly string[];
  readonly database: Partial<rds.InstanceArgs>;
  readonly databaseName: string;
  /** Name that the database had before, for an alias. */
  readonly databaseAlias?: string;
  readonly protect: boolean;
  readonly count: number;
  readonly image: string;
  /** Containers that read the secret. */
  readonly readers: readonly string[];
  readonly alarm: boolean;
  readonly logDays: number;
}

export const usual: Settings = {
  statements: [
    {
      Sid: "Read",
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::reports/team/*",
      Condition: { StringEquals: { "aws:SourceVpc": "vpc-1" } },
    },
  ],
  trusted: ["ecs-tasks.amazonaws.com"],
  attached: [],
  openTo: ["10.0.0.0/8"],
  database: { storageEncrypted: true },
  databaseName: "database",
  protect: true,
  count: 1,
  image: "web:1",
  readers: ["web"],
  alarm: true,
  logDays: 30,
};

const document = (statements: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** A stack of few resources, one of each kind that a review looks at. */
export const smallProgram =
  (changed: Partial<Settings> = {}) =>
  async (): Promise<void> => {
    const settings = { ...usual, ...changed };
    const role = new iam.Role("web", {
      assumeRolePolicy: document([
        { Effect: "Allow", Principal: { Service: settings.trusted }, Action: "sts:AssumeRole" },
      ]),
    });
    new iam.RolePolicy("web", { role: role.name, policy: document(settings.statements) });
    for (const name of settings.attached)
      new iam.RolePolicyAttachment(name, { role: role.name, policyArn: `arn:aws:iam::aws:policy/${name}` });
    const network = new ec2.Vpc("network", { cidrBlock: "10.0.0.0/16" });
    const group = new ec2.SecurityGroup("web", { vpcId: network.id });
    settings.openTo.forEach((cidrIpv4, index) => {
      const rule = { securityGroupId: group.id, ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4 };
      new vpc.SecurityGroupIngressRule(`web-${index}`, rule);
    });
    const secret = new secretsmanager.Secret("password", {});
    new rds.Instance(
      settings.databaseName,
      { instanceClass: "db.t4g.small", allocatedStorage: 20, engine: "postgres", ...settings.database },
      {
        protect: settings.protect,
        ...(settings.databaseAlias && { aliases: [{ name: settings.databaseAlias }] }),
      },
    );
    const log = new cloudwatch.LogGroup("web", { retentionInDays: settings.logDays });
    const container = (name: string) => ({
      name,
      image: settings.image,
      environment: [],
      secrets: settings.readers.includes(name) ? [{ name: "PASSWORD", valueFrom: secretArn }] : [],
    });
    let secretArn = "";
    const definitions = secret.arn.apply((arn) => {
      secretArn = arn;
      return JSON.stringify([container("web")]);
    });
    const other = secret.arn.apply((arn) => {
      secretArn = arn;
      return JSON.stringify([container("worker")]);
    });
    const sizes = { cpu: "256", memory: "512", networkMode: "awsvpc", requiresCompatibilities: ["FARGATE"] };
    const task = new ecs.TaskDefinition("web", {
      family: "web",
      ...sizes,
      taskRoleArn: role.arn,
      containerDefinitions: definitions,
    });
    new ecs.TaskDefinition("worker", { family: "worker", ...sizes, containerDefinitions: other });
    const cluster = new ecs.Cluster("web", {});
    new ecs.Service("web", {
      cluster: cluster.arn,
      taskDefinition: task.arn,
      desiredCount: settings.count,
      launchType: "FARGATE",
    });
    if (settings.alarm)
      new cloudwatch.MetricAlarm("cpu", {
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: 1,
        namespace: "AWS/ECS",
        metricName: "CPUUtilization",
        threshold: 90,
        alarmActions: [log.arn],
      });
  };
