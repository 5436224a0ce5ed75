import assert from "node:assert/strict";
import { test } from "node:test";
import { alarmMetrics } from "../services/cloudwatch/alarm-metrics";
import { builtImages } from "../services/ecr/built-images";
import { fileSystemSettings } from "../services/efs/file-system-settings";
import { SimulatedCloud } from "../../protocol/cloud";
import { ResourceGraph, type ResourceNode } from "../../protocol/graph";
import { unknown, type Properties } from "../../protocol/wire";
import { iamSettings } from "../services/iam/iam-settings";
import { logProblems } from "../services/ecs/container-definitions/log-options";
import { sameRegion } from "./same-region";
import { repositorySettings } from "../services/ecr/repository-settings";
import type { Rule } from "../rule";
import { referenceProblem } from "../services/ecs/container-definitions/secret-references";
import { clusterSettings } from "../services/ecs/cluster-settings";
import { optionProblems } from "../services/ecs/service-options";
import { tags } from "./tags";

const reasons = (rule: Rule, type: string, inputs: Properties): string[] =>
  rule.check!({
    ...{ urn: `urn:pulumi:s::p::${type}::x`, type, name: "x", inputs, preview: true },
    ...{ configuration: { region: "eu-west-1" }, cloud: new SimulatedCloud(""), graph: new ResourceGraph() },
  }).map(({ reason }) => reason);
const passes = (rule: Rule, type: string, inputs: Properties) =>
  assert.deepEqual(reasons(rule, type, inputs), [], JSON.stringify(inputs));
const refuses = (rule: Rule, type: string, inputs: Properties, says: RegExp) =>
  assert.match(reasons(rule, type, inputs).join("\n"), says, JSON.stringify(inputs));

const repository = "aws:ecr/repository:Repository";
const lifecycle = "aws:ecr/lifecyclePolicy:LifecyclePolicy";
const image = "docker:index/image:Image";
const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";

test("a repository's name", () => {
  for (const name of ["ab", "a-b_c.d/e/f", "a__b", "a1", unknown]) passes(repositorySettings, repository, { name });
  for (const name of ["a", "A/b", "a//b", "-a", "a/", "x".repeat(257)])
    refuses(repositorySettings, repository, { name }, /name is/);
});

const rule = (rulePriority: number, selection: Properties, more: Properties = {}): Properties => ({
  ...{ rulePriority, action: { type: "expire" }, ...more },
  selection: { tagStatus: "untagged", countType: "imageCountMoreThan", countNumber: 1, ...selection },
});

test("a lifecycle policy", () => {
  const policy = (...rules: Properties[]): Properties => ({ policy: JSON.stringify({ rules }) });
  const days = { countType: "sinceImagePushed", countUnit: "days" };
  passes(repositorySettings, lifecycle, policy(rule(1, days), rule(7, { tagStatus: "any" })));
  passes(repositorySettings, lifecycle, policy(rule(1, { tagStatus: "tagged", tagPatternList: ["v*"] })));
  passes(repositorySettings, lifecycle, policy(rule(1, { tagStatus: "tagged", tagPrefixList: ["v"] })));
  passes(repositorySettings, lifecycle, { policy: unknown });
  for (const [wrong, says] of [
    [policy(), /list of rules/],
    [policy(rule(1, { tagStatus: "tagged" })), /needs one of tagPrefixList and tagPatternList/],
    [policy(rule(1, { tagPrefixList: ["v"] })), /"untagged" takes no tagPrefixList/],
    [policy(rule(1, { tagStatus: "all" })), /tagStatus is "all"/],
    [policy(rule(1, {}), rule(1, days)), /two rules have the rulePriority 1/],
    [policy(rule(0, {})), /rulePriority is 0/],
    [policy(rule(1, { tagStatus: "any" }), rule(2, {})), /must have the highest rulePriority, found 1/],
    [policy(rule(1, { countType: "imageCount" })), /countType is "imageCount"/],
    [policy(rule(1, { countNumber: 0 })), /countNumber is 0/],
    [policy(rule(1, { ...days, countUnit: "weeks" })), /needs countUnit "days"/],
    [policy(rule(1, { countUnit: "days" })), /takes no countUnit/],
    [policy(rule(1, {}, { action: { type: "delete" } })), /action is "delete"/],
  ] as const)
    refuses(repositorySettings, lifecycle, wrong, says);
});

