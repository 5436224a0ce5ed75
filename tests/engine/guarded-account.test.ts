import assert from "node:assert/strict";
import { test } from "node:test";
import { clients, existingNetwork } from "../../config/testing/valid-stack-files";
import type { RehearsalSession } from "../../rehearsal/engine/session";
import { changesOf, withSession } from "./stacks";

const permissionsBoundaryArn = "arn:aws:iam::123456789012:policy/platform/Boundary";
const key = (name: string) =>
  `arn:aws:kms:eu-west-1:123456789012:key/0b8a6f52-2f3c-4a51-8f3a-${name.padStart(12, "0")}`;

const adminRole = "arn:aws:iam::123456789012:role/Admins";
const registrySecret = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:registry-AbCdEf";

/** A small stack with every key that a strict account asks for. */
const configuration = {
  "aws:region": "eu-west-1",
  "openmetadata:iam": { path: "/platform/", permissionsBoundaryArn },
  "openmetadata:encryption": { secretsKmsKeyArn: key("1"), filesKmsKeyArn: key("2"), imagesKmsKeyArn: key("3") },
  "openmetadata:network": { flowLogs: true },
  "openmetadata:database": { logs: true, backupWindow: "02:00-03:00", maintenanceWindow: "sun:03:30-sun:04:30" },
  "openmetadata:search": { logs: true, managers: 3, adminRoleArns: [adminRole] },
  "openmetadata:airflow": { host: "create", connectors: ["snowflake"] },
  "openmetadata:server": {
    ...clients,
    accessLogs: true,
    containerInsights: "enhanced",
    alarms: true,
    alarmEmail: "on-call@example.com",
  },
};

const only = (session: RehearsalSession, type: string) => {
  const [found, ...others] = session.cloud.all(type);
  assert.ok(found && others.length === 0, type);
  return found;
};

