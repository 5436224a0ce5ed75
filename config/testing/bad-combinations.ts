import type { BadStackFile } from "./bad-stack-file";
import { canary } from "./canary";
import { domain, existingDatabase, existingNetwork, okta } from "./valid-stack-files";

const iam = {
  mode: "existing",
  engine: "opensearch",
  host: "search.example.com",
  login: "iam",
  domainArn: "arn:aws:es:eu-west-1:1:domain/s",
};
const databasePassword = { secrets: { database: { password: canary } } };

/** Keys that are right one by one and cannot work together. */
export const badCombinations: readonly BadStackFile[] = [
  {
    title: "logs in S3 before 1.12",
    values: { version: "1.10.3", server: { ingestionLogs: { mode: "create" } } },
    key: "server.ingestionLogs",
  },
  {
    title: "logs in a bucket without a name",
    values: { server: { ingestionLogs: { mode: "existing" } } },
    key: "server.ingestionLogs.bucket",
  },
  {
    title: "one database for both programs",
    values: { database: { serverDatabase: "metadata", airflowDatabase: "metadata" } },
    key: "database.airflowDatabase",
  },
  {
    title: "one login for both programs",
    values: { database: { serverLogin: "airflow" } },
    key: "database.airflowLogin",
  },
  { title: "a login that RDS keeps", values: { database: { serverLogin: "rdsadmin" } }, key: "database.serverLogin" },
  {
    title: "a database that the engine keeps",
    values: { database: { airflowDatabase: "postgres" } },
    key: "database.airflowDatabase",
  },
  {
    title: "a new Airflow of a new installation",
    values: { database: { newAirflow: true } },
    key: "database.newAirflow",
  },
  {
    title: "an installation that moves in without its keys",
    values: { database: { newInstallation: false, newAirflow: true } },
    key: "secrets.server.fernetKey",
  },
  { title: "memory that goes with other CPU", values: { server: { cpu: 256, memory: 8192 } }, key: "server.memory" },
  { title: "memory between two steps", values: { airflow: { cpu: 8192, memory: 17000 } }, key: "airflow.memory" },
  { title: "a range that is too small", values: { network: { cidr: "10.0.0.0/24" } }, key: "network.cidr" },
  { title: "a range that begins in the middle", values: { network: { cidr: "10.0.1.0/16" } }, key: "network.cidr" },
  { title: "no NAT and no mirror", values: { network: { nat: "none" } }, key: "images.mirror" },
  { title: "no NAT and a provider", values: { network: { nat: "none" }, domain, auth: okta }, key: "auth.mode" },
  {
    title: "no internet and a provider",
    values: { network: { ...existingNetwork, egress: "none" }, domain, auth: okta },
    key: "auth.mode",
  },
  {
    title: "no internet and no mirror",
    values: { network: { ...existingNetwork, egress: "none" } },
    key: "images.mirror",
  },
  { title: "an Airflow without internet and no mirror", values: { airflow: { egress: "none" } }, key: "images.mirror" },
  {
    title: "an Airflow without internet in an existing VPC, and no mirror",
    values: { network: existingNetwork, airflow: { egress: "none" } },
    key: "images.mirror",
  },
  { title: "NAT beside another way out", values: { network: { egress: "existing" } }, key: "network.nat" },
  {
    title: "a public balancer without public subnets",
    values: { network: { ...existingNetwork, publicSubnetIds: undefined } },
    key: "network.publicSubnetIds",
  },
  {
    title: "a subnet twice",
    values: { network: { ...existingNetwork, privateSubnetIds: ["subnet-01234567", "subnet-01234567"] } },
    key: "network.privateSubnetIds",
  },
  {
    title: "subnets both public and private",
    values: { network: { ...existingNetwork, publicSubnetIds: existingNetwork.privateSubnetIds } },
    key: "network.publicSubnetIds",
  },
  {
    title: "more private zones than public ones",
    values: {
      network: { ...existingNetwork, privateSubnetIds: [...existingNetwork.privateSubnetIds, "subnet-01234567"] },
    },
    key: "network.publicSubnetIds",
  },
  {
    title: "a PostgreSQL version in MySQL's form",
    values: { database: { version: "16.8.1" } },
    key: "database.version",
  },
  {
    title: "a MySQL version without its minor",
    values: { database: { engine: "mysql", version: "8" } },
    key: "database.version",
  },
  {
    title: "a PostgreSQL that is too old",
    values: { version: "2.0.7", database: { version: "14.2" } },
    key: "database.version",
  },
  {
    title: "an existing database without its password",
    values: { database: existingDatabase },
    key: "secrets.database.password",
  },
  {
    title: "an existing installation without its Fernet key",
    values: { database: { ...existingDatabase, newInstallation: false }, ...databasePassword },
    key: "secrets.server.fernetKey",
  },
  {
    title: "an existing installation without its key pair",
    values: { database: { ...existingDatabase, newInstallation: false }, ...databasePassword },
    key: "secrets.server.jwtPrivateKey",
  },
  {
    title: "a snapshot without Airflow's Fernet key",
    values: { database: { snapshotIdentifier: "final" } },
    key: "secrets.airflow.fernetKey",
  },
  {
    title: "a CA file that is not there",
    values: { database: { caCertificateFile: "no-such.pem" } },
    key: "database.caCertificateFile",
  },
  {
    title: "a CA file of another kind",
    values: { database: { caCertificateFile: "package.json" } },
    key: "database.caCertificateFile",
  },
  {
    title: "a configuration file by an absolute path",
    values: { server: { configurationFile: "/etc/hosts" } },
    key: "server.configurationFile",
  },
  {
    title: "an OpenSearch that is too old",
    values: { version: "2.0.7", search: { version: "2.19" } },
    key: "search.version",
  },
  {
    title: "an Elasticsearch that is too old",
    values: { search: { mode: "existing", engine: "elasticsearch", host: "s", login: "none", version: "7.10" } },
    key: "search.version",
  },
  {
    title: "a search login without a user",
    values: { search: { ...iam, login: "password", domainArn: undefined } },
    key: "search.username",
  },
  {
    title: "a search login without a password",
    values: { search: { ...iam, login: "password", username: "admin", domainArn: undefined } },
    key: "secrets.search.password",
  },
  {
    title: "signed requests without a domain",
    values: { search: { ...iam, domainArn: undefined } },
    key: "search.domainArn",
  },
  {
    title: "signed requests before 1.12",
    values: { version: "1.11.5", search: { ...iam, version: "2.19" } },
    key: "search.login",
  },
  {
    title: "signed requests to Elasticsearch",
    values: { search: { ...iam, engine: "elasticsearch" } },
    key: "search.engine",
  },
  { title: "three search nodes over two zones", values: { search: { nodes: 3 } }, key: "search.nodes" },
  {
    title: "an ingestion image of another release",
    values: { airflow: { image: "registry.example.com/ingestion:1.12.4" } },
    key: "airflow.image",
  },
  {
    title: "a server image of another release",
    values: { server: { image: "registry.example.com:5000/server:2.0.1" } },
    key: "server.image",
  },
  {
    title: "a topic without alarms",
    values: { server: { alarmTopicArn: "arn:aws:sns:eu-west-1:123456789012:on-call" } },
    key: "server.alarmTopicArn",
  },
  { title: "sign-on without HTTPS", values: { auth: okta }, key: "domain" },
  {
    title: "sign-on with a plain public URL",
    values: { auth: okta, domain, server: { publicUrl: "http://metadata.example.com" } },
    key: "server.publicUrl",
  },
  {
    title: "a provider without a client",
    values: { auth: { ...okta, clientId: undefined }, domain },
    key: "auth.clientId",
  },
  {
    title: "a confidential client without its secret",
    values: { auth: { ...okta, clientType: "confidential" }, domain },
    key: "secrets.auth.clientSecret",
  },
  {
    title: "a mode that the release does not have",
    values: { version: "2.0.7", auth: { mode: "no-auth" } },
    key: "auth.mode",
  },
  {
    title: "a secret that the mode does not use",
    values: { secrets: { auth: { clientSecret: canary } } },
    key: "secrets.auth.clientSecret",
  },
  {
    title: "a password among the plain variables",
    values: { server: { environment: { DB_USER_PASSWORD: canary } } },
    key: "server.environment.DB_USER_PASSWORD",
  },
  {
    title: "a password in a plain address",
    values: { airflow: { environment: { BACKEND: `redis://u:${canary}@h` } } },
    key: "airflow.environment.BACKEND",
  },
  {
    title: "a variable both plain and secret",
    values: { server: { environment: { A: "b" } }, secrets: { serverEnvironment: { A: canary } } },
    key: "server.environment.A",
  },
  {
    title: "an override of nothing",
    values: { server: { overrideStackVariables: ["DB_HOST"] } },
    key: "server.overrideStackVariables",
  },
  {
    title: "a variable that the release does not read",
    values: { server: { environment: { LOG_LEVLE: canary } } },
    key: "server.environment.LOG_LEVLE",
  },
  {
    title: "a variable that the stack sets",
    values: { server: { environment: { DB_HOST: canary } } },
    key: "server.environment.DB_HOST",
  },
  {
    title: "a variable of Airflow that the stack sets",
    values: { airflow: { environment: { AIRFLOW__CORE__EXECUTOR: canary } } },
    key: "airflow.environment.AIRFLOW__CORE__EXECUTOR",
  },
  {
    title: "a secret variable that the release does not read",
    values: { secrets: { serverEnvironment: { NOBODY_READS_THIS: canary } } },
    key: "secrets.serverEnvironment.NOBODY_READS_THIS",
  },
  {
    title: "a configuration file that is not YAML",
    values: { server: { configurationFile: "config/testing/not-yaml.txt" } },
    key: "server.configurationFile",
  },
];
