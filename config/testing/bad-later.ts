import type { BadStackFile } from "./bad-stack-file";
import { canary } from "./canary";
import { clients, domain, existingDatabase } from "./valid-stack-files";

const server = (environment: object, more: object = {}) => ({ server: { ...clients, environment, ...more } });
const at = (section: string, name: string) => `${section}.environment.${name}`;
const elasticsearch = { mode: "existing", engine: "elasticsearch", host: "search.example.com", login: "none" };

/** What AWS or an engine refuses once resources are being made. */
const refusedLater: readonly BadStackFile[] = [
  ...["01.13.6", "1.013.6", "1.13.06"].map((version) => ({
    title: `release ${version}`,
    values: { version },
    key: "version",
  })),
  { title: "a database version with a zero", values: { database: { version: "016" } }, key: "database.version" },
  { title: "a PostgreSQL that RDS does not have", values: { database: { version: "19" } }, key: "database.version" },
  {
    title: "a MySQL that RDS does not have",
    values: { database: { engine: "mysql", version: "8.3" } },
    key: "database.version",
  },
  {
    title: "a class that is none",
    values: { database: { instanceClass: "db.medium.t4g" } },
    key: "database.instanceClass",
  },
  { title: "an OpenSearch that AWS does not have", values: { search: { version: "2.18" } }, key: "search.version" },
  {
    title: "a search type that is none",
    values: { search: { instanceType: "large.m7g.search" } },
    key: "search.instanceType",
  },
  {
    title: "a search type with its own disks",
    values: { search: { instanceType: "i3.large.search" } },
    key: "search.instanceType",
  },
  ...["0.0.0.0/16", "127.0.0.0/16", "169.254.0.0/16", "224.0.0.0/16", "240.1.0.0/16"].map((cidr) => ({
    title: `a VPC of ${cidr}`,
    values: { network: { cidr } },
    key: "network.cidr",
  })),
  {
    title: "clients at loopback",
    values: { server: { allowedCidrs: ["127.0.0.1/32"] } },
    key: "server.allowedCidrs[0]",
  },
  {
    title: "sources at multicast",
    values: { airflow: { egressCidrs: ["224.0.0.0/8"] } },
    key: "airflow.egressCidrs[0]",
  },
  ...["openmetadata", "airflow", "pg_admin", "rdsadmin", "public"].map((username) => ({
    title: `an administrator named ${username}`,
    values: { database: { ...existingDatabase, username } },
    key: "database.username",
  })),
  {
    title: "a name that is too long for a certificate",
    values: { domain: { ...domain, name: `${"a".repeat(60)}.example.com` } },
    key: "domain.name",
  },
  {
    title: "a name that nobody signs",
    values: { domain: { ...domain, name: "metadata.corp.local" } },
    key: "domain.name",
  },
  {
    title: "an administrator's address",
    values: { domain, auth: { adminPrincipals: ["admin", "jane@example.com"] } },
    key: "auth.adminPrincipals[1]",
  },
  ...Object.entries({
    "of another region": "arn:aws:kms:us-east-1:123456789012:key/1",
    "of another partition": "arn:aws-cn:kms:eu-west-1:123456789012:key/1",
    "without an account": "arn:aws:kms:eu-west-1::key/1",
    "that is cut off": "arn:aws:kms:",
  }).map(([what, kmsKeyArn]) => ({
    title: `a key ${what}`,
    values: { database: { kmsKeyArn } },
    key: "database.kmsKeyArn",
  })),
  {
    title: "a certificate of another region",
    values: {
      domain: {
        certificate: "existing",
        name: "a.example.com",
        certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1",
      },
    },
    key: "domain.certificateArn",
  },
  {
    title: "a policy of another partition",
    values: { server: { ...clients, policyArns: ["arn:aws-cn:iam::aws:policy/AmazonAthenaFullAccess"] } },
    key: "server.policyArns[0]",
  },
  { title: "tags that are one to IAM", values: { tags: { Owner: "a", owner: "b" } }, key: "tags.owner" },
  {
    title: "a secret that is too long",
    values: { secrets: { serverEnvironment: { SMTP_SERVER_PWD: canary.repeat(5000) } } },
    key: "secrets.serverEnvironment.SMTP_SERVER_PWD",
  },
];

/** What would end the build of an image or the start of a container. */
const neverStarts: readonly BadStackFile[] = [
  ...["", " ", "-r other.txt", "./wheel.whl", "apache-airflow==2.10.5", "openmetadata-ingestion[mysql]==1.12.4"].map(
    (line) => ({
      title: `the requirement ${JSON.stringify(line)}`,
      values: { airflow: { requirements: [line] } },
      key: "airflow.requirements[0]",
    }),
  ),
  {
    title: "an index with a login in plain text, and no other mistake shows it",
    values: { airflow: { requirements: [`-r https://jane:${canary}@example.com/r.txt`] } },
    key: "airflow.requirements[0]",
  },
  {
    title: "everything as a range, where Airflow may reach nothing",
    values: { airflow: { egress: "https", egressCidrs: ["0.0.0.0/0"] } },
    key: "airflow.egressCidrs[0]",
  },
  {
    title: "a number in words",
    values: server({ ELASTICSEARCH_BATCH_SIZE: "many" }),
    key: at("server", "ELASTICSEARCH_BATCH_SIZE"),
  },
  {
    title: "a duration for a number of seconds",
    values: server({ EVENT_MONITOR: "prometheus", ELASTICSEARCH_SOCKET_TIMEOUT_SECS: "1m" }),
    key: at("server", "ELASTICSEARCH_SOCKET_TIMEOUT_SECS"),
  },
  {
    title: "an image with a scheme",
    values: { server: { ...clients, image: "https://example.com/server:1.13.6" } },
    key: "server.image",
  },
  {
    title: "Elasticsearch's port on OpenSearch Service",
    values: {
      search: { ...elasticsearch, engine: "opensearch", host: "vpc-a.eu-west-1.es.amazonaws.com", port: 9200 },
    },
    key: "search.port",
  },
];

/** What is right by its form and would end an update that has begun, or a container that it made. */
export const badLater: readonly BadStackFile[] = [...refusedLater, ...neverStarts];
