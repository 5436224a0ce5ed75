import assert from "node:assert/strict";
import { test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { asPlainEnvironment, effectiveConfiguration } from "../configuration/effective";
import type { EnvironmentVariable } from "../tasks/container-spec";
import { exampleIngestionSettings, exampleSettings } from "../testing/examples";
import { ingestionEnvironment } from "./ingestion-environment";
import { serverEnvironment } from "./server-environment";
import type { ServerEnvironmentSettings } from "../settings";

const server = (more: Partial<ServerEnvironmentSettings> = {}, version = "1.13.6"): EnvironmentVariable[] =>
  serverEnvironment({ ...exampleSettings(version, { mode: "basic" }), ...more });

const variable = (variables: readonly EnvironmentVariable[], name: string): EnvironmentVariable | undefined =>
  variables.find((candidate) => candidate.name === name);

const airflowClient = { endpoint: "http://airflow.dev.internal:8080", username: "admin" } as const;

test("a variable that the release reads can be added, plain or as a secret", () => {
  const variables = server({ environment: { LOG_LEVEL: "DEBUG" }, secretEnvironment: ["SMTP_SERVER_PWD"] });
  assert.deepEqual(variable(variables, "LOG_LEVEL"), { name: "LOG_LEVEL", value: "DEBUG" });
  assert.deepEqual(variable(variables, "SMTP_SERVER_PWD"), {
    name: "SMTP_SERVER_PWD",
    secret: "serverEnvironment.SMTP_SERVER_PWD",
  });
});

test("a name that the release does not read is refused with the nearest one", () => {
  assert.throws(
    () => server({ environment: { LOG_LEVLE: "DEBUG" } }),
    /server\.environment\.LOG_LEVLE .*did you mean LOG_LEVEL\?/,
  );
  assert.throws(() => server({ environment: { DB_USE_SSL: "true" } }), /names that OpenMetadata 1\.13\.6 reads/);
});

test("a secret variable in plain text is refused, and its value is not repeated", () => {
  assert.throws(
    () => server({ environment: { SMTP_SERVER_PWD: "canary-value" } }),
    (error: Error) =>
      /it is a secret.*pulumi config set --secret/s.test(error.message) && !error.message.includes("canary-value"),
  );
});

test("a name that the stack sets is refused, unless asked for", () => {
  const environment = { OPENMETADATA_CLUSTER_NAME: "other" };
  assert.throws(
    () => server({ environment }),
    /server\.environment\.OPENMETADATA_CLUSTER_NAME is set, as the stack does itself/,
  );
  const overridden = server({ environment, overrideStackVariables: ["OPENMETADATA_CLUSTER_NAME"] });
  assert.deepEqual(variable(overridden, "OPENMETADATA_CLUSTER_NAME"), {
    name: "OPENMETADATA_CLUSTER_NAME",
    value: "other",
  });
  assert.equal(overridden.filter(({ name }) => name === "OPENMETADATA_CLUSTER_NAME").length, 1);
  assert.throws(() => server({ overrideStackVariables: ["LOG_LEVEL"] }), /server\.overrideStackVariables is LOG_LEVEL/);
});

test("a name that nothing knows takes the list of one's own, which its refusal names with the command", () => {
  const environment = { FEED_URL: "https://feed.example.com", FEED_REGION: "eu", TZ: "UTC" };
  const refusal =
    /FEED_REGION is set; allowed: names that OpenMetadata 1\.13\.6 reads, or that server\.ownVariables names/;
  assert.throws(() => server({ environment }), refusal);
  const second = "pulumi config set --path 'openmetadata:server.ownVariables[1]' FEED_REGION";
  assert.throws(
    () => server({ environment }),
    (error: Error) => error.message.includes(second),
  );
  assert.throws(
    () => server({ environment: { AWS_REGOIN: "x" }, ownVariables: [] }),
    /did you mean AWS_REGION\?(.|\n)*Rename it:(.|\n)*Or, when a program of your own reads AWS_REGOIN/,
  );
  const own = server({ environment, ownVariables: ["FEED_URL", "FEED_REGION"] });
  assert.deepEqual(variable(own, "FEED_URL"), { name: "FEED_URL", value: "https://feed.example.com" });
  assert.deepEqual(variable(own, "TZ"), { name: "TZ", value: "UTC" });
});

test("logs of ingestion in S3 come out as the release's own keys, with the role's credentials", () => {
  for (const version of ["1.12.6", "1.13.6", "2.0.7"]) {
    const logs = { bucket: "team-logs", prefix: "pipeline-logs", region: "eu-west-1" } as const;
    const shown = (more: object): unknown => {
      const variables = server({ ingestionLogs: { ...logs, ...more } }, version);
      const all = parse(effectiveConfiguration(version, asPlainEnvironment(variables))) as {
        pipelineServiceClientConfiguration: { logStorageConfiguration: unknown };
      };
      return all.pipelineServiceClientConfiguration.logStorageConfiguration;
    };
    const expected = {
      type: "s3",
      enabled: true,
      bucketName: "team-logs",
      prefix: "pipeline-logs",
      enableServerSideEncryption: true,
      sseAlgorithm: "AES256",
      kmsKeyId: "",
      awsConfig: {
        enabled: true,
        awsAccessKeyId: "",
        awsRegion: "eu-west-1",
        awsSecretAccessKey: "",
        awsSessionToken: "",
        endPointURL: "",
      },
    };
    assert.deepEqual(shown({}), expected, version);
    const kmsKeyArn = "arn:aws:kms:eu-west-1:123456789012:key/a";
    assert.deepEqual(shown({ kmsKeyArn }), { ...expected, sseAlgorithm: "aws:kms", kmsKeyId: kmsKeyArn }, version);
  }
  assert.ok(!server().some(({ name }) => name.startsWith("PIPELINE_SERVICE_CLIENT_LOG_")));
});

test("every key of the pipeline client goes to the variable of its release", () => {
  const airflow = { ...airflowClient, hostIp: "10.0.0.9", verifySsl: "validate", certificatePath: "/ca.pem" } as const;
  const old = server({ airflow }, "0.12.3");
  assert.deepEqual(
    ["AIRFLOW_HOST_IP", "AIRFLOW_VERIFY_SSL", "AIRFLOW_SSL_CERT_PATH"].map((name) => variable(old, name)),
    [
      { name: "AIRFLOW_HOST_IP", value: "10.0.0.9" },
      { name: "AIRFLOW_VERIFY_SSL", value: "validate" },
      { name: "AIRFLOW_SSL_CERT_PATH", value: "/ca.pem" },
    ],
  );
  const all = {
    ...airflow,
    timeoutSeconds: 30,
    healthCheckIntervalSeconds: 60,
    trustStorePath: "/store.jks",
    secretsManagerLoader: "env",
  } as const;
  const later = server({ airflow: all, secretNames: new Set(["airflow.trustStorePassword"]) });
  const expected: Record<string, string> = {
    PIPELINE_SERVICE_CLIENT_HOST_IP: "10.0.0.9",
    PIPELINE_SERVICE_CLIENT_VERIFY_SSL: "validate",
    PIPELINE_SERVICE_CLIENT_SSL_CERT_PATH: "/ca.pem",
    AIRFLOW_TIMEOUT: "30",
    PIPELINE_SERVICE_CLIENT_HEALTH_CHECK_INTERVAL: "60",
    AIRFLOW_TRUST_STORE_PATH: "/store.jks",
    PIPELINE_SERVICE_CLIENT_SECRETS_MANAGER_LOADER: "env",
  };
  for (const [name, value] of Object.entries(expected)) assert.deepEqual(variable(later, name), { name, value });
  assert.deepEqual(variable(later, "AIRFLOW_TRUST_STORE_PASSWORD"), {
    name: "AIRFLOW_TRUST_STORE_PASSWORD",
    secret: "airflow.trustStorePassword",
  });
});

test("a plain key of the server goes to its variable, and stays away where it is not set", () => {
  assert.equal(variable(server(), "LOG_LEVEL"), undefined);
  assert.deepEqual(variable(server({ plain: { logLevel: "DEBUG" } }), "LOG_LEVEL"), {
    name: "LOG_LEVEL",
    value: "DEBUG",
  });
});

test("a key of the pipeline client that the release does not read is refused by the key's name", () => {
  assert.throws(
    () => server({ airflow: { ...airflowClient, timeoutSeconds: 30 } }, "0.12.3"),
    /openmetadata:airflow\.timeoutSeconds is 30;.*AIRFLOW_TIMEOUT/,
  );
  assert.throws(
    () => server({ airflow: { ...airflowClient, verifySsl: "validate" } }, "0.12.0"),
    /openmetadata:airflow\.verifySsl is validate/,
  );
  assert.doesNotThrow(() => server({ airflow: { ...airflowClient, verifySsl: "no-ssl" } }, "0.12.0"));
});

test("signed search requests are refused where the release does not sign", () => {
  const search = {
    engine: "opensearch",
    host: "s",
    port: 443,
    scheme: "https",
    login: { kind: "iam", region: "eu-west-1" },
  } as const;
  assert.throws(() => server({ search }, "1.11.0"), /openmetadata:search\.login is "iam".*1\.12 and later/);
  assert.deepEqual(variable(server({ search }), "AWS_REGION"), { name: "AWS_REGION", value: "eu-west-1" });
});

test("names are known and values kept when addresses are outputs", async () => {
  const variables = server({
    publicUrl: pulumi.output("https://later.example.com/"),
    metadataApiEndpoint: pulumi.output("http://x:8585/api"),
  });
  assert.deepEqual(
    variables.map(({ name }) => name),
    server().map(({ name }) => name),
  );
  const found = variable(variables, "SERVER_USE_FORWARDED_HEADERS");
  assert.ok(found && "value" in found);
  assert.equal(await new Promise((resolve) => pulumi.output(found.value).apply(resolve)), "true");
});

test("the lineage backend of Airflow 2 is on when its token is brought", () => {
  const with2 = (secretEnvironment: string[], version = "1.6.2") =>
    variable(
      ingestionEnvironment({ ...exampleIngestionSettings(version), secretEnvironment }),
      "AIRFLOW__LINEAGE__BACKEND",
    );
  assert.equal(with2([]), undefined);
  assert.ok(with2(["AIRFLOW__LINEAGE__JWT_TOKEN"]));
  assert.equal(with2(["AIRFLOW__LINEAGE__JWT_TOKEN"], "1.13.6"), undefined);
});

test("any option of Airflow can be added, but those that its version dropped", () => {
  const added = (name: string, version: string) =>
    ingestionEnvironment({ ...exampleIngestionSettings(version), environment: { [name]: "x" } });
  assert.ok(
    variable(added("AIRFLOW__SCHEDULER__PARSING_PROCESSES", "1.13.6"), "AIRFLOW__SCHEDULER__PARSING_PROCESSES"),
  );
  assert.throws(() => added("AIRFLOW__API__ENABLE_CSRF", "1.13.6"), /does not|names that the ingestion image/);
  assert.throws(() => added("AIRFLOW_DB_HOST", "1.13.6"), /airflow\.environment\.AIRFLOW_DB_HOST/);
});

test("a directory's trust store is used in full", () => {
  const { ldap } = exampleSettings("1.13.6", { mode: "ldap" }).authentication;
  assert.ok(ldap);
  const authentication = {
    ...exampleSettings("1.13.6", { mode: "ldap" }).authentication,
    ldap: { ...ldap, trustStoreFile: "/certificates/store.p12" },
  };
  const variables = server({
    authentication,
    secretNames: new Set(["auth.ldapAdminPassword", "auth.ldapTrustStorePassword"]),
  });
  const values = Object.fromEntries(
    variables.map((each) => [each.name, "value" in each ? each.value : `secret ${each.secret}`]),
  );
  assert.equal(values.AUTHENTICATION_LDAP_TRUSTSTORE_TYPE, "CustomTrustStore");
  assert.equal(values.AUTHENTICATION_LDAP_TRUSTSTORE_PATH, "/certificates/store.p12");
  assert.equal(values.AUTHENTICATION_LDAP_SSL_KEY_FORMAT, "PKCS12");
  assert.equal(values.AUTHENTICATION_LDAP_SSL_VERIFY_CERT_HOST, "true");
  assert.equal(values.AUTHENTICATION_LDAP_KEYSTORE_PASSWORD, "secret auth.ldapTrustStorePassword");
});

test("parameters for the provider come under the numbered names that the server looks for", () => {
  const settings = exampleSettings("1.13.6", { mode: "google", clientType: "confidential" });
  const authentication = {
    ...settings.authentication,
    oidc: { customParameters: { hd: "example.com", access_type: "offline" } },
  };
  const found = variable(serverEnvironment({ ...settings, authentication }), "OIDC_CUSTOM_PARAMS");
  assert.ok(found && "value" in found && typeof found.value === "string");
  assert.deepEqual(JSON.parse(found.value), {
    customParamKey1: "hd",
    customParamValue1: "example.com",
    customParamKey2: "access_type",
    customParamValue2: "offline",
  });
});

test("asking for signed assertions switches the strict mode on that looks for them", () => {
  const settings = exampleSettings("1.13.6", { mode: "saml" });
  const strict = (more: object): EnvironmentVariable | undefined => {
    const saml = { idpEntityId: "a", idpLoginUrl: "https://a", idpCertificate: "c", ...more };
    return variable(
      serverEnvironment({ ...settings, authentication: { ...settings.authentication, saml } }),
      "SAML_STRICT_MODE",
    );
  };
  assert.equal(strict({}), undefined);
  assert.deepEqual(strict({ wantAssertionsSigned: true }), { name: "SAML_STRICT_MODE", value: "true" });
});

test("Airflow 3 on PostgreSQL gets an asynchronous address that its driver takes, without the password", () => {
  const name = "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_ASYNC";
  const of = (version: string, database: object = {}) => {
    const settings = exampleIngestionSettings(version);
    return variable(ingestionEnvironment({ ...settings, database: { ...settings.database, ...database } }), name);
  };
  assert.deepEqual(of("1.13.6", { engine: "postgres" }), {
    name,
    value:
      "postgresql+asyncpg://$DB_USER:$DB_PASSWORD@$DB_HOST:$DB_PORT/$AIRFLOW_DB?dsn=postgresql%3A%2F%2F%3Fsslmode%3Drequire",
  });
  assert.equal(of("1.13.6", { engine: "mysql" }), undefined);
  assert.equal(of("1.10.0", { engine: "postgres" }), undefined);
});
