import type { BadStackFile } from "./bad-stack-file";
import { canary } from "./canary";
import { existingAirflow } from "./valid-values";

const existing = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:a-AbCdEf";

/** What a network, a security team or a program of one's own asks of a stack, said wrongly. */
export const badSurroundings: readonly BadStackFile[] = [
  { title: "a reindex before 1.5", values: { version: "1.4.8", steps: { reindex: true } }, key: "steps.reindex" },
  {
    title: "pipelines redeployed to an Airflow of one's own",
    values: { airflow: existingAirflow, steps: { redeployPipelines: true } },
    key: "steps.redeployPipelines",
  },
  {
    title: "a slip in the name of a variable that any program reads",
    values: { airflow: { environment: { HTTPS_PROXI: canary } } },
    key: "airflow.environment.HTTPS_PROXI",
  },
  {
    title: "a bundle of Python's for Java",
    values: { server: { environment: { REQUESTS_CA_BUNDLE: canary } } },
    key: "server.environment.REQUESTS_CA_BUNDLE",
  },
  {
    title: "a variable of one's own that is set nowhere",
    values: { airflow: { ownVariables: ["FEED_URL"] } },
    key: "airflow.ownVariables",
  },
  {
    title: "a variable of the proxy beside the proxy",
    values: {
      network: { proxy: { https: "http://proxy.example.com:3128" } },
      airflow: { environment: { NO_PROXY: canary } },
    },
    key: "airflow.environment.NO_PROXY",
  },
  {
    title: "a secrets manager in AWS by its variable alone",
    values: { server: { environment: { SECRET_MANAGER: "managed-aws", OM_SM_REGION: "eu-west-1" } } },
    key: "server.environment.SECRET_MANAGER",
  },
  {
    title: "a managed secrets manager of a release that has none",
    values: { version: "0.12.3", search: { version: "1.3" }, server: { secretsManager: { kind: "managed-aws" } } },
    key: "server.secretsManager.kind",
  },
  {
    title: "a secrets manager that the user's own file does not read",
    values: {
      server: {
        configurationFile: "config/testing/fixed-administrators.yaml",
        secretsManager: { kind: "managed-aws" },
      },
    },
    key: "server.secretsManager",
  },
  {
    title: "a prefix of names that the release does not read",
    values: { version: "1.2.0", server: { secretsManager: { kind: "aws", prefix: "acme" } } },
    key: "server.secretsManager.prefix",
  },
  {
    title: "a secret both by value and by ARN",
    values: {
      existingSecrets: {
        airflow: { password: { arn: existing } },
      },
      secrets: { airflow: { password: canary } },
    },
    key: "existingSecrets.airflow.password",
  },
  {
    title: "an existing secret that nobody reads",
    values: {
      airflow: { host: "existing" },
      existingSecrets: {
        airflow: { fernetKey: { arn: existing } },
      },
    },
    key: "existingSecrets.airflow.fernetKey",
  },
  {
    title: "an ARN without the end that AWS gave it",
    values: {
      existingSecrets: { auth: { clientSecret: { arn: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:a" } } },
    },
    key: "existingSecrets.auth.clientSecret.arn",
  },
  {
    title: "a private key by ARN, whose public half the stack must make",
    values: {
      existingSecrets: {
        server: { jwtPrivateKey: { arn: existing } },
      },
    },
    key: "existingSecrets.server.jwtPrivateKey",
  },
  {
    title: "a bundle with a certificate that nobody can read",
    values: { network: { caCertificatesFile: "config/testing/broken-authority.pem" } },
    key: "network.caCertificatesFile",
  },
  { title: "a proxy of no protocol", values: { network: { proxy: { noProxy: ["a"] } } }, key: "network.proxy.https" },
  {
    title: "a proxy in the container itself",
    values: { network: { proxy: { http: "http://localhost:3128" } } },
    key: "network.proxy.http",
  },
  {
    title: "a proxy at a port that there is not",
    values: { network: { proxy: { http: "http://proxy.example.com:70000" } } },
    key: "network.proxy.http",
  },
  {
    title: "two servers of a release that migrates at its start",
    values: { version: "1.0.4", server: { replicas: 2 } },
    key: "server.replicas",
  },
  {
    title: "servers by load of a release whose jobs would run on each",
    values: { version: "1.3.4", server: { autoscaling: { maximum: 3, cpuPercent: 60 } } },
    key: "server.autoscaling",
  },
  {
    title: "a count of servers beside scaling",
    values: { server: { replicas: 2, autoscaling: { maximum: 3, cpuPercent: 60 } } },
    key: "server.replicas",
  },
  {
    title: "scaling without room",
    values: { server: { autoscaling: { minimum: 3, maximum: 2, cpuPercent: 60 } } },
    key: "server.autoscaling.maximum",
  },
  {
    title: "scaling with nothing to aim at",
    values: { server: { autoscaling: { maximum: 3 } } },
    key: "server.autoscaling.cpuPercent",
  },
];
