import {
  DescribeAddressesCommand,
  DescribeInternetGatewaysCommand,
  DescribeNatGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeVpcEndpointsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import {
  DescribeClustersCommand,
  ECSClient,
  ListClustersCommand,
  ListTaskDefinitionsCommand,
} from "@aws-sdk/client-ecs";
import { DescribeDBParameterGroupsCommand, DescribeDBSubnetGroupsCommand, RDSClient } from "@aws-sdk/client-rds";
import { ListNamespacesCommand, ListServicesCommand, ServiceDiscoveryClient } from "@aws-sdk/client-servicediscovery";
import type { StackState } from "../../rehearsal/engine/workspace";
import { Account } from "./account";

/** Identifiers of what an account holds, by Pulumi's type. */
export type Inventory = ReadonlyMap<string, readonly string[]>;

const present = (ids: readonly (string | undefined)[]): string[] => ids.flatMap((id) => (id ? [id] : [])).sort();

/** What the account holds, as far as a stack can have made it: not what AWS makes by itself with a new account. */
export const inventoryOf = async (endpoint: string): Promise<Inventory> => {
  const account = new Account(endpoint);
  const options = { endpoint, region: "us-east-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } };
  const ec2 = new EC2Client(options);
  const rds = new RDSClient(options);
  const ecs = new ECSClient(options);
  const names = new ServiceDiscoveryClient(options);
  const { vpcs, subnets } = await account.networks();
  const fileSystems = await account.fileSystems();
  const balancers = await account.loadBalancers();
  const groups = (await account.securityGroups()).filter(({ group }) => group.GroupName !== "default");
  const gateways = (await ec2.send(new DescribeNatGatewaysCommand({}))).NatGateways ?? [];
  const { clusterArns = [] } = await ecs.send(new ListClustersCommand({}));
  // moto lists a deleted cluster for ever, as inactive.
  const { clusters = [] } = await ecs.send(new DescribeClustersCommand({ clusters: clusterArns }));
  const ownGroup = (name = "") => !name.startsWith("default");
  const zones = new Set(vpcs.filter(({ IsDefault }) => IsDefault).map(({ VpcId }) => VpcId));
  const found: Record<string, (string | undefined)[]> = {
    "aws:ec2/vpc:Vpc": vpcs.filter(({ IsDefault }) => !IsDefault).map(({ VpcId }) => VpcId),
    "aws:ec2/subnet:Subnet": subnets.filter(({ VpcId }) => !zones.has(VpcId)).map(({ SubnetId }) => SubnetId),
    "aws:ec2/securityGroup:SecurityGroup": groups.map(({ group }) => group.GroupId),
    "aws:ec2/natGateway:NatGateway": gateways
      .filter(({ State }) => State !== "deleted")
      .map(({ NatGatewayId }) => NatGatewayId),
    "aws:ec2/eip:Eip": ((await ec2.send(new DescribeAddressesCommand({}))).Addresses ?? []).map(
      ({ AllocationId }) => AllocationId,
    ),
    "aws:ec2/internetGateway:InternetGateway": (
      (await ec2.send(new DescribeInternetGatewaysCommand({}))).InternetGateways ?? []
    ).map(({ InternetGatewayId }) => InternetGatewayId),
    "aws:ec2/routeTable:RouteTable": ((await ec2.send(new DescribeRouteTablesCommand({}))).RouteTables ?? [])
      .filter(({ Associations = [] }) => !Associations.some(({ Main }) => Main))
      .map(({ RouteTableId }) => RouteTableId),
    "aws:ec2/vpcEndpoint:VpcEndpoint": ((await ec2.send(new DescribeVpcEndpointsCommand({}))).VpcEndpoints ?? [])
      .filter(({ State }) => String(State).toLowerCase() !== "deleted")
      .map(({ VpcEndpointId }) => VpcEndpointId),
    "aws:lb/loadBalancer:LoadBalancer": balancers.map(({ balancer }) => balancer.LoadBalancerArn),
    "aws:lb/listener:Listener": balancers.flatMap(({ listeners }) => listeners.map(({ ListenerArn }) => ListenerArn)),
    "aws:lb/targetGroup:TargetGroup": (await account.targetGroups()).map(({ group }) => group.TargetGroupArn),
    "aws:ecs/cluster:Cluster": clusters.filter(({ status }) => status === "ACTIVE").map(({ clusterArn }) => clusterArn),
    "aws:ecs/service:Service": (await account.services()).map(({ service }) => service.serviceArn),
    "aws:ecs/taskDefinition:TaskDefinition":
      (await ecs.send(new ListTaskDefinitionsCommand({ status: "ACTIVE" }))).taskDefinitionArns ?? [],
    "aws:efs/fileSystem:FileSystem": fileSystems.map(({ fileSystem }) => fileSystem.FileSystemId),
    "aws:efs/accessPoint:AccessPoint": fileSystems.flatMap(({ accessPoints }) =>
      accessPoints.map(({ AccessPointId }) => AccessPointId),
    ),
    "aws:efs/mountTarget:MountTarget": fileSystems.flatMap(({ mountTargets }) =>
      mountTargets.map(({ MountTargetId }) => MountTargetId),
    ),
    "aws:rds/instance:Instance": (await account.databases()).map(({ instance }) => instance.DbiResourceId),
    "aws:rds/parameterGroup:ParameterGroup": (
      (await rds.send(new DescribeDBParameterGroupsCommand({}))).DBParameterGroups ?? []
    )
      .map(({ DBParameterGroupName }) => DBParameterGroupName)
      .filter(ownGroup),
    "aws:rds/subnetGroup:SubnetGroup": (
      (await rds.send(new DescribeDBSubnetGroupsCommand({}))).DBSubnetGroups ?? []
    ).map(({ DBSubnetGroupName }) => DBSubnetGroupName),
    "aws:opensearch/domain:Domain": (await account.searchDomains()).map(({ ARN }) => ARN),
    "aws:secretsmanager/secret:Secret": (await account.secrets())
      .filter(({ DeletedDate }) => !DeletedDate)
      .map(({ ARN }) => ARN),
    "aws:cloudwatch/logGroup:LogGroup": (await account.logGroups()).map(({ logGroupName }) => logGroupName),
    "aws:cloudwatch/metricAlarm:MetricAlarm": (await account.alarms()).map(({ AlarmName }) => AlarmName),
    "aws:iam/role:Role": [...(await account.roles()).values()]
      .filter(({ role }) => !role.Path?.startsWith("/aws-service-role/"))
      .map(({ role }) => role.RoleName),
    "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": (
      (await names.send(new ListNamespacesCommand({}))).Namespaces ?? []
    ).map(({ Id }) => Id),
    "aws:servicediscovery/service:Service": ((await names.send(new ListServicesCommand({}))).Services ?? []).map(
      ({ Id }) => Id,
    ),
    // A rule that AWS makes with each group lets everything out; the provider removes it, so none may be left.
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": groups.flatMap(({ rules }) =>
      rules.filter(({ IsEgress }) => !IsEgress).map(({ SecurityGroupRuleId }) => SecurityGroupRuleId),
    ),
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": groups.flatMap(({ rules }) =>
      rules.filter(({ IsEgress }) => IsEgress).map(({ SecurityGroupRuleId }) => SecurityGroupRuleId),
    ),
  };
  return new Map(Object.entries(found).map(([type, ids]) => [type, present(ids)]));
};

