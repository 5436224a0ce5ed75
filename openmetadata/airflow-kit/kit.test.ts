import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { parse, parseAllDocuments } from "yaml";
import type { AirflowAngle, AirflowRuntime } from "../releases/airflow-support";
import { provenCombinations } from "../releases/airflow-support";
import { connectorNames } from "../connectors";
import { type AirflowKitSettings, type KitFile, renderAirflowKit } from "./kit";
import { constraintsPath } from "./requirements";

const runtimes: readonly AirflowRuntime[] = ["virtualenv", "image", "compose", "helm", "mwaa", "astronomer"];
const base: AirflowKitSettings = {
  version: "1.13.6",
  airflowVersion: "3.3.1",
  runtime: "virtualenv",
  angles: ["lineage-backend", "connectors", "managed-apis"],
  connectors: ["snowflake", "mysql"],
  username: "admin",
  endpoint: "http://airflow.internal:8081",
  serverUrl: "https://openmetadata.example.com",
  verifySsl: "no-ssl",
};
const withoutManaged = { ...base, angles: ["lineage-backend", "connectors"] } as const;

const text = (files: readonly KitFile[], path: string): string => {
  const file = files.find((one) => one.path === path);
  assert.ok(file, `${path} is in the kit: ${files.map((one) => one.path).join(", ")}`);
  return file.text;
};

/** Golden kits: what a reviewer reads in the diff. Long files that are in the project already are left out. */
const golden: readonly (readonly [name: string, settings: AirflowKitSettings])[] = [
  ["virtualenv-airflow-3", base],
  ["compose-airflow-2", { ...base, version: "1.12.14", airflowVersion: "2.10.5", runtime: "compose" }],
  ["helm-airflow-3", { ...base, runtime: "helm" }],
  ["mwaa-airflow-2", { ...withoutManaged, version: "1.12.14", airflowVersion: "2.10.5", runtime: "mwaa" }],
];
const elsewhere = new Set(["check.py", "constraints.txt", "gateway/run.sh"]);
const asOneText = (files: readonly KitFile[]): string =>
  files
    .filter(({ path }) => !elsewhere.has(path))
    .map(({ path, text: content }) => `===== ${path}\n${content}`)
    .join("");

for (const [name, settings] of golden) {
  test(`golden kit: ${name}`, async () => {
    const path = join(__dirname, "goldens", `${name}.txt`);
    const rendered = asOneText(renderAirflowKit(settings));
    if (process.env.UPDATE_GOLDEN === "1") (await import("node:fs")).writeFileSync(path, rendered);
    assert.equal(
      rendered,
      readFileSync(path, "utf8"),
      `${path}: write it again with UPDATE_GOLDEN=1 and read the difference`,
    );
  });
}

const angle = fc.constantFrom<AirflowAngle>("lineage-backend", "connectors", "managed-apis");
const anyKit = fc.record({
  version: fc.constantFrom("0.12.3", "0.13.3", "1.0.4", "1.2.5", "1.10.14", "1.12.14", "1.13.6", "2.0.6"),
  airflowVersion: fc.constantFrom("2.3.3", "2.10.5", "3.1.5", "3.3.1"),
  runtime: fc.constantFrom(...runtimes),
  angles: fc.uniqueArray(angle, { minLength: 1 }),
  serverUrl: fc.option(fc.constant("https://om.example.com"), { nil: undefined }),
});

test("every combination renders, each path once, without a template's mark left over", () => {
  fc.assert(
    fc.property(anyKit, (some) => {
      const files = renderAirflowKit({ ...base, ...some });
      assert.equal(new Set(files.map(({ path }) => path)).size, files.length);
      for (const file of files.filter(({ path }) => path.endsWith(".py") || path.endsWith(".md")))
        assert.doesNotMatch(file.text, /@[A-Z_]+@|undefined/, file.path);
    }),
  );
});

test("the same settings give the same files, in any order of the connectors", () => {
  assert.deepEqual(renderAirflowKit(base), renderAirflowKit({ ...base, connectors: ["mysql", "snowflake"] }));
});

test("Airflow is pinned to the team's version and the airflow extra is never used", () => {
  fc.assert(
    fc.property(anyKit, (some) => {
      const requirements = text(renderAirflowKit({ ...base, ...some }), "requirements.txt");
      assert.match(requirements, new RegExp(`^apache-airflow==${some.airflowVersion}$`, "m"));
      assert.doesNotMatch(requirements, /\[[^\]]*\bairflow\b/);
    }),
  );
});

test("managed-apis brings both packages at the same version, with pii-processor", () => {
  const requirements = text(renderAirflowKit({ ...base, connectors: [] }), "requirements.txt");
  assert.match(requirements, /^openmetadata-ingestion\[pii-processor\]==1\.13\.6\.3$/m);
  assert.match(requirements, /^openmetadata-managed-apis==1\.13\.6\.3$/m);
  assert.doesNotMatch(text(renderAirflowKit(withoutManaged), "requirements.txt"), /managed-apis==/);
});

test("what a release imports without asking for it is asked for", () => {
  const lines = (version: string) => text(renderAirflowKit({ ...base, version }), "requirements.txt").split("\n");
  assert.ok(lines("1.12.14").includes("cachetools"));
  assert.ok(!lines("1.13.6").includes("cachetools"));
});

