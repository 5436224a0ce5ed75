import assert from "node:assert/strict";
import type { ContainerDefinition } from "@aws-sdk/client-ecs";
import type { Account } from "./account";
import { isAllowed } from "./permissions";

/** What a stack's account must look like, by what its stack file says. */
export interface ExpectedPlatform {
  /** Airflow runs in this account. */
  readonly airflow: boolean;
  readonly https: boolean;
  /** Golden file of the authentication mode: `basic`, `okta`, `custom-oidc.confidential`. */
  readonly authentication: string;
  /** What the stack file changes in the server's variables against that golden file. */
  readonly serverVariables: { readonly added: readonly string[]; readonly removed: readonly string[] };
  readonly internal: boolean;
  readonly protectedData: boolean;
  readonly alarms: boolean;
  readonly airflowEgress: "none" | "https" | "all";
  /** The database and search are in this account. */
  readonly database: boolean;
  readonly search: boolean;
  /** What `openmetadata:size` promises, written out once more: the account is held against these and not against the code. */
  readonly size: ExpectedSize;
}

export interface ExpectedSize {
  readonly zones: number;
  readonly servers: number;
  readonly database: { instanceClass: string; storageGiB: number; multiZone: boolean; backupDays: number };
  readonly search: { instanceType: string; nodes: number };
  /** CPU units and MiB of the server's and of Airflow's task. */
  readonly task: { cpu: string; memory: string };
  readonly logRetentionDays: number;
}

type Running = Awaited<ReturnType<Account["services"]>>[number];

const tagged = (tags: readonly { key?: string; Key?: string }[] | undefined, name: string) =>
  assert.ok(
    (tags ?? []).some((tag) => (tag.key ?? tag.Key) === "environment"),
    `${name} carries the stack's tags`,
  );

const secretArn = (valueFrom: string) => valueFrom.split(":").slice(0, 7).join(":");
const containersOf = ({ taskDefinition }: Running): ContainerDefinition[] => taskDefinition.containerDefinitions ?? [];

/** Waits-for order of a task's containers, by their names; a cycle fails. */
export const startOrder = (containers: readonly ContainerDefinition[]): string[] => {
  const order: string[] = [];
  const visit = (name: string, path: readonly string[]) => {
    assert.ok(!path.includes(name), `containers wait for each other: ${[...path, name].join(" → ")}`);
    if (order.includes(name)) return;
    const container = containers.find((one) => one.name === name);
    assert.ok(container, `a container waits for ${name}, which the task has not`);
    for (const dependency of container.dependsOn ?? []) visit(dependency.containerName ?? "", [...path, name]);
    order.push(name);
  };
  for (const { name } of containers) visit(name ?? "", []);
  return order;
};

/** Task definitions: every secret exists, its reader may read it and nobody else's, and no value is in plain sight. */
export const expectTasks = async (account: Account, running: readonly Running[]) => {
  const secrets = (await account.secrets()).filter(({ DeletedDate }) => !DeletedDate).map(({ ARN }) => ARN ?? "");
  const roles = await account.roles();
  const readBy = new Map<string, string[]>();
  for (const one of running) {
    const { executionRoleArn = "", taskRoleArn = "" } = one.taskDefinition;
    const execution = roles.get(executionRoleArn);
    assert.ok(execution && roles.get(taskRoleArn), `the roles of ${one.taskDefinition.family} exist`);
    assert.deepEqual(execution.managed, [], "the execution role has policies of its own only");
    const wanted = containersOf(one).flatMap((container) =>
      (container.secrets ?? []).map(({ valueFrom }) => secretArn(valueFrom ?? "")),
    );
    for (const arn of new Set(wanted)) {
      assert.ok(secrets.includes(arn), `${arn} exists`);
      assert.equal(
        await isAllowed(executionRoleArn, execution.policies, "secretsmanager:GetSecretValue", arn),
        true,
        `${executionRoleArn} reads ${arn}`,
      );
      assert.equal(
        await isAllowed(taskRoleArn, roles.get(taskRoleArn)?.policies ?? [], "secretsmanager:GetSecretValue", arn),
        false,
        "the running program itself reads no secret",
      );
    }
    readBy.set(executionRoleArn, wanted);
    for (const foreign of secrets.filter((arn) => !wanted.includes(arn)))
      assert.equal(
        await isAllowed(executionRoleArn, execution.policies, "secretsmanager:GetSecretValue", foreign),
        false,
        `${executionRoleArn} must not read ${foreign}`,
      );
  }
  return readBy;
};