/** Each role has the boundary and stands below the path. */
function expectRoles(session: RehearsalSession) {
  const roles = session.cloud.all("aws:iam/role:Role");
  assert.ok(roles.length >= 5, `${roles.length} roles`);
  for (const { inputs, outputs } of roles) {
    assert.equal(inputs.permissionsBoundary, permissionsBoundaryArn);
    assert.match(String(outputs.arn), /:role\/platform\//);
  }
}

function expectKeys(session: RehearsalSession) {
  for (const { inputs } of session.cloud.all("aws:secretsmanager/secret:Secret"))
    assert.equal(inputs.kmsKeyId, key("1"));
  const readers = session.cloud
    .all("aws:iam/rolePolicy:RolePolicy")
    .map(({ inputs }) => String(inputs.policy))
    .filter((policy) => policy.includes("secretsmanager:GetSecretValue"));
  assert.ok(readers.length >= 2);
  for (const policy of readers) assert.ok(policy.includes("kms:Decrypt") && policy.includes(key("1")), policy);
  assert.equal(only(session, "aws:efs/fileSystem:FileSystem").inputs.kmsKeyId, key("2"));
  const images = only(session, "aws:ecr/repository:Repository").inputs.encryptionConfigurations;
  assert.deepEqual(images, [{ encryptionType: "KMS", kmsKey: key("3") }]);
}

function expectTrail(session: RehearsalSession) {
  const bucket = only(session, "aws:s3/bucket:Bucket").outputs.bucket;
  const { inputs: balancer } = only(session, "aws:lb/loadBalancer:LoadBalancer");
  assert.deepEqual(balancer.accessLogs, { bucket, enabled: true });
  const { inputs: flow } = only(session, "aws:ec2/flowLog:FlowLog");
  assert.match(String(flow.logDestination), /log-group:\S*flow-logs/);
  const { inputs: database } = only(session, "aws:rds/instance:Instance");
  assert.deepEqual(database.enabledCloudwatchLogsExports, ["postgresql", "upgrade"]);
  assert.equal(database.deleteAutomatedBackups, false);
  const logs = only(session, "aws:opensearch/domain:Domain").inputs.logPublishingOptions as { logType: string }[];
  assert.deepEqual(logs.map(({ logType }) => logType).sort(), [
    "AUDIT_LOGS",
    "ES_APPLICATION_LOGS",
    "INDEX_SLOW_LOGS",
    "SEARCH_SLOW_LOGS",
  ]);
  assert.ok(
    String(only(session, "aws:opensearch/domainPolicy:DomainPolicy").inputs.accessPolicies).includes(adminRole),
  );
  const definitions = session.cloud.all("aws:ecs/taskDefinition:TaskDefinition");
  for (const { inputs } of definitions) assert.equal(inputs.skipDestroy, true);
  const steps = definitions.flatMap(
    ({ inputs }) => JSON.parse(String(inputs.containerDefinitions)) as { name: string }[],
  );
  const preparation = JSON.stringify(steps.find(({ name }) => name === "search-settings"));
  assert.match(preparation, /number_of_replicas\\":0/);
  assert.ok(preparation.includes(adminRole));
  const topic = only(session, "aws:sns/topic:Topic").outputs.arn;
  const alarms = session.cloud.all("aws:cloudwatch/metricAlarm:MetricAlarm");
  assert.ok(alarms.length > 15, `${alarms.length} alarms`);
  for (const { inputs } of alarms) assert.deepEqual(inputs.alarmActions, [topic]);
}

test("a VPC that another account shares gets no zone of its own; server and Airflow find each other in the namespace that config names", () =>
  withSession(
    {
      stackName: "shared",
      configuration: {
        "aws:region": "eu-west-1",
        "openmetadata:server": clients,
        "openmetadata:airflow": { host: "create", execCommand: true },
        "openmetadata:network": {
          ...existingNetwork,
          namespace: { id: "ns-0123456789abcdef", name: "services.internal" },
        },
      },
    },
    async (session) => {
      const up = await session.up();
      assert.deepEqual(session.cloud.all("aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace"), []);
      const registered = session.cloud.all("aws:servicediscovery/service:Service").map(({ inputs }) => inputs.name);
      assert.deepEqual(registered.sort(), ["openmetadata-shared-airflow", "openmetadata-shared-server"]);
      const tasks = JSON.stringify(session.cloud.all("aws:ecs/taskDefinition:TaskDefinition"));
      assert.match(tasks, /http:\/\/openmetadata-shared-airflow\.services\.internal:8081/);
      assert.match(tasks, /http:\/\/openmetadata-shared-server\.services\.internal:8585\/api/);
      assert.match(JSON.stringify(up.outputs.commands), /AWS-StartPortForwardingSession/);
      assert.deepEqual(changesOf(await session.up()), []);
    },
  ));

test("images that come from elsewhere are pulled through a cache for each registry, which the execution roles may fill", () =>
  withSession(
    {
      stackName: "cached",
      configuration: {
        "aws:region": "eu-west-1",
        "openmetadata:server": clients,
        "openmetadata:images": {
          pullThrough: true,
          mirrors: {
            "docker.getcollate.io": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/docker-hub",
            "public.ecr.aws": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/ecr-public",
          },
        },
      },
    },
    async (session) => {
      await session.up();
      const filling = session.cloud
        .all("aws:iam/rolePolicy:RolePolicy")
        .map(({ inputs }) => ({ role: String(inputs.role), policy: String(inputs.policy) }))
        .filter(({ policy }) => policy.includes("ecr:BatchImportUpstreamImage"));
      for (const { inputs } of session.cloud.all("aws:ecs/taskDefinition:TaskDefinition")) {
        const role = String(inputs.executionRoleArn).split("/").at(-1);
        for (const { image } of JSON.parse(String(inputs.containerDefinitions)) as { image: string }[]) {
          const [registry, repository] = /^(\d+\.dkr\.ecr[^/]+)\/([^:@]+)/.exec(image)?.slice(1) ?? [];
          assert.ok(registry && repository, `${image} comes from no cache of the account`);
          const policy = filling.find((each) => each.role === role)?.policy;
          assert.ok(policy?.includes(`repository/${repository}`), `${role} may not fill ${repository}`);
        }
      }
      const tasks = session.cloud.all("aws:ecs/taskDefinition:TaskDefinition").length;
      assert.equal(filling.length, tasks, "no role but those of tasks fills a cache");
    },
  ));

test("images that come from elsewhere are asked for with a login where one registry wants it, and the execution role may read that login", () =>
  withSession(
    {
      stackName: "login",
      configuration: {
        "aws:region": "eu-west-1",
        "openmetadata:server": { ...clients, image: "registry.example.com/openmetadata/server:1.13.6" },
        "openmetadata:images": { credentials: { registry: "registry.example.com", secretArn: registrySecret } },
      },
    },
    async (session) => {
      await session.up();
      const containers = session.cloud
        .all("aws:ecs/taskDefinition:TaskDefinition")
        .flatMap(({ inputs }) => JSON.parse(String(inputs.containerDefinitions)) as Record<string, unknown>[]);
      for (const { image, repositoryCredentials } of containers)
        assert.deepEqual(
          repositoryCredentials,
          String(image).startsWith("registry.example.com/") ? { credentialsParameter: registrySecret } : undefined,
        );
      const readers = session.cloud
        .all("aws:iam/rolePolicy:RolePolicy")
        .filter(({ inputs }) => String(inputs.policy).includes(registrySecret));
      assert.equal(readers.length, 5, "the execution roles of the server and of four steps in its image");
    },
  ));

test("an account with demands gets boundary, path, keys, logs and alarms, and comes up as previewed", () =>
  withSession({ stackName: "guarded", configuration }, async (session) => {
    const preview = await session.preview();
    const up = await session.up();
    assert.deepEqual(changesOf(up), changesOf(preview));
    expectRoles(session);
    expectKeys(session);
    expectTrail(session);
    const steps = JSON.stringify(up.outputs.remaining);
    assert.match(steps, /Confirm the mail from AWS Notifications to on-call@example.com/);
    assert.match(steps, /put-retention-policy --log-group-name \/aws\/rds\/instance\/\S+\/postgresql/);
    assert.deepEqual(changesOf(await session.up()), []);
  }));
