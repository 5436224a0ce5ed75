import assert from "node:assert/strict";
import { test } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import type { EnvironmentVariable } from "../tasks/container-spec";
import { serverEnvironment } from "./server-environment";
import type { ServerEnvironmentSettings } from "../settings";
import { exampleSettings } from "../testing/examples";

/** The section as the deployment guide of 0.12 printed it, in a file with its usual neighbours. */
const guide = `
server:
  applicationConnectors:
    - type: http
      port: \${SERVER_PORT:-8585}
  adminConnectors:
    - type: http
      port: \${SERVER_ADMIN_PORT:-8586}
database:
  driverClass: \${DB_DRIVER_CLASS:-com.mysql.cj.jdbc.Driver}
  user: \${DB_USER:-openmetadata_user}
  password: \${DB_USER_PASSWORD:-openmetadata_password}
  url: jdbc:\${DB_SCHEME:-mysql}://\${DB_HOST:-localhost}:\${DB_PORT:-3306}/\${OM_DATABASE:-openmetadata_db}?useSSL=\${DB_USE_SSL:-false}
fernetConfiguration:
  fernetKey: \${MY_FERNET_KEY:-none}
# airflowConfiguration: \${COMMENTED_OUT:-x}
airflowConfiguration:
  apiEndpoint: http://\${AIRFLOW_HOST:-localhost}:\${AIRFLOW_PORT:-8080}
  username: \${AIRFLOW_USERNAME:-admin}
  password: \${AIRFLOW_PASSWORD:-admin}
  metadataApiEndpoint: http://\${SERVER_HOST:-localhost}:\${SERVER_PORT:-8585}/api
  authProvider: "no-auth"
`;

const withFile = (configurationFile: string, more: Partial<ServerEnvironmentSettings> = {}): EnvironmentVariable[] =>
  serverEnvironment({ ...exampleSettings("0.12.3", { mode: "basic" }), configurationFile, ...more });

const plain = (variables: readonly EnvironmentVariable[], name: string): unknown => {
  const variable = variables.find((candidate) => candidate.name === name);
  return variable === undefined ? undefined : "value" in variable ? variable.value : { secret: variable.secret };
};

test("a file of the guide's form gets host and port apart", () => {
  const variables = withFile(guide);
  assert.equal(plain(variables, "AIRFLOW_HOST"), "airflow.dev.internal");
  assert.equal(plain(variables, "AIRFLOW_PORT"), "8080");
  assert.equal(plain(variables, "SERVER_HOST"), "server.dev.internal");
  assert.equal(plain(variables, "SERVER_PORT"), "8585");
  assert.equal(plain(variables, "AIRFLOW_USERNAME"), "admin");
  assert.deepEqual(plain(variables, "AIRFLOW_PASSWORD"), { secret: "airflow.password" });
});

test("the shipped file of the same release gets whole addresses", () => {
  const variables = serverEnvironment(exampleSettings("0.12.3", { mode: "basic" }));
  assert.equal(plain(variables, "AIRFLOW_HOST"), "http://airflow.dev.internal:8080");
  assert.equal(plain(variables, "SERVER_HOST_API_URL"), "http://server.dev.internal:8585/api");
  assert.equal(plain(variables, "AIRFLOW_PORT"), undefined);
});

test("nothing is injected that the file does not read, but what the start script reads", () => {
  const names = withFile(guide).map(({ name }) => name);
  const read = [...guide.replace(/^#.*$/gm, "").matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name);
  assert.deepEqual(
    names.filter((name) => !read.includes(name)),
    ["OPENMETADATA_HEAP_OPTS"],
  );
  assert.ok(!names.includes("COMMENTED_OUT") && !names.includes("SERVER_HOST_API_URL"));
});

test("a name of the file's own gets what its key asks for, a secret among them", () => {
  assert.deepEqual(plain(withFile(guide), "MY_FERNET_KEY"), { secret: "server.fernetKey" });
  assert.equal(plain(withFile("clusterName: ${MY_NAME:-x}\n"), "MY_NAME"), "dev");
});

test("the database's options come in the form that the file has", () => {
  assert.equal(plain(withFile(guide), "DB_USE_SSL"), "true&sslmode=require");
  const newer = guide.replace("useSSL=${DB_USE_SSL:-false}", "${DB_PARAMS:-useSSL=false}");
  assert.equal(plain(withFile(newer), "DB_PARAMS"), "sslmode=require");
});

test("a port that the file uses for listening and for an address of another port is refused", () => {
  assert.throws(
    () => withFile(guide, { metadataApiEndpoint: "http://server.dev.internal:80/api" }),
    /uses SERVER_PORT for server\.applicationConnectors\.0\.port and for airflowConfiguration\.metadataApiEndpoint/,
  );
});

test("an address that the file begins with another protocol is refused", () => {
  assert.throws(
    () => withFile(guide, { metadataApiEndpoint: "https://server.dev.internal:8585/api" }),
    /has at airflowConfiguration\.metadataApiEndpoint scheme http where https is right/,
  );
});

test("a list within a list and a file that is not YAML are refused by name", () => {
  const list = "authenticationConfiguration:\n  publicKeyUrls:\n    - ${AUTHENTICATION_PUBLIC_KEYS:-x}\n";
  assert.throws(() => withFile(list), /write publicKeyUrls: \$\{AUTHENTICATION_PUBLIC_KEYS\}/);
  assert.throws(() => withFile("a: [\n"), /openmetadata:server\.configurationFile is not YAML/);
  const shown = ["a: *Canary77", "a: 'Canary77", "b: c\na: Canary77: d", "a: [Canary77", "a: @Canary77"];
  for (const text of shown)
    assert.throws(
      () => withFile(text),
      ({ message }: Error) => /is not YAML that can be read: line [12]: /.test(message) && !message.includes("anary"),
    );
});

test("an added variable is checked against the file, not against the release", () => {
  const file = "clusterName: ${MY_NAME:-x}\nlogging:\n  level: ${MY_LEVEL:-INFO}\n";
  assert.equal(plain(withFile(file, { environment: { MY_LEVEL: "DEBUG" } }), "MY_LEVEL"), "DEBUG");
  assert.throws(() => withFile(file, { environment: { LOG_LEVEL: "DEBUG" } }), /did you mean MY_LEVEL\?/);
});

test("addresses that are outputs are taken apart when they are known", async () => {
  const variables = withFile(guide, { metadataApiEndpoint: pulumi.output("http://later.internal:8585/api") });
  const value = (name: string): Promise<string> =>
    new Promise((resolve) => pulumi.output(plain(variables, name) as pulumi.Input<string>).apply(resolve));
  assert.equal(await value("SERVER_HOST"), "later.internal");
  assert.equal(await value("SERVER_PORT"), "8585");
});
