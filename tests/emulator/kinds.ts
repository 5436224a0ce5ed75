import { CloudWatchClient, ListTagsForResourceCommand as ListAlarmTags } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, ListTagsForResourceCommand as ListLogTags } from "@aws-sdk/client-cloudwatch-logs";
import * as ec2Api from "@aws-sdk/client-ec2";
import * as ecsApi from "@aws-sdk/client-ecs";
import {
  DescribeTagsCommand as ElbTags,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { IAMClient, ListRoleTagsCommand } from "@aws-sdk/client-iam";
import { ListTagsCommand as ListSearchTags, OpenSearchClient } from "@aws-sdk/client-opensearch";
import * as rdsApi from "@aws-sdk/client-rds";
import * as namesApi from "@aws-sdk/client-servicediscovery";
import { Account } from "./account";

interface Tag {
  readonly key?: string | undefined;
  readonly Key?: string | undefined;
}
export type Tags = readonly Tag[] | Readonly<Record<string, string>> | undefined;

/** One thing in the account: its identifier, and its tags once somebody asks for them. */
export interface Listed {
  readonly id: string;
  readonly tags: () => Promise<Tags>;
}

/** What the account lists of a type. `takesTags` is false for what has none of its own. */
export interface Kind {
  readonly list: () => Promise<Listed[]>;
  readonly takesTags?: false;
}

const listed = (id: string | undefined, tags: (id: string) => Tags | Promise<Tags>): Listed[] =>
  id ? [{ id, tags: async () => tags(id) }] : [];

/** One record a type: how the account lists what a stack can have made of it, and where the tags are. */
export function kindsOf(endpoint: string): Readonly<Record<string, Kind>> {
  const options = { endpoint, region: "us-east-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } };
  const account = new Account(endpoint);
  return { ...networkKinds(account, options), ...taskKinds(account, options), ...storeKinds(account, options) };
}

type Options = ConstructorParameters<typeof ec2Api.EC2Client>[0] & { endpoint: string; region: string };
const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:123456789012:${resource}`;

function networkKinds(account: Account, options: Options): Record<string, Kind> {
  const ec2 = new ec2Api.EC2Client(options);
  const elb = new ElasticLoadBalancingV2Client(options);
  const tags = async (id: string) => {
    const { Tags = [] } = await ec2.send(new ec2Api.DescribeTagsCommand({ MaxResults: 1000 }));
    return Tags.filter(({ ResourceId }) => ResourceId === id);
  };
  const ofEc2 = (ids: () => Promise<readonly (string | undefined)[]>): Kind => ({
    list: async () => (await ids()).flatMap((id) => listed(id, tags)),
  });
  const ofBalancer = (ids: () => Promise<readonly (string | undefined)[]>): Kind => ({
    list: async () =>
      (await ids()).flatMap((one) =>
        listed(one, async (id) => (await elb.send(new ElbTags({ ResourceArns: [id] }))).TagDescriptions?.[0]?.Tags),
      ),
  });
  const groups = async () => (await account.securityGroups()).filter(({ group }) => group.GroupName !== "default");
  const rules = (outward: boolean) => async () =>
    (await groups()).flatMap((group) =>
      group.rules.filter(({ IsEgress }) => Boolean(IsEgress) === outward).map((rule) => rule.SecurityGroupRuleId),
    );
  const listeners = async () => (await account.loadBalancers()).flatMap((balancer) => balancer.listeners);
  return {
    "aws:ec2/vpc:Vpc": ofEc2(async () =>
      (await account.networks()).vpcs.filter(({ IsDefault }) => !IsDefault).map(({ VpcId }) => VpcId),
    ),
    "aws:ec2/subnet:Subnet": ofEc2(async () => {
      const { vpcs, subnets } = await account.networks();
      const ofAws = new Set(vpcs.filter(({ IsDefault }) => IsDefault).map(({ VpcId }) => VpcId));
      return subnets.filter(({ VpcId }) => !ofAws.has(VpcId)).map(({ SubnetId }) => SubnetId);
    }),
    "aws:ec2/securityGroup:SecurityGroup": ofEc2(async () => (await groups()).map(({ group }) => group.GroupId)),
    "aws:ec2/natGateway:NatGateway": ofEc2(async () =>
      ((await ec2.send(new ec2Api.DescribeNatGatewaysCommand({}))).NatGateways ?? [])
        .filter(({ State }) => State !== "deleted")
        .map(({ NatGatewayId }) => NatGatewayId),
    ),
    "aws:ec2/eip:Eip": ofEc2(async () =>
      ((await ec2.send(new ec2Api.DescribeAddressesCommand({}))).Addresses ?? []).map((one) => one.AllocationId),
    ),
    "aws:ec2/internetGateway:InternetGateway": ofEc2(async () =>
      ((await ec2.send(new ec2Api.DescribeInternetGatewaysCommand({}))).InternetGateways ?? []).map(
        ({ InternetGatewayId }) => InternetGatewayId,
      ),
    ),
    "aws:ec2/routeTable:RouteTable": ofEc2(async () =>
      ((await ec2.send(new ec2Api.DescribeRouteTablesCommand({}))).RouteTables ?? [])
        .filter(({ Associations = [] }) => !Associations.some(({ Main }) => Main))
        .map(({ RouteTableId }) => RouteTableId),
    ),
    "aws:ec2/vpcEndpoint:VpcEndpoint": ofEc2(async () =>
      ((await ec2.send(new ec2Api.DescribeVpcEndpointsCommand({}))).VpcEndpoints ?? [])
        .filter(({ State }) => String(State).toLowerCase() !== "deleted")
        .map(({ VpcEndpointId }) => VpcEndpointId),
    ),
    // A rule that AWS makes with each group lets everything out; the provider removes it, so none may be left.
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ofEc2(rules(false)),
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ofEc2(rules(true)),
    "aws:lb/loadBalancer:LoadBalancer": ofBalancer(async () =>
      (await account.loadBalancers()).map(({ balancer }) => balancer.LoadBalancerArn),
    ),
    "aws:lb/listener:Listener": ofBalancer(async () => (await listeners()).map(({ ListenerArn }) => ListenerArn)),
    "aws:lb/targetGroup:TargetGroup": ofBalancer(async () =>
      (await account.targetGroups()).map(({ group }) => group.TargetGroupArn),
    ),
  };
}

function taskKinds(account: Account, options: Options): Record<string, Kind> {
  const ecs = new ecsApi.ECSClient(options);
  const names = new namesApi.ServiceDiscoveryClient(options);
  const [logs, alarms, iam] = [
    new CloudWatchLogsClient(options),
    new CloudWatchClient(options),
    new IAMClient(options),
  ];
  const ofEcs = (ids: () => Promise<readonly (string | undefined)[]>): Kind => ({
    list: async () =>
      (await ids()).flatMap((one) =>
        listed(one, async (id) => (await ecs.send(new ecsApi.ListTagsForResourceCommand({ resourceArn: id }))).tags),
      ),
  });
  const ofNames = (all: () => Promise<readonly { Id?: string | undefined; Arn?: string | undefined }[]>): Kind => ({
    list: async () =>
      (await all()).flatMap(({ Id, Arn }) =>
        listed(Id, async () => (await names.send(new namesApi.ListTagsForResourceCommand({ ResourceARN: Arn }))).Tags),
      ),
  });
  return {
    "aws:ecs/cluster:Cluster": ofEcs(async () => {
      const { clusterArns = [] } = await ecs.send(new ecsApi.ListClustersCommand({}));
      // moto lists a deleted cluster for ever, as inactive.
      const { clusters = [] } = await ecs.send(new ecsApi.DescribeClustersCommand({ clusters: clusterArns }));
      return clusters.filter(({ status }) => status === "ACTIVE").map(({ clusterArn }) => clusterArn);
    }),
    "aws:ecs/service:Service": ofEcs(async () => (await account.services()).map(({ service }) => service.serviceArn)),
    "aws:ecs/taskDefinition:TaskDefinition": ofEcs(
      async () =>
        (await ecs.send(new ecsApi.ListTaskDefinitionsCommand({ status: "ACTIVE" }))).taskDefinitionArns ?? [],
    ),
    "aws:cloudwatch/logGroup:LogGroup": {
      list: async () =>
        (await account.logGroups()).flatMap(({ logGroupName }) =>
          listed(
            logGroupName,
            async (id) => (await logs.send(new ListLogTags({ resourceArn: arn("logs", `log-group:${id}`) }))).tags,
          ),
        ),
    },
    "aws:cloudwatch/metricAlarm:MetricAlarm": {
      list: async () =>
        (await account.alarms()).flatMap(({ AlarmName }) =>
          listed(
            AlarmName,
            async (id) =>
              (await alarms.send(new ListAlarmTags({ ResourceARN: arn("cloudwatch", `alarm:${id}`) }))).Tags,
          ),
        ),
    },
    "aws:iam/role:Role": {
      list: async () =>
        [...(await account.roles()).values()]
          .filter(({ role }) => !role.Path?.startsWith("/aws-service-role/"))
          .flatMap(({ role }) =>
            listed(role.RoleName, async (id) => (await iam.send(new ListRoleTagsCommand({ RoleName: id }))).Tags),
          ),
    },
    "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": ofNames(
      async () => (await names.send(new namesApi.ListNamespacesCommand({}))).Namespaces ?? [],
    ),
    "aws:servicediscovery/service:Service": ofNames(
      async () => (await names.send(new namesApi.ListServicesCommand({}))).Services ?? [],
    ),
  };
}

function storeKinds(account: Account, options: Options): Record<string, Kind> {
  const rds = new rdsApi.RDSClient(options);
  const search = new OpenSearchClient(options);
  const ofRds = (kind: string, ids: () => Promise<readonly (string | undefined)[]>): Kind => ({
    list: async () =>
      (await ids()).flatMap((one) =>
        listed(one, async (id) => {
          const ResourceName = arn("rds", `${kind}:${id}`);
          return (await rds.send(new rdsApi.ListTagsForResourceCommand({ ResourceName }))).TagList;
        }),
      ),
  });
  return {
    "aws:efs/fileSystem:FileSystem": {
      list: async () =>
        (await account.fileSystems()).flatMap(({ fileSystem }) =>
          listed(fileSystem.FileSystemId, () => fileSystem.Tags),
        ),
    },
    "aws:efs/accessPoint:AccessPoint": {
      list: async () =>
        (await account.fileSystems()).flatMap(({ accessPoints }) =>
          accessPoints.flatMap(({ AccessPointId, Tags }) => listed(AccessPointId, () => Tags)),
        ),
    },
    "aws:efs/mountTarget:MountTarget": {
      takesTags: false,
      list: async () =>
        (await account.fileSystems()).flatMap(({ mountTargets }) =>
          mountTargets.flatMap(({ MountTargetId }) => listed(MountTargetId, () => undefined)),
        ),
    },
    "aws:rds/instance:Instance": {
      list: async () =>
        (await account.databases()).flatMap(({ instance }) => listed(instance.DbiResourceId, () => instance.TagList)),
    },
    "aws:rds/parameterGroup:ParameterGroup": ofRds("pg", async () =>
      ((await rds.send(new rdsApi.DescribeDBParameterGroupsCommand({}))).DBParameterGroups ?? [])
        .map(({ DBParameterGroupName }) => DBParameterGroupName)
        .filter((name = "") => !name.startsWith("default")),
    ),
    "aws:rds/subnetGroup:SubnetGroup": ofRds("subgrp", async () =>
      ((await rds.send(new rdsApi.DescribeDBSubnetGroupsCommand({}))).DBSubnetGroups ?? []).map(
        ({ DBSubnetGroupName }) => DBSubnetGroupName,
      ),
    ),
    "aws:opensearch/domain:Domain": {
      list: async () =>
        (await account.searchDomains()).flatMap(({ ARN }) =>
          listed(ARN, async (id) => (await search.send(new ListSearchTags({ ARN: id }))).TagList),
        ),
    },
    "aws:secretsmanager/secret:Secret": {
      list: async () =>
        (await account.secrets())
          .filter(({ DeletedDate }) => !DeletedDate)
          .flatMap(({ ARN, Tags }) => listed(ARN, () => Tags)),
    },
  };
}