/** Pulumi's identifier of a resource, where it is not the one that the account lists it under. */
const listedAs: Readonly<Record<string, string>> = {
  "aws:ecs/taskDefinition:TaskDefinition": "arn",
  "aws:rds/instance:Instance": "resourceId",
};

/** What the state of a stack says that the account holds. */
export const inventoryOfState = (state: StackState): Inventory => {
  const found = new Map<string, string[]>();
  for (const { type, id, custom, outputs } of state.resources) {
    if (!custom) continue;
    const property = listedAs[type];
    const identifier = property ? outputs?.[property] : id;
    found.set(type, [...(found.get(type) ?? []), String(identifier)]);
  }
  return new Map([...found].map(([type, ids]) => [type, ids.sort()]));
};

/** Earlier revisions stay, so that there is a way back (`skipDestroy`). */
const staysByDesign = new Set(["aws:ecs/taskDefinition:TaskDefinition"]);

/** Differences, a line each: `+` is an orphan (only in the account), `-` is lost (only in the state). */
export const inventoryDifferences = (account: Inventory, state: Inventory): string[] =>
  [...account].flatMap(([type, ids]) => {
    const known = state.get(type) ?? [];
    return [
      ...(staysByDesign.has(type) ? [] : ids).filter((id) => !known.includes(id)).map((id) => `+ ${type} ${id}`),
      ...known.filter((id) => !ids.includes(id)).map((id) => `- ${type} ${id}`),
    ];
  });