/** No service refers to the database's administrator; only steps do, each by its container. */
export const expectMasterSecretOnlyInSteps = async (account: Account, masterArn: string, airflow: boolean) => {
  const services = (await account.services()).map(({ taskDefinition }) => taskDefinition.family);
  const readers = (await account.taskDefinitions()).flatMap(({ family, containerDefinitions = [] }) =>
    containerDefinitions
      .filter(({ secrets = [] }) => secrets.some(({ valueFrom }) => valueFrom?.startsWith(masterArn)))
      .map(({ name = "" }) => ({ family, name })),
  );
  assert.deepEqual(readers.map(({ name }) => name).sort(), airflow ? ["airflow-database", "database"] : ["database"]);
  for (const { family } of readers) assert.ok(!services.includes(family), `${family} is a service's`);
};

/** Containers: awslogs to a group that exists and may be written, environment sorted, each name once. */
export const expectContainers = async (account: Account, running: readonly Running[], expected: ExpectedPlatform) => {
  const groups = await account.logGroups();
  const roles = await account.roles();
  for (const one of running) {
    const containers = containersOf(one);
    startOrder(containers);
    assert.deepEqual({ cpu: one.taskDefinition.cpu, memory: one.taskDefinition.memory }, expected.size.task);
    tagged(one.service.tags, one.service.serviceName ?? "service");
    for (const container of containers) {
      const names = [
        ...(container.environment ?? []).map(({ name }) => name),
        ...(container.secrets ?? []).map(({ name }) => name),
      ];
      assert.equal(new Set(names).size, names.length, `${container.name}: each variable once`);
      const group = groups.find(
        ({ logGroupName }) => logGroupName === container.logConfiguration?.options?.["awslogs-group"],
      );
      assert.ok(group, `${container.name} logs to a group that is there`);
      assert.equal(group.retentionInDays, expected.size.logRetentionDays);
      const execution = one.taskDefinition.executionRoleArn ?? "";
      const stream = `${(group.arn ?? "").replace(/:\*$/, "")}:log-stream:x`;
      assert.equal(
        await isAllowed(execution, roles.get(execution)?.policies ?? [], "logs:PutLogEvents", stream),
        true,
        `${execution} writes ${stream}`,
      );
    }
  }
};

/** Services: private, as many tasks as the size says, and what happens when a deployment fails. */
export const expectServices = async (account: Account, running: readonly Running[], expected: ExpectedPlatform) => {
  const { subnets } = await account.networks();
  for (const { service } of running) {
    const network = service.networkConfiguration?.awsvpcConfiguration;
    assert.equal(network?.assignPublicIp ?? "DISABLED", "DISABLED");
    for (const id of network?.subnets ?? [])
      assert.equal(
        subnets.find(({ SubnetId }) => SubnetId === id)?.MapPublicIpOnLaunch ?? false,
        false,
        `${id} is private`,
      );
    assert.equal(network?.securityGroups?.length, 1);
    assert.equal(network?.subnets?.length, expected.size.zones);
    // The server rolls: it has migrated nothing at its start. Of Airflow one scheduler runs at a time.
    const isServer = (service.loadBalancers?.length ?? 0) > 0;
    const { minimumHealthyPercent, maximumPercent, deploymentCircuitBreaker } = service.deploymentConfiguration ?? {};
    assert.deepEqual([minimumHealthyPercent, maximumPercent], isServer ? [100, 200] : [0, 100]);
    assert.deepEqual(deploymentCircuitBreaker, { enable: true, rollback: true });
    assert.equal(service.desiredCount, isServer ? expected.size.servers : 1);
  }
};

