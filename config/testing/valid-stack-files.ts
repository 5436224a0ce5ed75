import { validSettings } from "./valid-settings";
import {
  type ValidStackFile,
  exampleFernetKey,
  exampleRsaKey,
  forClients,
  existingNetwork,
  domain,
  okta,
  existingDatabase,
  existingAirflow,
} from "./valid-values";

export {
  type ValidStackFile,
  exampleFernetKey,
  clients,
  forClients,
  existingNetwork,
  domain,
  okta,
  existingDatabase,
  existingAirflow,
} from "./valid-values";

/** Whoever may reach the page is added to those without a domain. */
const files: readonly ValidStackFile[] = [
  { title: "nothing but who may reach the page", values: {} },
  { title: "steps before 1.5 that nobody asks for", values: { version: "1.4.8" } },
  { title: "no steps, and one with more time", values: { steps: { redeployPipelines: false, timeLimitMinutes: 600 } } },
  { title: "everyone may reach the page, by name", values: { server: { allowedCidrs: ["0.0.0.0/0"] } } },
  { title: "a page in the VPC alone", values: { server: { internal: true, allowedCidrs: undefined } } },
  { title: "HTTPS and a log-in for everyone", values: { domain, auth: okta } },
  { title: "an existing VPC", values: { network: existingNetwork } },
  {
    title: "a VPC that another account shares, with a namespace of its own",
    values: { network: { ...existingNetwork, namespace: { id: "ns-0123456789abcdef", name: "services.internal" } } },
  },
  {
    title: "an existing VPC without public subnets",
    values: { network: { ...existingNetwork, publicSubnetIds: undefined }, server: { internal: true } },
  },
  {
    title: "an existing VPC without internet",
    values: { network: { ...existingNetwork, egress: "none" }, images: { mirror: "mirror.example.com/openmetadata" } },
  },
  {
    title: "an Airflow without internet in an existing VPC that has it",
    values: {
      network: existingNetwork,
      airflow: { host: "create", egress: "none" },
      images: { mirror: "mirror.example.com/openmetadata" },
    },
  },
  {
    title: "roles below a path and within a boundary",
    values: {
      iam: { path: "/platform/data/", permissionsBoundaryArn: "arn:aws:iam::123456789012:policy/platform/Boundary" },
    },
  },
  {
    title: "windows that touch, and a mail address for alarms",
    values: {
      database: { backupWindow: "23:30-00:30", maintenanceWindow: "mon:00:30-mon:01:30" },
      server: { alarms: true, alarmEmail: "on-call@example.com" },
    },
  },
  {
    title: "keys of the account's own",
    values: {
      encryption: Object.fromEntries(
        ["secrets", "files", "images"].map((kind) => [
          `${kind}KmsKeyArn`,
          "arn:aws:kms:eu-west-1:123456789012:key/0b8a6f52-2f3c-4a51-8f3a-6c2b1d3e4f50",
        ]),
      ),
    },
  },
  {
    title: "managers of their own and people in the domain",
    values: {
      search: { nodes: 2, managers: 3, adminRoleArns: ["arn:aws:iam::123456789012:role/aws-reserved/sso/Admins"] },
    },
  },
  {
    title: "no NAT, and a pull-through cache for each registry",
    values: {
      network: { nat: "none" },
      images: {
        pullThrough: true,
        mirrors: {
          "docker.getcollate.io": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/docker-hub",
          "public.ecr.aws": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/ecr-public",
        },
      },
    },
  },
  {
    title: "an image that AWS builds",
    values: { images: { build: "codebuild" }, airflow: { connectors: ["snowflake"] } },
  },
  {
    title: "a private registry with a login",
    values: {
      images: {
        mirror: "registry.example.com/openmetadata",
        gateway: `registry.example.com/nginx@sha256:${"0".repeat(64)}`,
        credentials: {
          registry: "registry.example.com",
          secretArn: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:registry-AbCdEf",
        },
      },
    },
  },
  { title: "zones by name", values: { network: { zoneNames: ["eu-west-1b", "eu-west-1c"] } } },
  {
    title: "no NAT",
    values: {
      network: { nat: "none" },
      images: { mirror: "123456789012.dkr.ecr.eu-west-1.amazonaws.com" },
    },
  },
  {
    title: "an existing database",
    values: { database: existingDatabase, secrets: { database: { password: "0123456789" } } },
  },
  {
    title: "an existing database of an earlier installation, and an Airflow of the team's own",
    values: {
      database: { ...existingDatabase, newInstallation: false, engine: "mysql", version: "8.0.42" },
      airflow: { ...existingAirflow, angles: ["connectors"] },
      secrets: {
        database: { password: "0123456789" },
        server: { fernetKey: exampleFernetKey, jwtPrivateKey: exampleRsaKey },
      },
    },
  },
  {
    title: "an existing Airflow with managed APIs",
    values: { airflow: existingAirflow, secrets: { airflow: { password: "0123456789" } } },
  },
  { title: "MySQL", values: { database: { engine: "mysql", version: "8.4" } } },
  { title: "PostgreSQL by a number", values: { database: { version: 16 } } },
  {
    title: "an existing OpenSearch with signed requests",
    values: {
      search: {
        mode: "existing",
        engine: "opensearch",
        version: "2.19",
        host: "vpc-search.eu-west-1.es.amazonaws.com",
        login: "iam",
        domainArn: "arn:aws:es:eu-west-1:123456789012:domain/search",
      },
    },
  },
  {
    title: "an existing Elasticsearch with a password",
    values: {
      search: {
        mode: "existing",
        engine: "elasticsearch",
        host: "search.example.com",
        port: 9200,
        username: "elastic",
      },
      secrets: { search: { password: "0123456789" } },
    },
  },
  { title: "sign-on by a public client", values: { domain, auth: okta } },
  {
    title: "sign-on by a confidential client",
    values: {
      domain,
      auth: { ...okta, clientType: "confidential" },
      secrets: { auth: { clientSecret: "0123456789" } },
    },
  },
  {
    title: "a provider in networks of your own, and no internet",
    values: {
      network: { ...existingNetwork, egress: "none" },
      images: { mirror: "123456789012.dkr.ecr.eu-west-1.amazonaws.com" },
      domain,
      auth: okta,
      server: { egressCidrs: ["10.9.0.0/16"] },
    },
  },
  {
    title: "several domains of one company",
    values: { domain, auth: { ...okta, allowedDomains: ["example.com", "example.org"] } },
  },
  {
    title: "everyone whom the provider knows, by name",
    values: { domain, auth: { ...okta, enforcePrincipalDomain: false, enableSelfSignup: true } },
  },
  {
    title: "a release that does not exempt its bots",
    values: { version: "1.2.5", domain, auth: { ...okta, enforcePrincipalDomain: false } },
  },
  { title: "three servers", values: { version: "1.13.6", server: { replicas: 3 } } },
  {
    title: "servers by load",
    values: {
      version: "2.0.7",
      server: { autoscaling: { minimum: 2, maximum: 6, cpuPercent: 60, requestsPerTarget: 600 } },
    },
  },
  { title: "nobody logs in", values: { version: "1.2.5", auth: { mode: "no-auth" } } },
  {
    title: "a directory with roles from its groups",
    values: {
      domain,
      auth: {
        mode: "ldap",
        principalDomain: "example.com",
        ldap: {
          host: "ldap.example.com",
          adminDn: "cn=bind,dc=example,dc=com",
          userBaseDn: "ou=people,dc=example,dc=com",
          groupBaseDn: "ou=groups,dc=example,dc=com",
          groupAttribute: "objectClass",
          groupAttributeValue: "groupOfNames",
          groupMemberAttribute: "member",
          rolesMapping: { "cn=data,ou=groups,dc=example,dc=com": ["DataSteward"] },
        },
      },
      secrets: { auth: { ldapAdminPassword: "0123456789" } },
    },
  },
  ...validSettings,
];

export const validStackFiles: readonly ValidStackFile[] = files.map(({ title, values }) => ({
  title,
  values: "domain" in values ? values : forClients(values),
}));