test("an image's name and the registry that it is pushed to", () => {
  const server = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
  for (const [imageName, registry] of [
    [`${server}/a:1`, { server }],
    [`${server}/a:1`, { server: `https://${server}/v2/` }],
    ["a/b:1", { server: "https://index.docker.io/v1/" }],
    ["docker.io/a/b", { server: "docker.io" }],
    ["localhost/a", { server: "localhost" }],
    ["registry:5000/a", { server: "registry:5000" }],
    ["a", { username: "x" }],
    ["a", { server: unknown }],
    [unknown, { server }],
    ["a", unknown],
  ] as const)
    passes(builtImages, image, { imageName, registry });
  passes(builtImages, image, { imageName: "a", registry: { server }, skipPush: true });
  refuses(builtImages, image, { imageName: "a:1", registry: { server } }, /image a:1 is pushed to docker.io/);
  refuses(builtImages, image, { imageName: `b.${server}/a`, registry: { server } }, /the login is to 123456789012/);
});

const node = (type: string, inputs: Properties, from: Record<string, string[]> = {}): ResourceNode => ({
  ...{ urn: type, type, name: "x", parent: "", provider: "", custom: true, inputs },
  dependencies: Object.values(from).flat(),
  propertyDependencies: from,
});

test("the platform of an image and of the task that runs it", () => {
  const task = "aws:ecs/taskDefinition:TaskDefinition";
  const found = (platform: Properties[string], cpuArchitecture?: string) => {
    const graph = new ResourceGraph();
    const runtimePlatform: Properties = cpuArchitecture === undefined ? {} : { cpuArchitecture };
    const containerDefinitions = JSON.stringify([{ name: "server", image: "r.example.com/a@sha256:1" }]);
    const definition = node(task, { containerDefinitions, runtimePlatform }, { containerDefinitions: [image] });
    graph.add({ ...node(image, { build: { platform } }), outputs: { repoDigest: "r.example.com/a@sha256:1" } });
    graph.add(definition);
    return builtImages.graph!(definition, graph, new SimulatedCloud("")).map(({ reason }) => reason);
  };
  for (const [platform, architecture] of [
    ["linux/amd64", undefined],
    ["linux/amd64", "X86_64"],
    ["linux/arm64", "ARM64"],
    ["linux/arm64/v8", "ARM64"],
    ["linux/s390x", "X86_64"],
    [unknown, "ARM64"],
  ] as const)
    assert.deepEqual(found(platform, architecture), []);
  assert.match(found("linux/arm64").join(), /built for "linux\/arm64", and task x runs on X86_64/);
  assert.match(found("linux/amd64", "ARM64").join(), /runs on ARM64/);
});

test("what IAM takes", () => {
  const role = "aws:iam/role:Role";
  passes(iamSettings, role, {
    description: "Größe: 1 ½\n~",
    managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
  });
  passes(iamSettings, role, { description: unknown, managedPolicyArns: unknown });
  passes(iamSettings, "aws:iam/policy:Policy", { description: "a — b" });
  const attachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
  for (const policyArn of [
    "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
    "arn:aws-cn:iam::aws:policy/AmazonSSMManagedInstanceCore",
    "arn:aws:iam::aws:policy/NewerThanTheList",
    "arn:aws:iam::123456789012:policy/AmazonECSTaskExecutionRolePolicy",
  ])
    passes(iamSettings, attachment, { policyArn });
  for (const service of ["ecs", "opensearchservice", "es", "ecs.application-autoscaling", "newer"])
    passes(iamSettings, "aws:iam/serviceLinkedRole:ServiceLinkedRole", { awsServiceName: `${service}.amazonaws.com` });
  passes(tags, "aws:iam/policy:Policy", { tags: { Name: "a", name: "b" } });
  passes(tags, "aws:ec2/vpc:Vpc", { tags: { Name: "a", name: "b" } });
});

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
    passes(alarmMetrics, alarm, {
      ...{ namespace: namespace!, metricName: metricName! },
      dimensions: Object.fromEntries(dimensions.map((name) => [name, unknown])),
    });
  passes(alarmMetrics, alarm, { namespace: unknown, metricName: unknown, dimensions: unknown });
  passes(alarmMetrics, alarm, { namespace: "AWS/ES", metricName: unknown, dimensions: unknown });
  passes(alarmMetrics, alarm, { metricQueries: [{ id: "a", expression: "SELECT AVG(x) FROM y" }] });
});

