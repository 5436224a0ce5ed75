import { CloudWatchClient, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import {
  CloudWatchLogsClient,
  PutRetentionPolicyCommand,
  paginateDescribeLogGroups,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  ListClustersCommand,
  ListServicesCommand,
  ListTaskDefinitionFamiliesCommand,
  type Service,
  type TaskDefinition,
} from "@aws-sdk/client-ecs";
import {
  DescribeAccessPointsCommand,
  DescribeFileSystemsCommand,
  DescribeMountTargetsCommand,
  EFSClient,
} from "@aws-sdk/client-efs";
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import {
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
} from "@aws-sdk/client-iam";
import { DescribeDomainsCommand, ListDomainNamesCommand, OpenSearchClient } from "@aws-sdk/client-opensearch";
import {
  DescribeDBInstancesCommand,
  DescribeDBParametersCommand,
  DescribeDBSnapshotsCommand,
  RDSClient,
} from "@aws-sdk/client-rds";
import { paginateListSecrets, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { DeleteNamespaceCommand, ServiceDiscoveryClient } from "@aws-sdk/client-servicediscovery";

/** An account, read with the AWS SDK: what is really there, not what Pulumi believes. */
export class Account {
  private readonly options;

  constructor(endpoint: string) {
    this.options = { endpoint, region: "us-east-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } };
  }

  /** Every service of every cluster, with the task definition that it runs. */
  async services(): Promise<{ service: Service; taskDefinition: TaskDefinition }[]> {
    const ecs = new ECSClient(this.options);
    const found = [];
    const { clusterArns = [] } = await ecs.send(new ListClustersCommand({}));
    for (const cluster of clusterArns) {
      const { serviceArns = [] } = await ecs.send(new ListServicesCommand({ cluster }));
      if (serviceArns.length === 0) continue;
      const { services = [] } = await ecs.send(
        new DescribeServicesCommand({ cluster, services: serviceArns, include: ["TAGS"] }),
      );
      for (const service of services.filter(({ status }) => status === "ACTIVE")) {
        const described = await ecs.send(
          new DescribeTaskDefinitionCommand({ taskDefinition: service.taskDefinition, include: ["TAGS"] }),
        );
        if (described.taskDefinition) found.push({ service, taskDefinition: described.taskDefinition });
      }
    }
    return found;
  }

  /** The newest revision of every task definition: of services, of steps, and of what a program starts. */
  async taskDefinitions(): Promise<TaskDefinition[]> {
    const ecs = new ECSClient(this.options);
    const { families = [] } = await ecs.send(new ListTaskDefinitionFamiliesCommand({ status: "ACTIVE" }));
    const described = await Promise.all(
      families.map((taskDefinition) => ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }))),
    );
    return described.flatMap(({ taskDefinition }) => taskDefinition ?? []);
  }

  async loadBalancers() {
    const elb = new ElasticLoadBalancingV2Client(this.options);
    const { LoadBalancers = [] } = await elb.send(new DescribeLoadBalancersCommand({}));
    return Promise.all(
      LoadBalancers.map(async (balancer) => ({
        balancer,
        listeners:
          (await elb.send(new DescribeListenersCommand({ LoadBalancerArn: balancer.LoadBalancerArn }))).Listeners ?? [],
      })),
    );
  }

  async targetGroups() {
    const elb = new ElasticLoadBalancingV2Client(this.options);
    const { TargetGroups = [] } = await elb.send(new DescribeTargetGroupsCommand({}));
    return Promise.all(
      TargetGroups.map(async (group) => {
        const { Attributes = [] } = await elb.send(
          new DescribeTargetGroupAttributesCommand({ TargetGroupArn: group.TargetGroupArn }),
        );
        return { group, attributes: Object.fromEntries(Attributes.map(({ Key, Value }) => [Key, Value])) };
      }),
    );
  }

  async databases() {
    const rds = new RDSClient(this.options);
    const { DBInstances = [] } = await rds.send(new DescribeDBInstancesCommand({}));
    return Promise.all(
      DBInstances.map(async (instance) => {
        const group = instance.DBParameterGroups?.[0]?.DBParameterGroupName;
        const { Parameters = [] } = await rds.send(new DescribeDBParametersCommand({ DBParameterGroupName: group }));
        return {
          instance,
          parameters: Object.fromEntries(
            Parameters.map(({ ParameterName, ParameterValue }) => [ParameterName, ParameterValue]),
          ),
        };
      }),
    );
  }

  /** Snapshots that somebody made; those of the automatic backups outlive an instance on purpose. */
  async databaseSnapshots() {
    const { DBSnapshots = [] } = await new RDSClient(this.options).send(new DescribeDBSnapshotsCommand({}));
    return DBSnapshots.filter(({ SnapshotType }) => SnapshotType !== "automated");
  }

  async fileSystems() {
    const efs = new EFSClient(this.options);
    const { FileSystems = [] } = await efs.send(new DescribeFileSystemsCommand({}));
    return Promise.all(
      FileSystems.map(async (fileSystem) => ({
        fileSystem,
        accessPoints:
          (await efs.send(new DescribeAccessPointsCommand({ FileSystemId: fileSystem.FileSystemId }))).AccessPoints ??
          [],
        mountTargets:
          (await efs.send(new DescribeMountTargetsCommand({ FileSystemId: fileSystem.FileSystemId }))).MountTargets ??
          [],
      })),
    );
  }

  async searchDomains() {
    const search = new OpenSearchClient(this.options);
    const { DomainNames = [] } = await search.send(new ListDomainNamesCommand({}));
    if (DomainNames.length === 0) return [];
    const { DomainStatusList = [] } = await search.send(
      new DescribeDomainsCommand({
        DomainNames: DomainNames.flatMap(({ DomainName }) => (DomainName ? [DomainName] : [])),
      }),
    );
    return DomainStatusList;
  }

  async logGroups() {
    const groups = [];
    for await (const page of paginateDescribeLogGroups({ client: new CloudWatchLogsClient(this.options) }, {}))
      groups.push(...(page.logGroups ?? []));
    return groups;
  }

  /** Changes a log group behind the stack's back. */
  async keepLogs(logGroupName: string, retentionInDays: number) {
    const logs = new CloudWatchLogsClient(this.options);
    await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays }));
  }

  async deleteNamespace(Id: string) {
    await new ServiceDiscoveryClient(this.options).send(new DeleteNamespaceCommand({ Id }));
  }

  async alarms() {
    const alarms = [];
    for await (const page of paginateDescribeAlarms({ client: new CloudWatchClient(this.options) }, {}))
      alarms.push(...(page.MetricAlarms ?? []));
    return alarms;
  }

  async securityGroups() {
    const ec2 = new EC2Client(this.options);
    const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({}));
    const { SecurityGroupRules = [] } = await ec2.send(new DescribeSecurityGroupRulesCommand({}));
    return SecurityGroups.map((group) => ({
      group,
      rules: SecurityGroupRules.filter(({ GroupId }) => GroupId === group.GroupId),
    }));
  }

  async networks() {
    const ec2 = new EC2Client(this.options);
    return {
      vpcs: (await ec2.send(new DescribeVpcsCommand({}))).Vpcs ?? [],
      subnets: (await ec2.send(new DescribeSubnetsCommand({}))).Subnets ?? [],
    };
  }

  /** Secrets, those awaiting deletion included. */
  async secrets() {
    const found = [];
    const client = new SecretsManagerClient(this.options);
    for await (const page of paginateListSecrets({ client }, { IncludePlannedDeletion: true }))
      found.push(...(page.SecretList ?? []));
    return found;
  }

  /** Roles by ARN, with the text of their inline policies and the ARNs of managed ones. */
  async roles() {
    const iam = new IAMClient(this.options);
    const { Roles = [] } = await iam.send(new ListRolesCommand({}));
    const described = await Promise.all(
      Roles.map(async (role) => {
        const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName: role.RoleName }));
        const policies = await Promise.all(
          PolicyNames.map(async (PolicyName) => {
            const { PolicyDocument = "{}" } = await iam.send(
              new GetRolePolicyCommand({ RoleName: role.RoleName, PolicyName }),
            );
            return { name: PolicyName, policy: JSON.parse(decodeURIComponent(PolicyDocument)) as unknown };
          }),
        );
        const { AttachedPolicies = [] } = await iam.send(
          new ListAttachedRolePoliciesCommand({ RoleName: role.RoleName }),
        );
        const trust = JSON.parse(decodeURIComponent(role.AssumeRolePolicyDocument ?? "{}")) as unknown;
        return [
          role.Arn ?? "",
          { role, policies, trust, managed: AttachedPolicies.map(({ PolicyArn }) => PolicyArn ?? "") },
        ] as const;
      }),
    );
    return new Map(described);
  }
}
