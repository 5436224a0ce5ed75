import assert from "node:assert/strict";
import path from "node:path";
import { after, before, test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ecs from "@pulumi/aws/ecs";
import { RehearsalSession, type Program } from "../../engine/session";
import { rules } from ".";
import { accountRuns } from "./mutations/account-runs";

/** Takes something out of the real stack, or changes it, as a slip in the program would. */
interface Mutation {
  rule: string;
  what: string;
  type: string;
  props?: (props: Record<string, unknown>) => Record<string, unknown>;
  /** Types that are no longer among what the resource depends on explicitly. */
  without?: RegExp;
  /** Something more that the program makes. */
  also?: () => void;
}

const service = "aws:ecs/service:Service";
const task = "aws:ecs/taskDefinition:TaskDefinition";
const cluster = "aws:ecs/cluster:Cluster";
const database = "aws:rds/instance:Instance";

/** Rewrites a document that may be text, an object or an output of either. */
const rewritten = (document: unknown, rewrite: (text: string) => string) =>
  pulumi
    .output(document as string | object)
    .apply((value: string | object) => rewrite(typeof value === "string" ? value : JSON.stringify(value)));
const inPolicy = (from: string, to: string) => (props: Record<string, unknown>) => ({
  ...props,
  policy: rewritten(props.policy, (text) => text.replaceAll(from, to)),
});

const mutations: Mutation[] = [
  {
    rule: "declared-inputs",
    what: "a misspelt input",
    type: service,
    props: ({ desiredCount, ...props }) => ({ ...props, desiredCounts: desiredCount }),
  },
  {
    rule: "declared-inputs",
    what: "a list where text belongs",
    type: service,
    props: (props) => ({ ...props, taskDefinition: ["a"] }),
  },
  {
    rule: "declared-inputs",
    what: "a required input left out",
    type: "aws:efs/mountTarget:MountTarget",
    props: ({ fileSystemId: _, ...props }) => props,
  },
  {
    rule: "alternatives",
    what: "a group rule without a peer",
    type: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    props: ({ cidrIpv4: _, ...props }) => props,
  },
  {
    rule: "value-limits",
    what: "a protocol that target groups do not have",
    type: "aws:lb/targetGroup:TargetGroup",
    props: (props) => ({ ...props, protocol: "HTTPX" }),
  },
  {
    rule: "value-limits",
    what: "a group name that begins with sg-",
    type: "aws:ec2/securityGroup:SecurityGroup",
    props: (props) => ({ ...props, name: "sg-server" }),
  },
  {
    rule: "name-lengths",
    what: "a balancer's name of 33 characters",
    type: "aws:lb/loadBalancer:LoadBalancer",
    props: (props) => ({ ...props, name: "a".repeat(33) }),
  },
  {
    rule: "fargate-size",
    what: "memory that this CPU does not have",
    type: task,
    props: (props) => ({ ...props, memory: "999" }),
  },
  {
    rule: "fargate-size",
    what: "bridge networking",
    type: task,
    props: (props) => ({ ...props, networkMode: "bridge" }),
  },
  {
    rule: "container-definitions",
    what: "no JSON",
    type: task,
    props: (props) => ({ ...props, containerDefinitions: "[{" }),
  },
  {
    rule: "container-definitions",
    what: "waiting for a container that is not there",
    type: task,
    props: (props) => ({
      ...props,
      containerDefinitions: rewritten(props.containerDefinitions, (text) =>
        text.replace(/"containerName":"[^"]+"/, '"containerName":"absent"'),
      ),
    }),
  },
  {
    rule: "container-definitions",
    what: "a mount of a volume that is not there",
    type: task,
    props: ({ volumes: _, ...props }) => props,
  },
  {
    rule: "policy-documents",
    what: "an action that no service has",
    type: "aws:iam/rolePolicy:RolePolicy",
    props: inPolicy("secretsmanager:GetSecretValue", "secretsmanager:GetSecretValues"),
  },
  {
    rule: "policy-documents",
    what: "a trust policy without a principal",
    type: "aws:iam/role:Role",
    props: (props) => ({
      ...props,
      assumeRolePolicy: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole"}]}',
    }),
  },
  {
    rule: "references",
    what: "a subnet that does not exist",
    type: service,
    props: (props) => ({ ...props, networkConfiguration: { subnets: ["subnet-0123456789abcdef0"] } }),
  },
  {
    rule: "references",
    what: "a subnet where a group belongs",
    type: service,
    props: (props) => ({
      ...props,
      networkConfiguration: { subnets: [], securityGroups: ["subnet-0123456789abcdef0"] },
    }),
  },
  {
    rule: "named-references",
    what: "a subnet group that does not exist",
    type: "aws:rds/instance:Instance",
    props: (props) => ({ ...props, dbSubnetGroupName: "absent" }),
  },
  { rule: "listener-before-service", what: "no dependency on the listener", type: service, without: /^aws:lb\// },
  {
    rule: "mount-targets-before-service",
    what: "no dependency on the mount targets",
    type: service,
    without: /^aws:efs\//,
  },
  {
    rule: "policies-before-service",
    what: "no dependency on the roles' policies",
    type: service,
    without: /^aws:iam\//,
  },
  {
    rule: "secret-versions-before-service",
    what: "no dependency on the secrets' versions",
    type: service,
    without: /^aws:secretsmanager\//,
  },
  { rule: "routes-before-service", what: "no dependency on the routes", type: service, without: /^aws:ec2\// },
  {
    rule: "service-linked-role-before-domain",
    what: "no dependency on the role",
    type: "aws:opensearch/domain:Domain",
    without: /^aws:iam\//,
  },
  {
    rule: "secrets-readable",
    what: "an execution role that may describe secrets only",
    type: "aws:iam/rolePolicy:RolePolicy",
    props: inPolicy("secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"),
  },
  {
    rule: "logs-writable",
    what: "an execution role that may not write logs",
    type: "aws:iam/rolePolicy:RolePolicy",
    props: inPolicy("logs:PutLogEvents", "logs:DescribeLogStreams"),
  },
  {
    rule: "unique-names",
    what: "a second cluster of the same name",
    type: cluster,
    also: () => new ecs.Cluster("twin", { name: String(session.cloud.all(cluster)[0]!.outputs.name) }),
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

const typeOf = (resource: unknown): string => (resource as { __pulumiType?: string }).__pulumiType ?? "";

const mutated =
  (program: Program, { type, props = (given) => given, without, also }: Mutation): Program =>
  async () => {
    pulumi.runtime.registerStackTransformation((args) => {
      if (args.type !== type) return undefined;
      const { dependsOn, ...opts } = args.opts as pulumi.CustomResourceOptions;
      const all = dependsOn === undefined ? [] : Array.isArray(dependsOn) ? dependsOn : [dependsOn];
      const kept = without ? (all as unknown[]).filter((resource) => !without.test(typeOf(resource))) : all;
      return { props: props(args.props), opts: { ...opts, dependsOn: kept as pulumi.Resource[] } };
    });
    also?.();
    return program();
  };

let session: RehearsalSession;
let program: Program;

before(async () => {
  session = await RehearsalSession.start({ stackFile: path.resolve(__dirname, "../../../Pulumi.dev.yaml") });
  session.setConfig("openmetadata:search.serviceLinkedRole", "create");
  program = session.program;
  // Identifiers and documents are known in the previews to come.
  await session.up();
});
after(() => session.dispose());

test("the stack as it is, is refused by no rule", async () => {
  session.setProgram(program);
  await session.preview();
});

for (const mutation of mutations) {
  test(`${mutation.rule} refuses ${mutation.what}`, async () => {
    session.setProgram(mutated(program, mutation));
    await assert.rejects(session.preview(), (error: Error) => {
      assert.ok(error.message.includes(`[rehearsal: ${mutation.rule}]`), error.message);
      return true;
    });
  });
}

test("every rule has a mutation, or a run of account.test.ts, that proves it", () => {
  const proven = new Set([...mutations, ...accountRuns].map(({ rule }) => rule));
  assert.deepEqual(
    rules.filter(({ name }) => !proven.has(name)).map(({ name }) => name),
    [],
  );
});
