import assert from "node:assert/strict";
import { test } from "node:test";
import { canary } from "../testing/canary";
import { clients, domain, okta } from "../testing/valid-stack-files";
import { problemsText } from "../../problems/problem";
import { validateStackConfig } from "../validate";

type Values = Record<string, unknown>;

const problemsOf = (values: Values, secureKeys: string[] = []) =>
  validateStackConfig(values, { secureKeys: new Set(secureKeys), region: "eu-west-1" }).problems;
const keysOf = (values: Values, secureKeys: string[] = []) => problemsOf(values, secureKeys).map(({ key }) => key);

const cases: readonly (readonly [values: Values, keys: readonly string[]])[] = [
  [
    { server: { internal: true }, network: { cidr: "127.0.0.1/28", zones: 5, nat: "two" } },
    ["network.cidr", "network.zones", "network.nat"],
  ],
  [
    { domain: { certificate: "existing", name: "LOCALHOST", certificateArn: "foo", zoneId: "bar" } },
    ["domain.name", "domain.certificateArn", "domain.zoneId"],
  ],
  [
    { server: clients, database: { version: "99", instanceClass: "t3.small", storageGiB: 10 } },
    ["database.version", "database.instanceClass", "database.storageGiB"],
  ],
  [
    { server: clients, search: { version: "9.9", instanceType: "m7g.large", nodes: 0 } },
    ["search.version", "search.instanceType", "search.nodes"],
  ],
  [
    { server: clients, airflow: { connectors: ["foo1", "bar2"], egress: "some", egressCidrs: ["10.0.0.1/8"] } },
    ["airflow.connectors[0]", "airflow.connectors[1]", "airflow.egress", "airflow.egressCidrs[0]"],
  ],
  [
    { server: { ...clients, cpu: 2, publicUrl: "ftp://x", environment: { BASE_PATH: "/a", LOG_LEVLE: "x" } } },
    ["server.cpu", "server.publicUrl", "server.environment.BASE_PATH", "server.environment.LOG_LEVLE"],
  ],
  [
    { domain, auth: { ...okta, adminPrincipals: ["a@b", "a b"], principalDomain: "@b" } },
    ["auth.adminPrincipals[0]", "auth.adminPrincipals[1]", "auth.principalDomain"],
  ],
  [
    { server: clients, secrets: { server: { fernetKey: "a", x: "b" }, airflow: { password: "c" } } },
    ["secrets.server.fernetKey", "secrets.server.x", "secrets.airflow.password"],
  ],
  [
    { server: clients, tags: { Owner: "a", owner: "b", "aws:x": "c", z: "a&b" } },
    ["tags.owner", 'tags["aws:x"]', "tags.z"],
  ],
];
for (const [values, wanted] of cases)
  test(`a file with three mistakes in a section shows three: ${wanted.join()}`, () => {
    const keys = keysOf(values);
    for (const key of wanted) assert.ok(keys.includes(key), `${key} in ${keys.join()}`);
  });

test("a file with three mistakes in a section shows three: in a configuration file of the user's own too", () => {
  const found = problemsOf({
    server: {
      ...clients,
      configurationFile: "config/testing/three-mistakes.yaml",
      environment: { NO_SUCH_NAME: "x" },
    },
  });
  const ofFile = found.filter(({ key }) => key === "server.configurationFile").map(({ found: what }) => what ?? "");
  for (const wanted of [
    /list at authorizerConfiguration/,
    /pipelineServiceClientConfiguration\.apiEndpoint/,
    /"9000" at/,
  ])
    assert.ok(
      ofFile.some((what) => wanted.test(what)),
      `${wanted} in ${ofFile.join("\n")}`,
    );
  assert.ok(found.some(({ key }) => key === "server.environment.NO_SUCH_NAME"));
});

test("a mistake in a section leaves the rules over the rest of it alive", () => {
  const keys = keysOf({
    version: "v1.13.6",
    network: { mode: "exsiting", vpcId: "vpc-01234567", privateSubnetIds: ["subnet-01234567"] },
    database: { storageGiB: "20 GB", version: "8.4.5" },
    server: { cpu: "many", replicas: 11, publicUrl: "http://a.example.com", memmory: 1 },
    auth: { mode: "okta", clientId: ["a"], enforcePrincipalDomain: "perhaps" },
    search: { nodes: 0, instanceType: "t3.medium.search", storageGiB: 300 },
  });
  // prettier-ignore
  for (const key of [
      "version", "network.mode", "network.privateSubnetIds", "network.publicSubnetIds", "database.storageGiB",
      "database.version", "server.cpu", "server.replicas", "server.publicUrl", "server.memmory", "auth.clientId",
      "auth.enforcePrincipalDomain", "auth.authority", "search.nodes", "search.storageGiB",
    ])
      assert.ok(keys.includes(key), `${key} in ${keys.join()}`);
});

test("nothing is said that only follows from a mistake", () => {
  assert.deepEqual(keysOf({ server: { ...clients, cpu: "many", memory: 30720 } }), ["server.cpu"]);
  assert.deepEqual(keysOf({ server: clients, database: { storageGiB: "20 GB", maximumStorageGiB: 30 } }), [
    "database.storageGiB",
  ]);
  assert.deepEqual(keysOf({ domain, auth: { ...okta, clientId: ["a"] } }), ["auth.clientId"]);
  assert.deepEqual(keysOf({ domain, auth: { ...okta, mode: "keycloak" } }), ["auth.mode"]);
  assert.deepEqual(keysOf({ domain: { ...domain, certificate: "creat" }, auth: okta }), ["domain.certificate"]);
  assert.deepEqual(keysOf({ domain, auth: { ...okta, clientId: undefined, cilentId: "x" } }), ["auth.cilentId"]);
});

test("a secure value in the wrong place is one problem, and hides no other", () => {
  const values = { airflow: { password: canary, username: canary, memory: 1000 }, server: clients };
  assert.deepEqual(keysOf(values, ["airflow"]), ["airflow", "airflow.memory"]);
  assert.deepEqual(keysOf({ version: canary, server: clients }, ["version"]), ["version"]);
  assert.deepEqual(keysOf({ password: canary, server: clients }, ["password"]), ["password"]);
  assert.match(
    problemsText(problemsOf(values, ["airflow"])),
    /rm --path openmetadata:airflow\.password\n *pulumi config set --secret --path openmetadata:secrets\.airflow\.password\n/,
  );
});

test("a secret that may not be there is not asked to be right", () => {
  const [problem, ...more] = problemsOf({ server: clients, secrets: { auth: { clientSecret: [canary] } } });
  assert.deepEqual(more, []);
  assert.match(problem?.fix ?? "", /rm --path openmetadata:secrets\.auth\.clientSecret$/);
});
