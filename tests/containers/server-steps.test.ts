import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import type { ContainerSpec } from "../../openmetadata/tasks/container-spec";
import { images } from "../../openmetadata/images/images";
import { releaseLineOf } from "../../openmetadata/releases/release-lines";
import { serverStepTask, type ServerStepSettings } from "../../openmetadata/tasks/server-steps";
import { serverTask } from "../../openmetadata/tasks/server-task";
import { exampleDatabase } from "../../openmetadata/testing/example-database";
import { certificate, program, remove, run, scratch } from "./parts";
import { environmentOf, runContainer } from "./run-container";

const asRoot = process.getuid?.() === 0;
const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
const secrets = {
  "server.jwtPrivateKey": pair.privateKey.export({ type: "pkcs8", format: "der" }).toString("base64"),
  "server.jwtPublicKey": pair.publicKey.export({ type: "spki", format: "der" }).toString("base64"),
  "server.configurationFile": `# a file of one's own\nlogging:\n  level: "\${LOG_LEVEL:-INFO}"\n  odd: 'it''s $(id) \\n %s'\n`,
};

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "openmetadata-steps-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const settings = (
  configurationFile: boolean,
  engine: "postgres" | "mysql" = "postgres",
  ldapCaCertificate = false,
): ServerStepSettings => ({
  ldapCaCertificate,
  line: releaseLineOf("1.13.6"),
  images: { server: "server", databaseClient: images.postgresClient },
  database: {
    ...exampleDatabase,
    engine,
    caCertificatePath: engine === "mysql" ? "/mnt/bootstrap/database-ca.pem" : undefined,
  },
  environment: [{ name: "DB_HOST", value: "db" }],
  configurationFile,
  security: { fingerprint: "first", resetAllowed: true },
});
/** A container of the server's task, or of a step before it. */
const container = (name: string, configurationFile = false, engine?: "mysql", ldapCa = false): ContainerSpec => {
  const of = settings(configurationFile, engine, ldapCa);
  const steps = (["migrate", "security"] as const).map((step) => serverStepTask(of, step)!);
  const containers = [serverTask(of), ...steps].flatMap((task) => task.containers);
  const found = containers.find((each) => each.name === name);
  assert.ok(found);
  return found;
};

describe("key files", { skip: asRoot ? false : "takes root, as the container has" }, () => {
  const write = (
    given: Record<string, string> = secrets,
    configurationFile = false,
    more: Record<string, string> = {},
  ) =>
    runContainer(container("key-files", configurationFile), {
      secrets: given,
      environment: { KEY_DIRECTORY: directory, ...more },
    });
  const file = (name: string) => join(directory, "jwt", name);

  test("the pair comes back as Java reads it: PKCS#8 and SubjectPublicKeyInfo in DER", async () => {
    const { status, output } = await write();
    assert.equal(status, 0, output);
    const privateKey = createPrivateKey({ key: readFileSync(file("private_key.der")), format: "der", type: "pkcs8" });
    const publicKey = createPublicKey({ key: readFileSync(file("public_key.der")), format: "der", type: "spki" });
    const message = Buffer.from("header.payload");
    assert.ok(verify("RSA-SHA256", message, publicKey, sign("RSA-SHA256", message, privateKey)));
    assert.ok(!output.includes(secrets["server.jwtPrivateKey"].slice(40, 80)));
  });

  test("only the server's user may read the files, and a second start replaces them", async () => {
    const { uid, gid } = releaseLineOf("1.13.6").serverUser;
    for (const start of ["first", "again"]) {
      assert.equal((await write()).status, 0, start);
      for (const name of ["private_key.der", "public_key.der"]) {
        const { mode, uid: owner, gid: group } = statSync(file(name));
        assert.deepEqual({ mode: mode & 0o777, owner, group }, { mode: 0o400, owner: uid, group: gid });
      }
    }
    chmodSync(directory, 0o755);
    const setpriv = program("setpriv");
    if (setpriv === undefined) return;
    const read = (user: number) =>
      run(
        [setpriv, `--reuid=${user}`, `--regid=${user}`, "--clear-groups", "head", "-c", "1", file("private_key.der")],
        { PATH: process.env.PATH },
      );
    assert.equal((await read(uid)).status, 0);
    assert.notEqual((await read(uid + 1)).status, 0);
  });

  test("the image's own user wins over the one that the release's Dockerfile names", async () => {
    const folder = scratch("id");
    writeFileSync(
      join(folder, "id"),
      `#!/bin/sh\n[ "$2" = openmetadata ] && case $1 in -u) echo 65532 ;; -g) echo 65533 ;; esac\n`,
      { mode: 0o755 },
    );
    const { status, output } = await write(secrets, false, { PATH: `${folder}:${process.env.PATH ?? ""}` });
    remove(folder);
    assert.equal(status, 0, output);
    const { uid, gid } = statSync(file("private_key.der"));
    assert.deepEqual({ uid, gid }, { uid: 65532, gid: 65533 });
  });

  test("what is not DER in base64 is refused by name, without showing it", async () => {
    const pem = pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    for (const bad of [pem, "not base64!", "", Buffer.from("plain text").toString("base64")]) {
      const { status, output } = await write({ ...secrets, "server.jwtPrivateKey": bad });
      assert.equal(status, 65, bad.slice(0, 20));
      assert.match(output, /the JWT private key is not (DER in )?base64/);
      assert.ok(bad === "" || !output.includes(bad));
    }
  });

  test("a configuration file arrives as it was written", async () => {
    assert.equal((await write(secrets, true)).status, 0);
    assert.equal(
      readFileSync(join(directory, "openmetadata.yaml"), "utf8").trimEnd(),
      secrets["server.configurationFile"].trimEnd(),
    );
  });
});