test("the warning about the open managed APIs is the README's first section, on Airflow 3 with managed-apis only", () => {
  const first = (settings: AirflowKitSettings) => /^## (.*)$/m.exec(text(renderAirflowKit(settings), "README.md"))?.[1];
  for (const runtime of ["virtualenv", "image", "compose", "helm"] as const) {
    assert.equal(first({ ...base, runtime }), "First of all");
    const files = renderAirflowKit({ ...base, runtime });
    const gateway = files.map(({ text: content }) => content).join("\n");
    assert.match(gateway, /auth_basic_user_file/, `${runtime} brings the gateway`);
  }
  assert.notEqual(first(withoutManaged), "First of all");
  const two = renderAirflowKit({ ...base, version: "1.12.14", airflowVersion: "2.10.5" });
  assert.ok(!two.some(({ path }) => path.startsWith("gateway/")));
});

test("the gateway listens where the stack's endpoint says", () => {
  const configuration = text(
    renderAirflowKit({ ...base, endpoint: "http://airflow.internal:9000", airflowPort: 8088 }),
    "gateway/nginx.conf",
  );
  assert.match(configuration, /listen 9000;/);
  assert.match(configuration, /proxy_pass http:\/\/127\.0\.0\.1:8088;/);
});

test("Compose publishes the gateway's port and no other, and Airflow 2 needs no gateway", () => {
  const override = text(renderAirflowKit({ ...base, runtime: "compose" }), "docker-compose.override.yml");
  assert.match(override, /airflow-apiserver:\n {4}ports: !reset \[\]/);
  const document = parse(override.replace("!reset ", "")) as {
    services: Record<string, { ports?: string[]; environment?: Record<string, string> }>;
  };
  const published = Object.entries(document.services).filter(([, { ports = [] }]) => ports.length > 0);
  assert.deepEqual(
    published.map(([name, { ports }]) => [name, ports]),
    [["openmetadata-gateway", ["8081:8081"]]],
  );
  assert.match(
    document.services["airflow-worker"]?.environment?.AIRFLOW__LINEAGE__JWT_TOKEN ?? "",
    /^\$\{OPENMETADATA_BOT_TOKEN:\?/,
  );
});

test("Kubernetes lets only the gateway and Airflow itself to the api-server", () => {
  const files = renderAirflowKit({ ...base, runtime: "helm" });
  const kinds = parseAllDocuments(text(files, "openmetadata.yaml")).map(
    (document) => document.toJS() as { kind: string; spec: { ingress?: unknown[] }; data?: Record<string, string> },
  );
  const policy = kinds.find(({ kind }) => kind === "NetworkPolicy");
  assert.deepEqual(policy?.spec.ingress, [
    {
      from: [
        { podSelector: { matchLabels: { app: "openmetadata-gateway" } } },
        { podSelector: { matchLabels: { tier: "airflow" } } },
      ],
      ports: [{ port: 8080 }],
    },
  ]);
  assert.match(
    kinds.find(({ kind }) => kind === "ConfigMap")?.data?.["nginx.conf"] ?? "",
    /proxy_pass http:\/\/airflow-api-server:8080;/,
  );
  assert.ok(!files.some(({ path }) => path.startsWith("gateway/")), "the gateway's files are in the ConfigMap");
});

test("the token is a placeholder wherever it occurs", () => {
  for (const runtime of runtimes) {
    const written = renderAirflowKit({ ...withoutManaged, runtime }).filter(({ path }) => path !== "check.py");
    for (const { path, text: content } of written) {
      for (const [, value = ""] of content.matchAll(/JWT_TOKEN\s*[=:]\s*(\S+)/g))
        assert.match(value, /^(REPLACE_WITH_|["']?\$\{?|\$\()/, `${runtime}: ${path}`);
    }
  }
});

test("validating certificates never uses the lineage section's validate, which cannot name a CA file", () => {
  const files = renderAirflowKit({ ...base, verifySsl: "validate", certificatePath: "/certs/ca.pem" });
  const environment = text(files, "openmetadata.env");
  assert.match(environment, /^AIRFLOW__LINEAGE__VERIFY_SSL=no-ssl$/m);
  assert.match(environment, /^REQUESTS_CA_BUNDLE=\/etc/m);
  assert.doesNotMatch(text(files, "airflow.cfg.openmetadata"), /ca_bundle|\[\]/i);
  assert.match(
    text(files, "dags/openmetadata_ingest.py"),
    /"verifySSL": "validate",\n.*"sslConfig": \{"caCertificate": "\/certs\/ca\.pem"\}/,
  );
});

test("each proven combination has its complete set of versions", () => {
  for (const { packages, airflow, python } of provenCombinations) {
    const path = constraintsPath(packages, airflow, python);
    assert.ok(existsSync(path), path);
    const lines = readFileSync(path, "utf8").split("\n");
    for (const pin of [
      `apache-airflow==${airflow}`,
      `openmetadata-ingestion==${packages}`,
      `openmetadata-managed-apis==${packages}`,
    ])
      assert.ok(lines.includes(pin), pin);
  }
});

test("every connector of a line gives a kit with an example DAG", () => {
  for (const connector of connectorNames("1.13.6")) {
    const files = renderAirflowKit({ ...base, connectors: [connector] });
    assert.match(text(files, "dags/openmetadata_ingest.py"), new RegExp(`"type": "${connector}"`));
  }
});
