import {
  existingNetwork,
  type ValidStackFile,
  domain,
  okta,
  existingDatabase,
  existingSecretArn,
} from "./valid-values";

/** Stack files that work, by what they set in the tasks: variables, files, keys, releases. */
export const validSettings: readonly ValidStackFile[] = [
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
  {
    title: "a split Airflow with sizes of its own",
    values: {
      version: "1.13.6",
      airflow: { topology: "split", apiServer: { memory: 4096 }, dagProcessor: { cpu: 1024, memory: 2048 } },
    },
  },
  {
    title: "a task for each run of a workflow",
    values: {
      version: "1.13.6",
      airflow: {
        topology: "split",
        executor: "ecs",
        runLogs: "cloudwatch",
        worker: { cpu: 2048, memory: 8192, vcpuQuota: 40 },
        workerSizes: { profiler: { cpu: 4096, memory: 30720 }, TestSuite: { cpu: 512, memory: 2048 } },
      },
    },
  },
  {
    title: "housekeeping twice a week",
    values: { airflow: { housekeeping: { schedule: "cron(30 2,14 ? * MON,THU *)", keepDays: 90 } } },
  },
  {
    title: "housekeeping on the last day of each month",
    values: { airflow: { housekeeping: { schedule: "cron(0 3 L * ? *)" } } },
  },
  { title: "no housekeeping", values: { airflow: { housekeeping: { enabled: false, schedule: "rate(12 hours)" } } } },
];