describe(
  "trust store for MySQL",
  { skip: asRoot && program("keytool") && program("openssl") ? false : "takes root, Java and openssl" },
  () => {
    const write = (bundle: string) => {
      writeFileSync(join(directory, "database-ca.pem"), bundle);
      const spec = container("key-files", false, "mysql");
      const environment = {
        BOOTSTRAP_DIRECTORY: directory,
        KEY_DIRECTORY: directory,
        TRUST_STORE: join(directory, "database-ca.p12"),
      };
      return runContainer(spec, { secrets, environment });
    };

    test("every certificate of a bundle is in it, twice over", async () => {
      const bundle = ["one", "two"].map((name) => {
        const folder = join(directory, name);
        mkdirSync(folder);
        return `# ${name}\n${readFileSync(certificate(folder).certificate, "utf8")}`;
      });
      for (const start of ["first", "again"]) {
        const { status, output } = await write(bundle.join("\n"));
        assert.equal(status, 0, `${start}: ${output}`);
      }
      const store = join(directory, "database-ca.p12");
      const list = ["keytool", "-list", "-keystore", store, "-storetype", "PKCS12", "-storepass", "certificates"];
      const { output } = await run(list, { PATH: process.env.PATH });
      assert.equal(output.match(/trustedCertEntry/g)?.length, 2, output);
      assert.equal(statSync(store).mode & 0o777, 0o444);
    });

    test("a file without a certificate is refused", async () => {
      const { status, output } = await write("nothing here");
      assert.equal(status, 65);
      assert.match(output, /holds no certificate/);
    });

    test("a certificate that Java cannot read is refused", async () => {
      const { status, output } = await write("-----BEGIN CERTIFICATE-----\nbm90IG9uZQ==\n-----END CERTIFICATE-----\n");
      assert.equal(status, 65, output);
      assert.match(output, /cannot read/);
    });

    test("the directory's certificates make a store of their own, which waits for no database", async () => {
      const pem = readFileSync(certificate(directory).certificate, "utf8");
      const spec = container("key-files", false, undefined, true);
      assert.deepEqual(spec.dependsOn, []);
      const store = join(directory, "ldap-ca.p12");
      const run1 = await runContainer(spec, {
        secrets: { ...secrets, "auth.ldapCaCertificate": `${pem}\n${pem}` },
        environment: { KEY_DIRECTORY: directory, LDAP_TRUST_STORE: store },
      });
      assert.equal(run1.status, 0, run1.output);
      const list = ["keytool", "-list", "-keystore", store, "-storetype", "PKCS12", "-storepass", "certificates"];
      const { output } = await run(list, { PATH: process.env.PATH });
      assert.equal(output.match(/trustedCertEntry/g)?.length, 2, output);
      const wrong = await runContainer(spec, {
        secrets: { ...secrets, "auth.ldapCaCertificate": "nothing" },
        environment: { KEY_DIRECTORY: directory, LDAP_TRUST_STORE: store },
      });
      assert.equal(wrong.status, 65);
      assert.match(wrong.output, /the directory's CA file holds no certificate/);
    });

    test("it is written after the certificates", () => {
      assert.deepEqual(container("key-files", false, "mysql").dependsOn, [
        { container: "database-ca", condition: "SUCCESS" },
      ]);
    });
  },
);

describe("steps in the server image", () => {
  /** A folder that looks like the image's, whose ops script notes how it was called. */
  const image = () => {
    const home = join(directory, "image");
    mkdirSync(join(home, "bootstrap"), { recursive: true });
    mkdirSync(join(home, "conf"));
    writeFileSync(join(home, "conf", "openmetadata.yaml"), "the image's own\n");
    writeFileSync(
      join(home, "bootstrap", "openmetadata-ops.sh"),
      `echo "ops: $*"; cat conf/openmetadata.yaml; exit \${OPS_STATUS:-0}\n`,
    );
    return home;
  };
  const start = async (name: string, configurationFile: boolean, environment: Record<string, string> = {}) => {
    const home = existsSync(join(directory, "image")) ? join(directory, "image") : image();
    const spec = container(name, configurationFile);
    const variables = environmentOf(spec, {
      secrets,
      environment: {
        BOOTSTRAP_DIRECTORY: directory,
        KEY_DIRECTORY: directory,
        CONFIGURATION_DIRECTORIES: join(home, "conf"),
        ...environment,
      },
    });
    const command = [...(spec.entryPoint ?? []), ...(spec.command ?? [])];
    return run(["/bin/sh", "-c", `cd "$0" && exec "$@"`, home, ...command], variables);
  };

  test("the reset runs the image's command when the flag is there, and only then", async () => {
    const without = await start("security-reset", false);
    assert.equal(without.status, 0);
    assert.match(without.output, /stay as they are/);
    assert.ok(!without.output.includes("ops:"));
    writeFileSync(join(directory, "reset-security"), "authenticationConfiguration: provider=google\n");
    const flagged = await start("security-reset", false);
    assert.equal(flagged.status, 0, flagged.output);
    assert.match(flagged.output, /provider=google/);
    assert.match(flagged.output, /ops: remove-security-config --force/);
  });

  test("the address is stored before the removal, since a command makes what is missing again, and stops nothing", async () => {
    writeFileSync(join(directory, "set-address"), "https://metadata.example.com\n");
    const alone = await start("security-reset", false);
    assert.equal(alone.status, 0, alone.output);
    assert.match(alone.output, /ops: setOpenMetadataUrl -u https:\/\/metadata\.example\.com\n/);
    assert.match(alone.output, /stay as they are/);
    writeFileSync(join(directory, "reset-security"), "x\n");
    const both = await start("security-reset", false);
    assert.match(both.output, /setOpenMetadataUrl -u \S+\n[^]*ops: remove-security-config --force/);
    rmSync(join(directory, "reset-security"));
    const failing = await start("security-reset", false, { OPS_STATUS: "3" });
    assert.equal(failing.status, 0);
    assert.match(failing.output, /the address was not stored: .*Settings > Preferences/);
  });

  test("a reset that fails stops the task with the flag in place", async () => {
    writeFileSync(join(directory, "reset-security"), "x\n");
    assert.equal((await start("security-reset", false, { OPS_STATUS: "3" })).status, 3);
    assert.ok(existsSync(join(directory, "reset-security")));
  });

  test("the migration runs the line's command, and fails when it does", async () => {
    assert.match((await start("migrate", false)).output, /ops: migrate\nthe image's own/);
    assert.equal((await start("migrate", false, { OPS_STATUS: "5" })).status, 5);
  });

  test("a configuration file of the stack's own is in place for migration and reset", async () => {
    writeFileSync(join(directory, "openmetadata.yaml"), "the stack's own\n");
    writeFileSync(join(directory, "reset-security"), "x\n");
    assert.match((await start("migrate", true)).output, /ops: migrate\nthe stack's own/);
    assert.match((await start("security-reset", true)).output, /ops: remove-security-config --force\nthe stack's own/);
    const nowhere = await start("migrate", true, { CONFIGURATION_DIRECTORIES: join(directory, "none") });
    assert.equal(nowhere.status, 72);
    assert.match(nowhere.output, /no conf\/openmetadata\.yaml in this image/);
  });
});
