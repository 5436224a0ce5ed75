import type { BadStackFile } from "./bad-stack-file";
import { canary } from "./canary";
import { clients, domain, existingNetwork, okta } from "./valid-stack-files";

const ranges = (count: number) => Array.from({ length: count }, (_, index) => `198.51.100.${index}/32`);
const policy = "arn:aws:iam::aws:policy/AmazonAthenaFullAccess";
const mirror = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/mirror";

/** What OpenMetadata would take and AWS refuses, or what would be open to everybody there. */
export const badOnAws: readonly BadStackFile[] = [
  {
    title: "insights of MySQL on a class without them",
    values: { database: { engine: "mysql", instanceClass: "db.t4g.small", insights: true } },
    key: "database.insights",
  },
  {
    title: "a limit that is the storage",
    values: { database: { storageGiB: 100, maximumStorageGiB: 100 } },
    key: "database.maximumStorageGiB",
  },
  {
    title: "a limit too near the storage",
    values: { database: { storageGiB: 100, maximumStorageGiB: 109 } },
    key: "database.maximumStorageGiB",
  },
  {
    title: "a limit where there is no room for one",
    values: { database: { storageGiB: 65_000, maximumStorageGiB: 65_536 } },
    key: "database.maximumStorageGiB",
  },
  {
    title: "a volume that the node does not take",
    values: { search: { instanceType: "t3.medium.search", storageGiB: 300 } },
    key: "search.storageGiB",
  },
  {
    title: "a node too small for a reindex",
    values: { search: { instanceType: "t3.medium.search" } },
    key: "search.instanceType",
  },
  {
    title: "a burstable manager",
    values: { search: { managers: 3, managerInstanceType: "t3.medium.search" } },
    key: "search.managerInstanceType",
  },
  {
    title: "an administrator of the domain who is no role",
    values: { search: { adminRoleArns: ["arn:aws:iam::123456789012:user/jane"] } },
    key: "search.adminRoleArns[0]",
  },
  {
    title: "a node without volumes",
    values: { search: { instanceType: "r6gd.large.search" } },
    key: "search.instanceType",
  },
  {
    title: "a window that is too short",
    values: { database: { backupWindow: "02:00-02:20" } },
    key: "database.backupWindow",
  },
  {
    title: "a maintenance of more than a day",
    values: { database: { maintenanceWindow: "sun:02:00-mon:02:00" } },
    key: "database.maintenanceWindow",
  },
  {
    title: "a maintenance during the backup, over midnight",
    values: { database: { backupWindow: "23:30-00:30", maintenanceWindow: "mon:00:00-mon:01:00" } },
    key: "database.maintenanceWindow",
  },
  {
    title: "a mail address without alarms",
    values: { server: { alarms: false, alarmEmail: "on-call@example.com" } },
    key: "server.alarmEmail",
  },
  {
    title: "no NAT, and a mirror of one registry of two",
    values: {
      network: { nat: "none" },
      images: { mirrors: { "public.ecr.aws": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/ecr-public" } },
    },
    key: "images.mirror",
  },
  {
    title: "pull-through without a mirror",
    values: { images: { pullThrough: true } },
    key: 'images.mirrors["docker.getcollate.io"]',
  },
  {
    title: "pull-through by a registry that is not ECR's",
    values: { images: { pullThrough: true, mirror: "registry.example.com/m" } },
    key: "images.mirror",
  },
  {
    title: "a build in the account where nothing is built",
    values: { images: { build: "codebuild" } },
    key: "images.build",
  },
  {
    title: "a build in the account upon an image of a private registry",
    values: {
      images: { build: "codebuild" },
      airflow: { connectors: ["snowflake"], image: "registry.corp:5000/ingestion:1.13.6" },
    },
    key: "airflow.image",
  },
  {
    title: "a mirror of a registry that no image comes from",
    values: { images: { mirrors: { "quay.io": "registry.example.com/m" } } },
    key: 'images.mirrors["quay.io"]',
  },
  { title: "a tag that AWS keeps", values: { tags: { "aws:owner": "me" } }, key: 'tags["aws:owner"]' },
  { title: "a tag that RDS keeps", values: { tags: { "rds:owner": "me" } }, key: 'tags["rds:owner"]' },
  { title: "a tag's value with an ampersand", values: { tags: { owner: "R&D" } }, key: "tags.owner" },
  { title: "a tag's value over two lines", values: { tags: { owner: "me\nyou" } }, key: "tags.owner" },
  { title: "a secret in a tag", values: { tags: { deployToken: `<${canary}>` } }, key: "tags.deployToken" },
  { title: "a tag with a bracket", values: { tags: { "a<b": "c" } }, key: 'tags["a<b"]' },
  { title: "plain HTTP for everyone", values: {}, key: "server.allowedCidrs" },
  {
    title: "a port beside the HTTPS in front",
    values: { server: { publicUrl: "https://metadata.example.com" }, auth: okta },
    key: "server.allowedCidrs",
  },
  {
    title: "no log-in for everyone",
    values: { version: "1.2.0", domain, auth: { mode: "no-auth" } },
    key: "server.allowedCidrs",
  },
  {
    title: "a published password for everyone",
    values: { domain, auth: { mode: "basic" } },
    key: "server.allowedCidrs",
  },
  {
    title: "classes that let everyone in",
    values: {
      domain,
      auth: okta,
      server: {
        environment: { AUTHORIZER_CLASS_NAME: "org.openmetadata.service.security.NoopAuthorizer" },
        overrideStackVariables: ["AUTHORIZER_CLASS_NAME"],
      },
    },
    key: "server.allowedCidrs",
  },
  {
    title: "more ranges than a group has rules",
    values: { server: { allowedCidrs: ranges(61) } },
    key: "server.allowedCidrs",
  },
  {
    title: "more ranges than a group has rules for two ports",
    values: { domain, server: { allowedCidrs: ranges(31) } },
    key: "server.allowedCidrs",
  },
  {
    title: "a range twice",
    values: { server: { allowedCidrs: ["198.51.100.0/24", "198.51.100.0/24"] } },
    key: "server.allowedCidrs[1]",
  },
  {
    title: "a range of clients that begins in the middle",
    values: { server: { allowedCidrs: ["198.51.100.7/24"] } },
    key: "server.allowedCidrs[0]",
  },
  {
    title: "a range of sources that begins in the middle",
    values: { airflow: { egressCidrs: ["10.1.2.3/16"] } },
    key: "airflow.egressCidrs[0]",
  },
  {
    title: "a range of Airflow that begins in the middle",
    values: { airflow: { host: "existing", cidr: "10.1.2.3/16" } },
    key: "airflow.cidr",
  },
  {
    title: "no NAT and a mirror that is not in ECR",
    values: { network: { nat: "none" }, images: { mirror: "mirror.example.com/openmetadata" } },
    key: "images.mirror",
  },
  {
    title: "no NAT and a mirror of another region",
    values: { network: { nat: "none" }, images: { mirror: mirror.replace("eu-west-1", "us-east-1") } },
    key: "images.mirror",
  },
  {
    title: "no NAT and a mirror under FIPS's name",
    values: { network: { nat: "none" }, images: { mirror: mirror.replace(".ecr.", ".ecr-fips.") } },
    key: "images.mirror",
  },
  {
    title: "no NAT and a server that passes the mirror by",
    values: {
      network: { nat: "none" },
      images: { mirror },
      server: { ...clients, image: "docker.getcollate.io/openmetadata/server:1.13.6" },
    },
    key: "server.image",
  },
  {
    title: "an isolated Airflow that passes the mirror by",
    values: { images: { mirror }, airflow: { egress: "none", image: "openmetadata/ingestion:1.13.6" } },
    key: "airflow.image",
  },
  {
    title: "an existing VPC without internet and a public mirror",
    values: { network: { ...existingNetwork, egress: "none" }, images: { mirror: "public.ecr.aws/openmetadata" } },
    key: "images.mirror",
  },
  {
    title: "more ranges of the server's than a group has rules",
    values: { server: { ...clients, egressCidrs: ranges(36) } },
    key: "server.egressCidrs",
  },
  {
    title: "more ranges of Airflow's than a group has rules",
    values: { airflow: { egressCidrs: ranges(51) } },
    key: "airflow.egressCidrs",
  },
  {
    title: "a range of the server's twice",
    values: { server: { ...clients, egressCidrs: ["10.9.0.0/16", "10.9.0.0/16"] } },
    key: "server.egressCidrs[1]",
  },
  {
    title: "a policy by its name",
    values: { airflow: { policyArns: ["AmazonAthenaFullAccess"] } },
    key: "airflow.policyArns[0]",
  },
  {
    title: "a policy twice",
    values: { server: { ...clients, policyArns: [policy, policy] } },
    key: "server.policyArns[1]",
  },
  {
    title: "fewer zones by name than by number",
    values: { network: { zones: 3, zoneNames: ["eu-west-1a", "eu-west-1b"] } },
    key: "network.zoneNames",
  },
  {
    title: "a zone twice",
    values: { network: { zoneNames: ["eu-west-1b", "eu-west-1b"] } },
    key: "network.zoneNames[1]",
  },
  {
    title: "a zone of another region",
    values: { network: { zoneNames: ["eu-west-1a", "us-east-1b"] } },
    key: "network.zoneNames[1]",
  },
  {
    title: "a zone by its id",
    values: { network: { zoneNames: ["euw1-az1", "euw1-az2"] } },
    key: "network.zoneNames[0]",
  },
];
