import { generateKeyPairSync } from "node:crypto";

/** Stack files that work, as values under `openmetadata:`. Each shows one way to use what a team already has. */
export interface ValidStackFile {
  readonly title: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A Fernet key made for these cases; it protects nothing. */
export const exampleFernetKey = Buffer.alloc(32, 7).toString("base64");

/** A key pair made for one run. */
const exampleRsaKey = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({
  type: "pkcs8",
  format: "pem",
});

/** Who may reach the page: without it nothing but a domain with a log-in is taken. */
export const clients = { allowedCidrs: ["203.0.113.0/24"] };

/** The same values with the page open to {@link clients} alone, unless they say otherwise. */
export const forClients = (values: Readonly<Record<string, unknown>>): Record<string, unknown> => ({
  ...values,
  server: { ...clients, ...(values.server as object | undefined) },
});

export const existingNetwork = {
  mode: "existing",
  vpcId: "vpc-0123456789abcdef0",
  publicSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
  privateSubnetIds: ["subnet-0123456789abcdef2", "subnet-0123456789abcdef3"],
};

export const domain = { certificate: "create", name: "metadata.example.com", zoneId: "Z0123456789ABCDEFGHIJ" };
export const okta = {
  mode: "okta",
  clientId: "client",
  authority: "https://example.okta.com",
  principalDomain: "example.com",
};

export const existingDatabase = {
  mode: "existing",
  host: "database.example.com",
  username: "administrator",
  newInstallation: true,
};

export const existingAirflow = {
  host: "existing",
  angles: ["connectors", "managed-apis"],
  endpoint: "http://airflow.example.com:8080",
  version: "3.3.1",
  runtime: "compose",
  confirmUnauthenticatedDeploy: true,
};

const existingSecretArn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:okta/client-AbCdEf";

/** Whoever may reach the page is added to those without a domain. */
const files: readonly ValidStackFile[] = [
  { title: "nothing but who may reach the page", values: {} },
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
  { title: "HTTPS that ends in front", values: { server: { publicUrl: "https://metadata.example.com" }, auth: okta } },
  {
    title: "text for numbers and booleans, as pulumi config set writes them",
    values: { dataProtection: "false", version: "1.12.6" },
  },
  {
    title: "numbers and booleans for text",
    values: { tags: { cost: 4711, shared: true }, server: { environment: { LOG_LEVEL: "DEBUG" } } },
  },
  {
    title: "a proxy, and a provider that only it leads to",
    values: {
      network: {
        ...existingNetwork,
        egress: "none",
        proxy: {
          http: "http://proxy.example.com:3128",
          https: "http://10.9.0.4:3128",
          noProxy: [".corp", "10.0.0.0/8"],
        },
      },
      images: { mirror: "123456789012.dkr.ecr.eu-west-1.amazonaws.com" },
      domain,
      auth: okta,
    },
  },
  {
    title: "variables that any program reads, and those of a program of one's own",
    values: {
      airflow: {
        environment: {
          HTTPS_PROXY: "http://proxy.example.com:3128",
          TZ: "Europe/Berlin",
          AWS_ENDPOINT_URL_S3: "https://s3",
          FEED: "1",
        },
        ownVariables: ["FEED", "VENDOR_KEY"],
      },
      server: { environment: { TZ: "UTC", AWS_RETRY_MODE: "adaptive" } },
      secrets: { airflowEnvironment: { VENDOR_KEY: "0123456789" } },
    },
  },
  {
    title: "secrets that exist, in the place of values",
    values: {
      domain,
      auth: { ...okta, clientType: "confidential" },
      database: existingDatabase,
      existingSecrets: {
        auth: {
          clientSecret: {
            arn: existingSecretArn,
            jsonKey: "secret",
            kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/a",
          },
        },
        database: { password: { arn: existingSecretArn, follow: false } },
        serverEnvironment: { SMTP_SERVER_PWD: { arn: existingSecretArn } },
      },
    },
  },
  {
    title: "authorities of one's own, and a secrets manager in AWS",
    values: {
      network: { caCertificatesFile: "config/testing/authority.pem" },
      server: { clusterName: "lake", secretsManager: { kind: "managed-aws-ssm", prefix: "acme" } },
    },
  },
  { title: "secret variables", values: { secrets: { serverEnvironment: { OM_SM_ACCESS_KEY: "0123456789" } } } },
  {
    title: "a configuration file of the user's own that fixes the administrators",
    values: { server: { configurationFile: "config/testing/fixed-administrators.yaml" } },
  },
  {
    title: "variables that say what the stack says",
    values: {
      server: {
        environment: { SERVER_PORT: "8585", SERVER_ADMIN_PORT: "8586", SERVER_HOST: "0.0.0.0", BASE_PATH: "/" },
      },
      airflow: {
        environment: { AIRFLOW__API__PORT: "8080", AIRFLOW__CORE__EXECUTOR: "LocalExecutor" },
        overrideStackVariables: ["AIRFLOW__CORE__EXECUTOR"],
      },
    },
  },
  {
    title: "variables of the stack on which nothing else counts",
    values: {
      server: {
        environment: { OPENMETADATA_CLUSTER_NAME: "catalog", OPENMETADATA_HEAP_OPTS: "-Xmx1G -Xms1G" },
        overrideStackVariables: ["OPENMETADATA_CLUSTER_NAME", "OPENMETADATA_HEAP_OPTS"],
      },
      airflow: {
        environment: { AIRFLOW__CORE__PARALLELISM: "3" },
        overrideStackVariables: ["AIRFLOW__CORE__PARALLELISM"],
      },
    },
  },
  {
    title: "a public address with a slash",
    values: { server: { publicUrl: "https://metadata.example.com/" }, auth: okta },
  },
  {
    title: "the server's own keys at its own address",
    values: {
      domain,
      auth: {
        ...okta,
        publicKeyUrls: ["http://localhost:8585/api/v1/system/config/jwks", "https://a.example.com/keys"],
      },
    },
  },
  {
    title: "files of an image of one's own",
    values: {
      server: {
        image: "registry.example.com/server:1.13.6",
        environment: { ELASTICSEARCH_TRUST_STORE_PATH: "/opt/certs/store.jks" },
      },
    },
  },
  {
    title: "certificates that the image has",
    values: { server: { environment: { ELASTICSEARCH_TRUST_STORE_PATH: "/etc/ssl/certs/java/cacerts" } } },
  },
  ...["10.0.0.0/16", "100.64.0.0/16", "172.17.0.0/16", "198.19.0.0/16", "203.1.0.0/16"].map((cidr) => ({
    title: `a VPC of ${cidr}`,
    values: { network: { cidr } },
  })),
  { title: "a release with a zero of its own", values: { version: "1.10.0" } },
  {
    title: "an OpenSearch newer than is known",
    values: { version: "1.12.6", search: { version: "3.5", instanceType: "or1.large.search" } },
  },
  {
    title: "keys and policies where the stack is",
    values: {
      database: { kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/mrk-0123456789abcdef0123456789abcdef" },
      server: { alarms: true, alarmTopicArn: "arn:aws:sns:eu-west-1:123456789012:on-call" },
    },
  },
  {
    title: "an existing database with the engine's own administrator",
    values: {
      database: { ...existingDatabase, username: "postgres", host: "10.1.2.3" },
      secrets: { database: { password: "0123456789" } },
    },
  },
  {
    title: "requirements from an index of one's own",
    values: {
      airflow: {
        requirements: [
          "--extra-index-url https://packages.example.com/simple",
          "openmetadata-ingestion[db2]~=1.13.6",
          "pandas<3",
        ],
      },
    },
  },
  {
    title: "an image without a release in its tag",
    values: { server: { image: "registry.example.com:5000/server:stable" } },
  },
  { title: "the newest line", values: { version: "2.0.7" } },
  { title: "an old line", values: { version: "1.6.8", search: { version: "2.11" } } },
];

export const validStackFiles: readonly ValidStackFile[] = files.map(({ title, values }) => ({
  title,
  values: "domain" in values ? values : forClients(values),
}));
