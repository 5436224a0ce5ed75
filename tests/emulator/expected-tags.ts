import assert from "node:assert/strict";
import { CloudWatchClient, ListTagsForResourceCommand as ListAlarmTags } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, ListTagsForResourceCommand as ListLogTags } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeTagsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { ECSClient, ListTagsForResourceCommand as ListEcsTags } from "@aws-sdk/client-ecs";
import {
  DescribeTagsCommand as DescribeElbTags,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { IAMClient, ListRoleTagsCommand } from "@aws-sdk/client-iam";
import { ListTagsCommand as ListSearchTags, OpenSearchClient } from "@aws-sdk/client-opensearch";
import { ListTagsForResourceCommand as ListRdsTags, RDSClient } from "@aws-sdk/client-rds";
import { SecretsManagerClient, ListSecretsCommand } from "@aws-sdk/client-secrets-manager";
import {
  ListNamespacesCommand,
  ListServicesCommand,
  ListTagsForResourceCommand as ListNameTags,
  ServiceDiscoveryClient,
} from "@aws-sdk/client-servicediscovery";
import { Account } from "./account";
import { inventoryOf } from "./inventory";

interface Tag {
  readonly key?: string | undefined;
  readonly Key?: string | undefined;
}
type Tags = readonly Tag[] | Readonly<Record<string, string>> | undefined;

const keysOf = (tags: Tags): string[] =>
  Array.isArray(tags)
    ? (tags as readonly Tag[]).flatMap(({ key, Key }) => key ?? Key ?? [])
    : Object.keys((tags as Record<string, string> | undefined) ?? {});

/** How the tags of a type are read, given what the account lists of it. */
type Reader = (ids: readonly string[]) => Promise<readonly (readonly [string, Tags])[]>;

const each =
  (read: (id: string) => Promise<Tags>): Reader =>
  (ids) =>
    Promise.all(ids.map(async (id) => [id, await read(id)] as const));

const readers = (endpoint: string): Readonly<Record<string, Reader>> => {
  const options = { endpoint, region: "us-east-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } };
  const [ec2, elb, ecs, rds] = [
    new EC2Client(options),
    new ElasticLoadBalancingV2Client(options),
    new ECSClient(options),
    new RDSClient(options),
  ];
  const [search, logs, alarms] = [
    new OpenSearchClient(options),
    new CloudWatchLogsClient(options),
    new CloudWatchClient(options),
  ];
  const [iam, names, secrets] = [
    new IAMClient(options),
    new ServiceDiscoveryClient(options),
    new SecretsManagerClient(options),
  ];
  const account = new Account(endpoint);
  const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:123456789012:${resource}`;

  const ofEc2: Reader = async (ids) => {
    const { Tags = [] } = await ec2.send(new DescribeTagsCommand({ MaxResults: 1000 }));
    return ids.map((id) => [id, Tags.filter(({ ResourceId }) => ResourceId === id)] as const);
  };
  const ofBalancer = each(
    async (id) => (await elb.send(new DescribeElbTags({ ResourceArns: [id] }))).TagDescriptions?.[0]?.Tags,
  );
  const ofEcs = each(async (id) => (await ecs.send(new ListEcsTags({ resourceArn: id }))).tags);
  const ofRds = (kind: string) =>
    each(async (id) => (await rds.send(new ListRdsTags({ ResourceName: arn("rds", `${kind}:${id}`) }))).TagList);
  const ofNames = (listed: () => Promise<readonly { Id?: string | undefined; Arn?: string | undefined }[]>) =>
    each(async (id) => {
      const found = (await listed()).find(({ Id }) => Id === id);
      return (await names.send(new ListNameTags({ ResourceARN: found?.Arn }))).Tags;
    });
  const ofLogs = each(
    async (id) => (await logs.send(new ListLogTags({ resourceArn: arn("logs", `log-group:${id}`) }))).tags,
  );
  const fileSystems = async () => account.fileSystems();
  return {
    ...Object.fromEntries(
      ["vpc:Vpc", "subnet:Subnet", "securityGroup:SecurityGroup", "natGateway:NatGateway", "eip:Eip"]
        .concat(["internetGateway:InternetGateway", "routeTable:RouteTable", "vpcEndpoint:VpcEndpoint"])
        .map((type) => [`aws:ec2/${type}`, ofEc2] as const),
    ),
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ofEc2,
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ofEc2,
    "aws:lb/loadBalancer:LoadBalancer": ofBalancer,
    "aws:lb/listener:Listener": ofBalancer,
    "aws:lb/targetGroup:TargetGroup": ofBalancer,
    "aws:ecs/cluster:Cluster": ofEcs,
    "aws:ecs/service:Service": ofEcs,
    "aws:ecs/taskDefinition:TaskDefinition": ofEcs,
    "aws:efs/fileSystem:FileSystem": each(
      async (id) => (await fileSystems()).find(({ fileSystem }) => fileSystem.FileSystemId === id)?.fileSystem.Tags,
    ),
    "aws:efs/accessPoint:AccessPoint": each(
      async (id) =>
        (await fileSystems())
          .flatMap(({ accessPoints }) => accessPoints)
          .find(({ AccessPointId }) => AccessPointId === id)?.Tags,
    ),
    "aws:rds/instance:Instance": async () =>
      (await account.databases()).map(
        ({ instance }) => [instance.DBInstanceIdentifier ?? "", instance.TagList] as const,
      ),
    "aws:rds/parameterGroup:ParameterGroup": ofRds("pg"),
    "aws:rds/subnetGroup:SubnetGroup": ofRds("subgrp"),
    "aws:opensearch/domain:Domain": each(async (id) => (await search.send(new ListSearchTags({ ARN: id }))).TagList),
    "aws:secretsmanager/secret:Secret": async () =>
      ((await secrets.send(new ListSecretsCommand({ MaxResults: 100 }))).SecretList ?? []).map(
        ({ ARN, Tags }) => [ARN ?? "", Tags] as const,
      ),
    "aws:cloudwatch/logGroup:LogGroup": ofLogs,
    "aws:cloudwatch/metricAlarm:MetricAlarm": each(
      async (id) => (await alarms.send(new ListAlarmTags({ ResourceARN: arn("cloudwatch", `alarm:${id}`) }))).Tags,
    ),
    "aws:iam/role:Role": each(async (id) => (await iam.send(new ListRoleTagsCommand({ RoleName: id }))).Tags),
    "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": ofNames(
      async () => (await names.send(new ListNamespacesCommand({}))).Namespaces ?? [],
    ),
    "aws:servicediscovery/service:Service": ofNames(
      async () => (await names.send(new ListServicesCommand({}))).Services ?? [],
    ),
  };
};

/** Types that the emulator lists without their tags, with the reason. */
const unreadable: Readonly<Record<string, string>> = {};

/** A mount target takes no tags of its own. */
const untaggable = new Set(["aws:efs/mountTarget:MountTarget"]);

/**
 * Everything in the account that takes tags says whose it is.
 * @param foreign what somebody else made, by identifier
 */
export const expectTags = async (endpoint: string, foreign: ReadonlySet<string>): Promise<void> => {
  const inventory = await inventoryOf(endpoint);
  const read = readers(endpoint);
  const bare: string[] = [];
  for (const [type, ids] of inventory) {
    if (untaggable.has(type) || unreadable[type]) continue;
    const reader = read[type];
    assert.ok(reader, `nobody reads the tags of ${type}`);
    for (const [id, tags] of await reader(ids.filter((id) => !foreign.has(id)))) {
      const missing = ["environment", "pulumi:project", "pulumi:stack"].filter((key) => !keysOf(tags).includes(key));
      if (missing.length > 0) bare.push(`${type} ${id} lacks ${missing.join(", ")}`);
    }
  }
  assert.deepEqual(bare, []);
};
