import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { DescribeRouteTablesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { DescribeBackupPolicyCommand, DescribeFileSystemPolicyCommand, EFSClient } from "@aws-sdk/client-efs";
import { releaseLineOf } from "../../openmetadata/releases/release-lines";
import type { Account } from "./account";
import { type ExpectedPlatform, startOrder } from "./expectations";

type Running = Awaited<ReturnType<Account["services"]>>[number];

const goldens = path.resolve(__dirname, "../../openmetadata/releases/1.11-1.13/goldens");

const isServer = ({ service }: Running) => (service.loadBalancers ?? []).length > 0;

/** Containers of each task in the order in which ECS starts them: what one waits for is before it. */
const startOrders = {
  server: ["key-files", "server"],
  airflow: ["airflow-schema", "airflow", "gateway"],
};

/** What a domain that takes signed requests changes in the environment of the golden files, which log in by password. */
const signedSearch = {
  added: ["AWS_DEFAULT_REGION", "AWS_REGION", "SEARCH_AWS_IAM_AUTH_ENABLED", "SEARCH_AWS_SERVICE_NAME"],
  removed: ["ELASTICSEARCH_PASSWORD", "ELASTICSEARCH_USER"],
};

/** Names of the variables in the golden file that a reviewer has read, and that the release's own files prove. */
const goldenNames = (file: string): string[] =>
  readFileSync(path.join(goldens, file), "utf8")
    .split("\n")
    .flatMap((line) => /\s([A-Z][A-Z0-9_]*) = /.exec(line)?.[1] ?? []);

/** A name that says "secret" and a value that is one of the things that may stand in plain sight. */
const plainlyHarmless = /^$|^\/mnt\/|^\/opt\/|^(true|false)$|^\d+$|_cmd$|^cat /;
const namesSecret = /PASSWORD|SECRET|FERNET|PRIVATE_KEY|TOKEN/;

/** The containers, their order, and which variables they get in which way. */
export const expectProgram = (running: readonly Running[], expected: ExpectedPlatform) => {
  for (const one of running) {
    const task = isServer(one) ? "server" : "airflow";
    const containers = one.taskDefinition.containerDefinitions ?? [];
    assert.deepEqual([...startOrder(containers)].sort(), [...startOrders[task]].sort());
    const order = startOrders[task];
    for (const container of containers)
      for (const { containerName = "", condition } of container.dependsOn ?? []) {
        assert.ok(order.indexOf(containerName) < order.indexOf(container.name ?? ""), `${container.name} waits`);
        assert.ok(condition === "SUCCESS" || container.name === "gateway", `${container.name} waits for success`);
      }
    const program = containers.find(({ name }) => name === task);
    const names = [...(program?.environment ?? []), ...(program?.secrets ?? [])].map(({ name }) => name ?? "");
    const golden = goldenNames(isServer(one) ? `${expected.authentication}.txt` : "ingestion.txt");
    const { added, removed } = isServer(one) ? expected.serverVariables : { added: [], removed: [] };
    const wanted = isServer(one)
      ? [...golden, ...signedSearch.added, ...added].filter(
          (name) => ![...signedSearch.removed, ...removed].includes(name),
        )
      : golden;
    assert.deepEqual(
      [
        ...wanted.filter((name) => !names.includes(name)).map((name) => `${task} has no ${name}`),
        ...names.filter((name) => !wanted.includes(name)).map((name) => `${task} has ${name}`),
      ],
      [],
    );
    for (const container of containers)
      for (const { name = "", value = "" } of container.environment ?? [])
        assert.ok(
          !namesSecret.test(name) || plainlyHarmless.test(value),
          `${container.name}: ${name} is in plain sight`,
        );
  }
};

/** Alarms watch what there is: each dimension's value is that of something in the account. */
export const expectAlarms = async (account: Account, expected: ExpectedPlatform) => {
  const alarms = await account.alarms();
  if (!expected.alarms) return assert.deepEqual(alarms, []);
  const suffix = (arn = "", kind: string) => arn.split(`:${kind}`).pop() ?? "";
  const [balancer] = await account.loadBalancers();
  const [target] = await account.targetGroups();
  const [database] = await account.databases();
  const [domain] = await account.searchDomains();
  const running = await account.services();
  const known: Record<string, readonly (string | undefined)[]> = {
    LoadBalancer: [suffix(balancer?.balancer.LoadBalancerArn, "loadbalancer/")],
    TargetGroup: [`targetgroup/${suffix(target?.group.TargetGroupArn, "targetgroup/")}`],
    ClusterName: running.map(({ service }) => service.clusterArn?.split("/").pop()),
    ServiceName: running.map(({ service }) => service.serviceName),
    DBInstanceIdentifier: [database?.instance.DBInstanceIdentifier],
    DomainName: [domain?.DomainName],
    ClientId: ["123456789012"],
  };
  for (const { AlarmName, Dimensions = [], AlarmActions } of alarms) {
    assert.ok(Dimensions.length > 0, AlarmName);
    assert.deepEqual(AlarmActions, []);
    for (const { Name = "", Value } of Dimensions)
      assert.ok(known[Name]?.includes(Value), `${AlarmName} watches ${Name} ${Value}, which is not there`);
  }
  assert.deepEqual(
    alarms.map(({ Namespace, MetricName }) => `${Namespace} ${MetricName}`).sort(),
    [
      "AWS/ApplicationELB HTTPCode_Target_5XX_Count",
      "AWS/ApplicationELB HealthyHostCount",
      "AWS/ECS CPUUtilization",
      "AWS/ECS CPUUtilization",
      "AWS/ECS MemoryUtilization",
      "AWS/ECS MemoryUtilization",
      "AWS/ES AutomatedSnapshotFailure",
      "AWS/ES CPUUtilization",
      "AWS/ES ClusterIndexWritesBlocked",
      "AWS/ES ClusterStatus.red",
      "AWS/ES FreeStorageSpace",
      "AWS/ES JVMMemoryPressure",
      "AWS/ES OldGenJVMMemoryPressure",
      "AWS/ES ThreadpoolSearchQueue",
      "AWS/ES ThreadpoolWriteQueue",
      ...(expected.size.search.nodes > 1 ? ["AWS/ES ClusterStatus.yellow", "AWS/ES Nodes"] : []),
      "AWS/RDS CPUUtilization",
      "AWS/RDS DatabaseConnections",
      "AWS/RDS FreeStorageSpace",
      "AWS/RDS FreeableMemory",
      "AWS/RDS MaximumUsedTransactionIDs",
      "AWS/RDS ReadLatency",
      "AWS/RDS WriteLatency",
    ].sort(),
  );
};

/** What the balancer asks for its health is what the release answers, and the listener sends requests there. */
export const expectHealthCheck = async (account: Account, version: string) => {
  const { serverHealth, serverPort, stickySessions } = releaseLineOf(version);
  const [target] = await account.targetGroups();
  const { HealthCheckPort, HealthCheckPath, HealthCheckProtocol, Matcher, TargetGroupArn } = target?.group ?? {};
  const port = HealthCheckPort === "traffic-port" ? String(target?.group.Port) : HealthCheckPort;
  assert.deepEqual(
    { port, path: HealthCheckPath, protocol: HealthCheckProtocol, code: Matcher?.HttpCode },
    { port: String(serverHealth.port), path: serverHealth.path, protocol: "HTTP", code: "200" },
  );
  assert.equal(target?.group.Port, serverPort);
  assert.equal(target?.attributes["stickiness.enabled"], String(stickySessions));
  const forwarding = (await account.loadBalancers())
    .flatMap(({ listeners }) => listeners)
    .filter(({ DefaultActions = [] }) => DefaultActions.some((action) => action.TargetGroupArn === TargetGroupArn));
  assert.equal(forwarding.length, 1, "one listener forwards to the server");
};

/** Sizes, copies and parameters of what holds data. */
export const expectDataSettings = async (account: Account, expected: ExpectedPlatform) => {
  const { database: wanted } = expected.size;
  for (const { instance, parameters } of await account.databases()) {
    assert.equal(instance.DBInstanceClass, wanted.instanceClass);
    assert.equal(instance.AllocatedStorage, wanted.storageGiB);
    assert.equal(instance.MultiAZ, wanted.multiZone);
    assert.equal(instance.BackupRetentionPeriod, wanted.backupDays);
    assert.equal(instance.StorageType, "gp3");
    assert.equal(instance.CopyTagsToSnapshot, true);
    // OpenMetadata's production notes: 20 MB for sorts. PostgreSQL counts in KiB.
    assert.equal(parameters.work_mem, "20480");
    assert.equal(instance.VpcSecurityGroups?.length, 1);
  }
  for (const domain of await account.searchDomains()) {
    assert.equal(domain.ClusterConfig?.InstanceType, expected.size.search.instanceType);
    assert.equal(domain.ClusterConfig?.InstanceCount, expected.size.search.nodes);
    assert.equal(domain.ClusterConfig?.ZoneAwarenessEnabled ?? false, expected.size.search.nodes > 1);
    assert.equal(domain.DomainEndpointOptions?.TLSSecurityPolicy, "Policy-Min-TLS-1-2-PFS-2023-10");
    assert.equal(domain.AdvancedSecurityOptions?.Enabled, true);
    assert.equal(domain.AdvancedSecurityOptions?.AnonymousAuthEnabled ?? false, false);
    const { Statement } = JSON.parse(domain.AccessPolicies ?? "{}") as { Statement: { Principal: { AWS: string } }[] };
    const server = (await account.services()).find(isServer);
    assert.deepEqual(
      Statement.map(({ Principal }) => Principal.AWS),
      [server?.taskDefinition.taskRoleArn],
      "the server's role alone may search",
    );
  }
};

interface Statement {
  Effect: string;
  Action: string | string[];
  Principal: unknown;
  Condition: unknown;
}

/** The file system answers Airflow's role and its housekeeping's alone, through its access points, over TLS. */
export const expectFileSystemPolicy = async (endpoint: string, account: Account, expected: ExpectedPlatform) => {
  const efs = new EFSClient({ endpoint, region: "us-east-1", credentials: { accessKeyId: "a", secretAccessKey: "b" } });
  const airflow = (await account.services()).find((one) => !isServer(one));
  for (const { fileSystem, accessPoints } of await account.fileSystems()) {
    const { FileSystemId } = fileSystem;
    const { Policy = "{}" } = await efs.send(new DescribeFileSystemPolicyCommand({ FileSystemId }));
    const { Statement: statements } = JSON.parse(Policy) as { Statement: Statement[] };
    const [allowed, ...others] = statements.filter(({ Effect }) => Effect === "Allow");
    assert.ok(allowed && others.length === 0);
    assert.deepEqual([allowed.Action].flat().sort(), [
      "elasticfilesystem:ClientMount",
      "elasticfilesystem:ClientWrite",
    ]);
    for (const { PosixUser } of accessPoints) assert.ok(PosixUser?.Uid && PosixUser.Gid, "0 would be root");
    const principals = [(allowed.Principal as { AWS: string | string[] }).AWS].flat();
    assert.deepEqual(
      principals.filter((arn) => !arn.includes("-airflow-housekeeping-task")),
      [airflow?.taskDefinition.taskRoleArn],
    );
    assert.equal(principals.length, 2);
    const { StringEquals } = allowed.Condition as { StringEquals: Record<string, string | string[]> };
    assert.deepEqual(
      [StringEquals["elasticfilesystem:AccessPointArn"] ?? []].flat().sort(),
      accessPoints.map(({ AccessPointArn }) => AccessPointArn).sort(),
    );
    const denied = statements.find(({ Effect }) => Effect === "Deny");
    assert.deepEqual(denied?.Condition, { Bool: { "aws:SecureTransport": "false" } });
    const { BackupPolicy } = await efs.send(new DescribeBackupPolicyCommand({ FileSystemId }));
    assert.equal(BackupPolicy?.Status?.startsWith("ENABL") ?? false, expected.protectedData);
  }
};

/** What a real account asks before a service can run, as far as it can be seen afterwards. */
export const expectPrerequisites = async (endpoint: string, account: Account, ownNetwork: boolean) => {
  const running = await account.services();
  const targets = await account.targetGroups();
  const fileSystems = await account.fileSystems();
  const secrets = await account.secrets();
  for (const { SecretVersionsToStages, Name } of secrets)
    assert.ok(
      Object.values(SecretVersionsToStages ?? {})
        .flat()
        .includes("AWSCURRENT"),
      `${Name} has a value`,
    );
  for (const { service, taskDefinition } of running) {
    const subnets = service.networkConfiguration?.awsvpcConfiguration?.subnets ?? [];
    for (const { targetGroupArn } of service.loadBalancers ?? []) {
      const found = targets.find(({ group }) => group.TargetGroupArn === targetGroupArn);
      assert.ok((found?.group.LoadBalancerArns ?? []).length > 0, "the target group has a load balancer");
    }
    for (const { efsVolumeConfiguration: volume } of taskDefinition.volumes ?? []) {
      if (!volume) continue;
      assert.equal(volume.transitEncryption, "ENABLED");
      assert.equal(volume.authorizationConfig?.iam, "ENABLED");
      const found = fileSystems.find(({ fileSystem }) => fileSystem.FileSystemId === volume.fileSystemId);
      const points = found?.accessPoints.map(({ AccessPointId }) => AccessPointId) ?? [];
      assert.ok(points.includes(volume.authorizationConfig?.accessPointId), "its access point is there");
      const mounted = found?.mountTargets.map(({ SubnetId }) => SubnetId) ?? [];
      assert.deepEqual(
        subnets.filter((subnet) => !mounted.includes(subnet)),
        [],
        "a mount target in each subnet",
      );
    }
    if (ownNetwork) await expectWayOut(endpoint, subnets);
  }
};

/** Each subnet has a default route, through which a task pulls its images. */
const expectWayOut = async (endpoint: string, subnets: readonly string[]) => {
  const ec2 = new EC2Client({ endpoint, region: "us-east-1", credentials: { accessKeyId: "a", secretAccessKey: "b" } });
  const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand({}));
  for (const subnet of subnets) {
    const table = RouteTables.find(({ Associations = [] }) => Associations.some(({ SubnetId }) => SubnetId === subnet));
    const way = table?.Routes?.find(({ DestinationCidrBlock }) => DestinationCidrBlock === "0.0.0.0/0");
    assert.ok(way?.NatGatewayId, `${subnet} has a default route through a NAT gateway`);
  }
};