/** Security groups: the internet comes in at the load balancer only, and goes out on 443 only (Airflow: as told). */
export const expectSecurityGroups = async (account: Account, expected: ExpectedPlatform) => {
  const balancers = (await account.loadBalancers()).flatMap(({ balancer }) => balancer.SecurityGroups ?? []);
  const running = await account.services();
  const groupsOfAirflow = running
    .filter(({ service }) => !service.loadBalancers?.length)
    .flatMap(({ service }) => service.networkConfiguration?.awsvpcConfiguration?.securityGroups ?? []);
  for (const { group, rules } of await account.securityGroups()) {
    if (group.GroupName === "default") continue;
    for (const rule of rules.filter(({ CidrIpv4, CidrIpv6 }) => CidrIpv4 === "0.0.0.0/0" || CidrIpv6 === "::/0")) {
      const what = `${group.GroupName} ${rule.IsEgress ? "egress" : "ingress"} ${rule.IpProtocol} ${rule.FromPort}`;
      if (!rule.IsEgress) {
        assert.ok(
          balancers.includes(group.GroupId ?? "") && !expected.internal,
          `${what}: only the load balancer faces the internet`,
        );
        assert.ok([80, 443].includes(rule.FromPort ?? 0) && rule.FromPort === rule.ToPort, what);
      } else if (groupsOfAirflow.includes(group.GroupId ?? "") && expected.airflowEgress === "all") continue;
      else assert.ok(rule.IpProtocol === "tcp" && rule.FromPort === 443 && rule.ToPort === 443, what);
    }
    for (const rule of rules.filter(
      ({ FromPort, ToPort, IsEgress }) => !IsEgress && (FromPort ?? -1) <= 8080 && (ToPort ?? -1) >= 8080,
    ))
      assert.equal(
        rule.ReferencedGroupInfo?.GroupId,
        group.GroupId,
        `${group.GroupName}: 8080 is open to its own group alone`,
      );
  }
};

/** What holds data: encrypted, private, backed up, protected as the stack file says. */
export const expectData = async (account: Account, expected: ExpectedPlatform) => {
  const databases = await account.databases();
  assert.equal(databases.length, expected.database ? 1 : 0);
  for (const { instance, parameters } of databases) {
    assert.equal(instance.StorageEncrypted, true);
    assert.equal(instance.PubliclyAccessible, false);
    assert.equal(instance.DeletionProtection, expected.protectedData);
    assert.ok(
      parameters["rds.force_ssl"] === "1" || ["1", "ON"].includes(parameters.require_secure_transport ?? ""),
      "the database takes TLS only",
    );
    tagged(instance.TagList, "database");
  }
  const fileSystems = await account.fileSystems();
  assert.equal(fileSystems.length, expected.airflow ? 1 : 0);
  for (const { fileSystem, accessPoints, mountTargets } of fileSystems) {
    assert.equal(fileSystem.Encrypted, true);
    assert.ok(mountTargets.length >= 2);
    assert.ok(accessPoints.length >= 2);
    for (const { PosixUser, RootDirectory } of accessPoints) {
      assert.equal(typeof PosixUser?.Uid, "number");
      assert.equal(RootDirectory?.CreationInfo?.Permissions, "0750");
    }
    tagged(fileSystem.Tags, "file system");
  }
  const domains = await account.searchDomains();
  assert.equal(domains.length, expected.search ? 1 : 0);
  for (const domain of domains) {
    assert.equal(domain.EncryptionAtRestOptions?.Enabled, true);
    assert.equal(domain.NodeToNodeEncryptionOptions?.Enabled, true);
    assert.equal(domain.DomainEndpointOptions?.EnforceHTTPS, true);
    assert.ok((domain.VPCOptions?.SubnetIds ?? []).length >= 1, "search has no public address");
    assert.ok(!/"AWS":\s*"\*"/.test(domain.AccessPolicies ?? ""), "search is not open to everyone");
  }
};

/** The way in: listeners, target groups and their health checks. */
export const expectLoadBalancer = async (account: Account, expected: ExpectedPlatform) => {
  const [only, ...more] = await account.loadBalancers();
  assert.ok(only && more.length === 0, "one load balancer");
  // AWS makes a load balancer internet-facing when it is not told; moto then names no scheme.
  assert.equal(only.balancer.Scheme ?? "internet-facing", expected.internal ? "internal" : "internet-facing");
  const byPort = new Map(only.listeners.map((listener) => [listener.Port, listener]));
  if (expected.https) {
    assert.equal(byPort.get(443)?.Protocol, "HTTPS");
    assert.match(byPort.get(443)?.SslPolicy ?? "", /TLS13/);
    assert.equal(byPort.get(80)?.DefaultActions?.[0]?.Type, "redirect");
  } else assert.deepEqual([...byPort.keys()], [80]);
  const [target, ...others] = await account.targetGroups();
  assert.ok(target && others.length === 0, "one target group");
  assert.equal(target.group.TargetType, "ip");
  assert.ok(target.group.HealthCheckPath?.startsWith("/"));
  assert.equal(target.group.Port, 8585);
};
