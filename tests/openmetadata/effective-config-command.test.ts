import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { parse } from "yaml";
import { projectDirectory } from "../../config/project-directory";

const folder = mkdtempSync(path.join(tmpdir(), "effective-config-"));
after(() => rmSync(folder, { recursive: true }));

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const loader = path.join(projectDirectory, "runtime", "load-typescript.cjs");
  const script = path.join(projectDirectory, "commands", "effective-config.ts");
  return spawnSync(process.execPath, ["--require", loader, script, ...args], { cwd: folder, encoding: "utf8" });
}

const stackFile = path.join(folder, "Pulumi.team.yaml");
const secure = "v1:abcdefgh:canaryciphertext";
writeFileSync(
  stackFile,
  `config:
  openmetadata:version: "1.13.6"
  openmetadata:domain: { certificate: create, name: metadata.example.com, zoneId: Z0123456789ABCDEFGHIJ }
  openmetadata:auth: { mode: okta, clientType: confidential, clientId: 0oa1, authority: "https://dev-1.okta.com/oauth2/default", principalDomain: example.com }
  openmetadata:secrets:
    auth:
      clientSecret:
        secure: ${secure}
`,
);

interface Configuration {
  readonly authenticationConfiguration: {
    readonly provider: string;
    readonly oidcConfiguration: { readonly secret: string; readonly serverUrl: string; readonly scope: string };
  };
  readonly database: { readonly url: string; readonly password: string };
  readonly fernetConfiguration: { readonly fernetKey: string };
}

test("the project's own table renders what the server runs with, secrets masked", () => {
  const { status, stdout, stderr } = run(stackFile);
  assert.equal(status, 0, stderr);
  const { authenticationConfiguration: authentication, database, fernetConfiguration } = parse(stdout) as Configuration;
  assert.equal(authentication.provider, "okta");
  assert.equal(authentication.oidcConfiguration.serverUrl, "https://metadata.example.com");
  assert.equal(authentication.oidcConfiguration.secret, "<secret auth.clientSecret>");
  assert.equal(authentication.oidcConfiguration.scope, "openid email profile", "a default of the release");
  assert.equal(database.url, "jdbc:postgresql://known-at-deployment.invalid:5432/openmetadata_db?sslmode=require");
  assert.equal(database.password, "<secret database.server>");
  assert.equal(fernetConfiguration.fernetKey, "<secret server.fernetKey>");
  assert.ok(!stdout.includes("canaryciphertext"));
});

test("a real file is resolved by the server's rules; what it writes itself of secrets is masked", () => {
  const template = path.join(folder, "openmetadata.yaml");
  writeFileSync(
    template,
    [
      "clusterName: ${OPENMETADATA_CLUSTER_NAME:-openmetadata}",
      "authenticationConfiguration:",
      "  provider: ${AUTHENTICATION_PROVIDER:-basic}",
      "  oidcConfiguration:",
      '    secret: ${OIDC_CLIENT_SECRET:-""}',
      "    unknown: ${NOBODY_SETS_THIS:-its default}",
      "elasticsearch:",
      "  password: written-by-hand",
      "secretsManagerConfiguration:",
      "  parameters:",
      "    secretAccessKey: ${OM_SM_ACCESS_KEY:-default-of-a-secret}",
      "",
    ].join("\n"),
  );
  const { status, stdout, stderr } = run(stackFile, "--template", template);
  assert.equal(status, 0, stderr);
  assert.deepEqual(parse(stdout), {
    clusterName: "openmetadata-team",
    authenticationConfiguration: {
      provider: "okta",
      oidcConfiguration: { secret: "<secret auth.clientSecret>", unknown: "its default" },
    },
    elasticsearch: { password: "<masked>" },
    secretsManagerConfiguration: { parameters: { secretAccessKey: "<masked>" } },
  });
});

test("--set shows what the stack changes, and nothing that is the release's default", () => {
  const { status, stdout, stderr } = run(stackFile, "--set");
  assert.equal(status, 0, stderr);
  const shown = parse(stdout) as Record<string, Record<string, Record<string, unknown>>>;
  assert.equal(shown.authenticationConfiguration?.provider, "okta");
  const oidc = shown.authenticationConfiguration?.oidcConfiguration ?? {};
  assert.equal(oidc.secret, "<secret auth.clientSecret>");
  assert.ok(!("scope" in oidc), "a default of the release");
  assert.ok(!("web" in shown), "a section of defaults alone");
  assert.deepEqual(Object.keys((shown.server?.applicationConnectors as unknown as object[])[0] ?? {}).sort(), [
    "idleTimeout",
    "useForwardedHeaders",
  ]);
  const template = path.join(folder, "set.yaml");
  writeFileSync(template, "clusterName: ${OPENMETADATA_CLUSTER_NAME:-openmetadata}\nother: ${OTHER:-as it is}\n");
  assert.deepEqual(parse(run(stackFile, "--set", "--template", template).stdout), { clusterName: "openmetadata-team" });
});

test("a variable that is not known to be read is said on standard error", () => {
  const unsure = path.join(folder, "Pulumi.unsure.yaml");
  writeFileSync(
    unsure,
    'config:\n  openmetadata:version: "1.13.6"\n  openmetadata:server: { internal: true, environment: { LOG_FORMAT: json } }\n',
  );
  const { status, stderr } = run(unsure);
  assert.equal(status, 0, stderr);
  assert.match(
    stderr,
    /^note: openmetadata:server\.environment\.LOG_FORMAT: .*fetch-server-configuration -- 1\.13\.6/s,
  );
});

test("what follows from existing parts and from sizes is what a deployment gives the server", () => {
  const existing = path.join(folder, "Pulumi.existing.yaml");
  writeFileSync(
    existing,
    `config:
  openmetadata:version: "1.13.6"
  openmetadata:server: { publicUrl: "https://metadata.example.com/", allowedCidrs: [203.0.113.0/24] }
  openmetadata:airflow: { host: existing, angles: [managed-apis], endpoint: "https://airflow.example.com", version: "3.3.1", runtime: helm, confirmUnauthenticatedDeploy: true }
  openmetadata:secrets: { airflow: { password: "Starling-42" } }
`,
  );
  const { stdout, stderr } = run(existing);
  const { elasticsearch, pipelineServiceClientConfiguration } = parse(stdout) as Record<
    string,
    Record<string, unknown>
  >;
  assert.deepEqual((elasticsearch?.aws as { enabled: unknown }).enabled, true, `requests are signed; ${stderr}`);
  assert.equal(
    pipelineServiceClientConfiguration?.metadataApiEndpoint,
    "https://metadata.example.com/api",
    "an Airflow elsewhere calls the public address",
  );
});

test("a stack file with problems, or none, ends with what is wrong", () => {
  const broken = path.join(folder, "Pulumi.broken.yaml");
  writeFileSync(broken, 'config:\n  openmetadata:version: "1.13.6"\n  openmetadata:auth: { mode: ldap }\n');
  const wrong = run(broken);
  assert.equal(wrong.status, 1);
  assert.match(wrong.stderr, /openmetadata:auth\.ldap\.host is required/);
  assert.match(run("no-such-stack").stderr, /There is no stack "no-such-stack"/);
});
