import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { ContainerSpec, TaskSpec } from "../../openmetadata/tasks/container-spec";
import { images } from "../../openmetadata/images/images";
import { exampleIngestionSettings, exampleSettings } from "../../openmetadata/testing/examples";
import { ingestionEnvironment } from "../../openmetadata/environment/ingestion-environment";
import { releaseLineOf } from "../../openmetadata/releases/release-lines";
import { serverEnvironment } from "../../openmetadata/environment/server-environment";
import { airflowTask } from "../../openmetadata/tasks/airflow-task";
import { serverTask } from "../../openmetadata/tasks/server-task";
import { caBundlePath, javaTrustStore } from "../../openmetadata/environment/trust";
import { certificate, program, run } from "./parts";
import { runContainer } from "./run-container";
import { exampleDatabase } from "../../openmetadata/testing/example-database";

const version = "1.13.6";
const line = releaseLineOf(version);
const directory = mkdtempSync(join(tmpdir(), "openmetadata-trust-"));

/** A host whose certificate only the stack's own bundle makes trustworthy. */
let host: Server;
let authority = "";
const address = () => `https://localhost:${(host.address() as AddressInfo).port}/`;

before(async () => {
  if (program("openssl") === undefined) return;
  const files = certificate(directory);
  authority = readFileSync(files.certificate, "utf8");
  const pair = { key: readFileSync(files.key), cert: authority };
  host = createServer(pair, (_request, response) => response.end("trusted"));
  await new Promise<void>((resolve) => host.listen(0, "127.0.0.1", () => resolve()));
});
after(() => {
  host?.close();
  rmSync(directory, { recursive: true, force: true });
});

const named = (task: TaskSpec, name: string): ContainerSpec => {
  const found = task.containers.find((container) => container.name === name);
  assert.ok(found, name);
  return found;
};
const valueOf = (variables: ReturnType<typeof serverEnvironment>, name: string): string => {
  const found = variables.find((variable) => variable.name === name);
  assert.ok(found && "value" in found && typeof found.value === "string", name);
  return found.value;
};
const asRoot = process.getuid?.() === 0;
const canRun = asRoot && program("openssl") !== undefined;

describe(
  "authorities of one's own, in Java",
  { skip: canRun && program("javac") ? false : "takes root and a JDK" },
  () => {
    const store = join(directory, "keys", "trust", "cacerts");
    const task = serverTask({
      line,
      images: { server: "server", databaseClient: images.postgresClient },
      database: exampleDatabase,
      environment: [],
      configurationFile: false,
      ownAuthorities: true,
      security: { fingerprint: "first", resetAllowed: true },
    });
    const write = (bundle: string) => {
      const secrets = {
        "network.caCertificates": bundle,
        "server.jwtPrivateKey": Buffer.from([0x30, 0]).toString("base64"),
        "server.jwtPublicKey": Buffer.from([0x30, 0]).toString("base64"),
      };
      const environment = { KEY_DIRECTORY: join(directory, "keys"), JAVA_TRUST_STORE: store };
      return runContainer(named(task, "key-files"), { secrets, environment });
    };
    const ask = (options: string) => {
      writeFileSync(
        join(directory, "Ask.java"),
        `public class Ask { public static void main(String[] a) throws Exception {
         System.out.println(new String(java.net.URI.create(a[0]).toURL().openStream().readAllBytes())); } }`,
      );
      return run(["java", join(directory, "Ask.java"), address()], {
        PATH: process.env.PATH,
        JAVA_TOOL_OPTIONS: options,
      });
    };

    test("every JVM trusts them beside the public ones, and refuses the host without them", async () => {
      for (const start of ["first", "again"]) {
        const { status, output } = await write(`# ours\n${authority}`);
        assert.equal(status, 0, `${start}: ${output}`);
      }
      assert.equal(statSync(store).mode & 0o777, 0o444);
      const environment = serverEnvironment({ ...exampleSettings(version, { mode: "basic" }), ownAuthorities: true });
      const options = valueOf(environment, "JAVA_TOOL_OPTIONS");
      const trusted = await ask(options.replace(javaTrustStore.path, store));
      assert.match(trusted.output, /^trusted$/m);
      const without = await ask("-Dx=y");
      assert.match(without.output, /PKIX path building failed/);
      const list = ["keytool", "-list", "-keystore", store, "-storepass", javaTrustStore.password];
      const { output } = await run(list, { PATH: process.env.PATH });
      assert.ok((output.match(/trustedCertEntry/g)?.length ?? 0) > 20, "the public ones are there too");
    });

    test("a bundle that Java cannot read is refused by number, and one without a certificate", async () => {
      const broken = `${authority}\n-----BEGIN CERTIFICATE-----\nbm90IG9uZQ==\n-----END CERTIFICATE-----\n`;
      const { status, output } = await write(broken);
      assert.equal(status, 65, output);
      assert.match(output, /caCertificatesFile holds a certificate that Java cannot read: number 2/);
      assert.equal((await write("nothing")).status, 65);
    });
  },
);