test("what may be in another region, and what has none", () => {
  const key = (region: string) => `arn:aws:kms:${region}:123456789012:key/1`;
  passes(sameRegion, "aws:rds/instance:Instance", { kmsKeyId: key("us-east-1"), region: "us-east-1" });
  passes(sameRegion, "aws:rds/instance:Instance", { kmsKeyId: unknown });
  passes(sameRegion, "aws:secretsmanager/secret:Secret", {
    ...{ kmsKeyId: "alias/a", replicas: [{ region: "us-east-1", kmsKeyId: key("us-east-1") }] },
  });
  passes(sameRegion, "aws:lb/listener:Listener", { certificateArn: "arn:aws:iam::123456789012:server-certificate/a" });
});

test("options of clusters, services and file systems that go together", () => {
  for (const value of ["enabled", "disabled", "enhanced", unknown])
    passes(clusterSettings, "aws:ecs/cluster:Cluster", { settings: [{ name: "containerInsights", value }] });
  for (const inputs of [
    { launchType: "FARGATE", orderedPlacementStrategies: [], placementConstraints: [] },
    { launchType: "EC2", orderedPlacementStrategies: [{ type: "random" }] },
    { launchType: unknown, placementConstraints: [{ type: "distinctInstance" }] },
    { deploymentController: { type: "CODE_DEPLOY" }, loadBalancers: unknown },
    { deploymentController: { type: "CODE_DEPLOY" }, deploymentCircuitBreaker: { enable: false }, loadBalancers: [{}] },
    { deploymentController: { type: unknown }, deploymentCircuitBreaker: { enable: true } },
    { iamRole: "ecs", loadBalancers: [{}] },
    { healthCheckGracePeriodSeconds: 60 },
  ] as Properties[])
    assert.deepEqual(optionProblems(inputs), [], JSON.stringify(inputs));
  for (const inputs of [
    { throughputMode: "provisioned", provisionedThroughputInMibps: 10 },
    { throughputMode: "provisioned", provisionedThroughputInMibps: unknown },
    { throughputMode: unknown, provisionedThroughputInMibps: 10 },
    { performanceMode: "maxIO" },
    { lifecyclePolicies: [{ transitionToIa: "AFTER_30_DAYS" }, { transitionToArchive: "AFTER_90_DAYS" }] },
  ] as Properties[])
    passes(fileSystemSettings, "aws:efs/fileSystem:FileSystem", inputs);
});

test("what a container's secrets and logs may say", () => {
  const arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:a/b-a1b2c3";
  for (const valueFrom of [
    ...[arn, `${arn}:key::`, `${arn}::AWSPREVIOUS:`, `${arn}:::id`, `${arn}:key:AWSCURRENT:`],
    ...["/a/b", "a.b-c_d", "arn:aws:ssm:eu-west-1:123456789012:parameter/a"],
  ])
    assert.equal(referenceProblem(valueFrom), undefined, valueFrom);
  const options = { "awslogs-group": "a", "awslogs-region": "eu-west-1" };
  for (const more of [
    { "awslogs-stream-prefix": "a", "awslogs-create-group": "true" },
    { mode: "non-blocking", "max-buffer-size": "25m" },
    { "max-buffer-size": "1.5MB" },
    { mode: "blocking" },
    { "awslogs-datetime-format": "%Y" },
  ] as Record<string, string>[])
    assert.deepEqual(
      logProblems({ logConfiguration: { logDriver: "awslogs", options: { ...options, ...more } } }),
      [],
      JSON.stringify(more),
    );
  assert.deepEqual(logProblems({ logConfiguration: { logDriver: "splunk", options: { "splunk-url": "a" } } }), []);
});
