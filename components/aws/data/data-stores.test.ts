import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { before, test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { stackConfigSchema } from "../../../config/schema";
import { Database } from "./database";
import { IngestionLogs } from "./ingestion-logs";
import { type Recording, recordResources, valueOf } from "../testing/recorded-mocks";
import { Search, type SearchAccess } from "./search";
import { SharedStorage } from "./shared-storage";

const privateKeyPem = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .privateKey.export({ type: "pkcs8", format: "pem" })
  .toString();
const location = { region: "us-east-1", partition: "aws" };
const subnetIds = ["subnet-1", "subnet-2", "subnet-3"];
const tags = { team: "data" };
const config = (values: object = {}) => stackConfigSchema("small").parse(values);

let recording: Recording;

before(async () => {
  recording = await recordResources({ privateKeyPem });
});

/** What the parts made in `create` register, once everything settled. */
const registered = async (create: () => Promise<unknown> | unknown) => {
  const start = recording.resources.length;
  await create();
  await new Promise((resolve) => setTimeout(resolve, 50));
  const made = recording.resources.slice(start);
  return (kind: string) => made.filter(({ type }) => type.endsWith(`:${kind}`)).map(({ inputs }) => inputs);
};
const database = (name: string, values: object, dataProtection: boolean) =>
  new Database(name, {
    config: config(values).database,
    subnetIds,
    securityGroupId: "sg-1",
    masterPassword: pulumi.secret("x"),
    dataProtection,
    tags,
  });
const role = { kind: "role", roleArn: "arn:aws:iam::123456789012:role/server" } as const;
const search = (name: string, values: object, access: SearchAccess = role, subnets = subnetIds) =>
  new Search(name, {
    config: config(values).search,
    location,
    subnetIds: subnets,
    securityGroupId: "sg-1",
    access,
    dataProtection: true,
    tags,
  });

const logs = (name: string, values: object, dataProtection: boolean) =>
  new IngestionLogs(name, {
    config: config({ server: { internal: true, ingestionLogs: values } }).server.ingestionLogs!,
    partition: "aws-cn",
    dataProtection,
    tags,
  });

test("keeps ingestion logs in a bucket that is encrypted, private, tidied up and protected", async () => {
  const made = await registered(() => logs("logs-one", { mode: "create", retentionDays: 30 }, true));
  assert.equal(made("Bucket")[0]?.forceDestroy, false);
  assert.deepEqual(Object.values(made("BucketPublicAccessBlock")[0] ?? {}).filter((value) => value === true).length, 4);
  const [encryption] = made("BucketServerSideEncryptionConfiguration");
  assert.match(JSON.stringify(encryption), /"sseAlgorithm":"AES256"/);
  const [lifecycle] = made("BucketLifecycleConfiguration");
  const rules = lifecycle?.rules as { filter: unknown; expiration: unknown }[];
  assert.deepEqual(rules[0]?.filter, { prefix: "pipeline-logs/" });
  assert.deepEqual(rules[0]?.expiration, { days: 30 });
  assert.match(String(made("BucketPolicy")[0]?.policy), /"aws:SecureTransport":"false"/);
  const free = await registered(() => logs("logs-two", { mode: "create" }, false));
  assert.equal(free("Bucket")[0]?.forceDestroy, true, "an unprotected bucket goes with what is in it");
});

test("gives rights to exactly the prefix of an existing bucket, and changes nothing of it", async () => {
  let existing: IngestionLogs | undefined;
  const key = "arn:aws-cn:kms:cn-north-1:123456789012:key/a";
  const made = await registered(() => {
    existing = logs("logs-three", { mode: "existing", bucket: "team-logs", prefix: "om/logs", kmsKeyArn: key }, true);
  });
  assert.deepEqual(made("Bucket"), []);
  assert.deepEqual(made("BucketLifecycleConfiguration"), []);
  const statements = await Promise.all(
    (existing?.statements ?? []).map(async ({ sid, actions, resources = [], conditions }) => ({
      sid,
      actions,
      conditions,
      resources: await Promise.all(resources.map((resource) => valueOf(pulumi.output(resource)))),
    })),
  );
  assert.deepEqual(statements, [
    {
      sid: "KeepLogs",
      actions: ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
      conditions: undefined,
      resources: ["arn:aws-cn:s3:::team-logs/om/logs/*"],
    },
    {
      sid: "FindLogs",
      actions: ["s3:ListBucket"],
      conditions: { StringLikeIfExists: { "s3:prefix": "om/logs/*" } },
      resources: ["arn:aws-cn:s3:::team-logs"],
    },
    { sid: "UseLogKey", actions: ["kms:Decrypt", "kms:GenerateDataKey"], conditions: undefined, resources: [key] },
  ]);
});

test("makes a database that is encrypted, private and leaves a last snapshot", async () => {
  const made = await registered(() => database("db-one", {}, true));
  const [instance] = made("Instance");
  assert.ok(instance);
  const expected = {
    storageEncrypted: true,
    publiclyAccessible: false,
    deletionProtection: true,
    skipFinalSnapshot: false,
    finalSnapshotIdentifier: "db-one-final-0123abcd",
    engineVersion: "16",
    autoMinorVersionUpgrade: true,
    username: "om_admin",
    copyTagsToSnapshot: true,
  };
  assert.deepEqual(Object.fromEntries(Object.keys(expected).map((key) => [key, instance[key]])), expected);
  assert.match(String(instance.identifierPrefix), /^db-one-$/);
  assert.equal((made("ParameterGroup")[0]!.parameters as { name: string }[])[0]!.name, "rds.force_ssl");
  assert.deepEqual(made("SubnetGroup")[0]!.subnetIds, subnetIds);
});

test("takes a snapshot's own administrator", async () => {
  const made = await registered(() =>
    database("db-restored", { database: { mode: "create", snapshotIdentifier: "before" } }, false),
  );
  const [instance] = made("Instance");
  assert.equal(instance!.snapshotIdentifier, "before");
  assert.ok(!("username" in instance!));
});

test("sets a storage limit that RDS takes, or none", async () => {
  const limitOf = async (name: string, values: object) => {
    const made = await registered(() => database(name, { database: { mode: "create", ...values } }, false));
    return made("Instance")[0]!.maxAllocatedStorage;
  };
  assert.equal(await limitOf("db-room", { storageGiB: 90, maximumStorageGiB: 99 }), 99);
  assert.equal(await limitOf("db-full", { storageGiB: 90, maximumStorageGiB: 98 }), undefined);
});

test("leaves a last snapshot of another name under another key, and of the same one without a key", async () => {
  const keepersOf = async (name: string, values: object) => {
    const made = await registered(() => database(name, { database: { mode: "create", ...values } }, false));
    return made("RandomId")[0]!.keepers;
  };
  const kmsKeyArn = "arn:aws:kms:us-east-1:123456789012:key/0b8a6f52-2f3c-4a51-8f3a-6c2b1d3e4f50";
  assert.deepEqual(await keepersOf("db-no-key", {}), { engine: "postgres" });
  assert.deepEqual(await keepersOf("db-key", { kmsKeyArn }), { engine: "postgres", kmsKeyArn });
});

test("makes nothing for a database of yours", async () => {
  const yours = { database: { mode: "existing", engine: "mysql", host: "db.example.com", username: "login" } };
  let part: Database | undefined;
  const made = await registered(() => (part = database("db-yours", yours, false)));
  assert.deepEqual(["Instance", "SubnetGroup", "RandomId"].flatMap(made), []);
  assert.deepEqual(await Promise.all([valueOf(part!.host), valueOf(part!.port), valueOf(part!.masterUser)]), [
    "db.example.com",
    3306,
    "login",
  ]);
});

test("makes a domain that only the task's role may call", async () => {
  const made = await registered(() => search("search-one", {}));
  const [domain] = made("Domain");
  assert.deepEqual(domain!.domainEndpointOptions, {
    enforceHttps: true,
    tlsSecurityPolicy: "Policy-Min-TLS-1-2-PFS-2023-10",
  });
  assert.deepEqual(domain!.nodeToNodeEncryption, { enabled: true });
  assert.equal((domain!.encryptAtRest as { enabled: boolean }).enabled, true);
  assert.deepEqual((domain!.vpcOptions as { subnetIds: string[] }).subnetIds, ["subnet-1"]);
  const [policy] = made("DomainPolicy");
  const [statement] = (JSON.parse(String(policy!.accessPolicies)) as { Statement: Record<string, unknown>[] })
    .Statement;
  assert.deepEqual(statement!.Principal, { AWS: role.roleArn });
  assert.match(String(statement!.Resource), /^arn:.*\/\*$/);
  assert.deepEqual(made("ServiceLinkedRole"), []);
});

test("spreads the nodes of a domain over the zones it has", async () => {
  const made = await registered(() =>
    search("search-three", { search: { mode: "create", nodes: 3, serviceLinkedRole: "create" } }),
  );
  const [domain] = made("Domain");
  assert.deepEqual((domain!.vpcOptions as { subnetIds: string[] }).subnetIds, subnetIds);
  assert.equal((domain!.clusterConfig as { zoneAwarenessEnabled: boolean }).zoneAwarenessEnabled, true);
  assert.equal(made("ServiceLinkedRole").length, 1);
});

test("logs in by password where requests are not signed", async () => {
  let part: Search | undefined;
  const made = await registered(
    () => (part = search("search-password", {}, { kind: "password", password: pulumi.secret("y") })),
  );
  const options = made("Domain")[0]!.advancedSecurityOptions as {
    internalUserDatabaseEnabled: boolean;
    masterUserOptions: { masterUserName: string };
  };
  assert.equal(options.internalUserDatabaseEnabled, true);
  assert.deepEqual(part!.login, { kind: "password", username: options.masterUserOptions.masterUserName });
  assert.equal(part!.signedDomainArn, undefined);
});

test("keeps domain names within 28 characters with Pulumi's suffix", async () => {
  await registered(() => search("openmetadata-a-very-long-stack-search", {}));
  const { name } = recording.ofType("aws:opensearch/domain:Domain").at(-1)!;
  assert.ok(name.length + 8 <= 28, name);
});

test("shares files through access points only, over TLS only, with one role only", async () => {
  const volume = { name: "dags", kind: "shared", directory: "/dags", uid: 50000, gid: 0, mode: "0750" } as const;
  const make = () =>
    new SharedStorage("storage", {
      volumes: [volume],
      subnetIds,
      securityGroupId: "sg-1",
      clientRoleArns: [role.roleArn],
      dataProtection: true,
      tags,
    });
  let storage: ReturnType<typeof make> | undefined;
  const made = await registered(() => (storage = make()));
  assert.equal(made("FileSystem")[0]!.encrypted, true);
  assert.equal(made("MountTarget").length, 3);
  assert.deepEqual(made("AccessPoint")[0]!.rootDirectory, {
    path: "/dags",
    creationInfo: { ownerUid: 50000, ownerGid: 0, permissions: "0750" },
  });
  const { Statement } = JSON.parse(String(made("FileSystemPolicy")[0]!.policy)) as {
    Statement: Record<string, unknown>[];
  };
  assert.deepEqual(Statement[0]!.Principal, { AWS: role.roleArn });
  assert.deepEqual(Statement[0]!.Condition, {
    StringEquals: { "elasticfilesystem:AccessPointArn": "arn:aws:mock:us-east-1:123456789012:storage-dags" },
  });
  assert.equal(Statement[1]!.Effect, "Deny");
  assert.deepEqual(Statement[1]!.Condition, { Bool: { "aws:SecureTransport": "false" } });
  assert.throws(() => storage!.accessPoint("logs"), /no volume logs; it has dags/);
});