describe("authorities of one's own, in Python", { skip: canRun && program("python3") ? false : "takes root" }, () => {
  const task = airflowTask({
    line,
    images: { ingestion: "ingestion", databaseClient: images.postgresClient, gateway: images.gateway },
    database: { ...exampleDatabase, name: "airflow_db", user: "airflow" },
    environment: [],
    adminUser: "admin",
    ownAuthorities: true,
  });
  const python = { PATH: process.env.PATH ?? "", PYENV_VERSION: process.env.PYENV_VERSION ?? "" };
  const write = (environment: Record<string, string> = {}) =>
    runContainer(named(task, "ca-bundle"), {
      secrets: { "network.caCertificates": authority },
      environment: { ...python, BOOTSTRAP_DIRECTORY: directory, ...environment },
    });
  const bundle = join(directory, "ca-bundle.pem");

  test("programs trust them beside the public ones, and refuse the host without them", async () => {
    const publicBundle = join(directory, "public.pem");
    mkdirSync(join(directory, "other"), { recursive: true });
    execFileSync("cp", [certificate(join(directory, "other")).certificate, publicBundle]);
    const { status, output } = await write({ PUBLIC_BUNDLES: publicBundle });
    assert.equal(status, 0, output);
    assert.ok(existsSync(bundle));
    assert.equal(statSync(bundle).mode & 0o777, 0o644);
    const variables = ingestionEnvironment({ ...exampleIngestionSettings(version), ownAuthorities: true });
    assert.equal(valueOf(variables, "REQUESTS_CA_BUNDLE"), caBundlePath);
    const ask = [
      "python3",
      "-c",
      "import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1]).read().decode())",
    ];
    const file = valueOf(variables, "SSL_CERT_FILE").replace("/mnt/bootstrap", directory);
    assert.match((await run([...ask, address()], { ...python, SSL_CERT_FILE: file })).output, /^trusted$/m);
    assert.match((await run([...ask, address()], python)).output, /CERTIFICATE_VERIFY_FAILED/);
    assert.ok((readFileSync(bundle, "utf8").match(/BEGIN CERTIFICATE/g)?.length ?? 0) >= 2, "public ones too");
  });

  test("an image without public authorities stops the task", async () => {
    const nowhere = join(directory, "nowhere");
    mkdirSync(nowhere, { recursive: true });
    writeFileSync(join(nowhere, "python3"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
    const { status, output } = await write({
      PUBLIC_BUNDLES: join(nowhere, "none"),
      PATH: `${nowhere}:${python.PATH}`,
    });
    assert.equal(status, 72, output);
  });

  test("Airflow starts after the bundle is there", () => {
    assert.deepEqual(
      named(task, "airflow-schema").dependsOn.map(({ container }) => container),
      ["ca-bundle"],
    );
  });
});
