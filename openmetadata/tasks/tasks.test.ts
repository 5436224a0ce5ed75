import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ContainerSpec, TaskSpec } from "./container-spec";
import { images } from "../images/images";
import { lineRanges } from "../releases/lines";
import { releaseLineOf } from "../releases/release-lines";
import { airflowParts, airflowPartTask } from "./airflow-parts";
import { airflowStepTask } from "./airflow-schema";
import { airflowEntryPort, airflowTask } from "./airflow-task";
import type { AirflowTaskSettings } from "./airflow-task-settings";
import { securityVariables } from "./security-settings";
import { databaseTask } from "./database-bootstrap";
import { serverStepTask, type ServerStepSettings } from "./server-steps";
import { serverTask, type ServerTaskSettings } from "./server-task";
import { exampleDatabase } from "../testing/example-database";

const serverSettings = (version: string, more: Partial<ServerTaskSettings> = {}): ServerTaskSettings => ({
  line: releaseLineOf(version),
  images: { server: `server:${version}`, databaseClient: images.postgresClient },
  database: exampleDatabase,
  environment: [{ name: "DB_HOST", value: "db" }],
  configurationFile: false,
  security: { fingerprint: "f".repeat(64), resetAllowed: true },
  ...more,
});

const stepSettings = (version: string, more: Partial<ServerTaskSettings> = {}): ServerStepSettings => ({
  ...serverSettings(version, more),
  line: releaseLineOf(version),
});
const migration = (version: string, more: Partial<ServerTaskSettings> = {}): TaskSpec =>
  serverStepTask(stepSettings(version, more), "migrate")!;

const airflowSettings = (version: string, more: Partial<AirflowTaskSettings> = {}): AirflowTaskSettings => ({
  line: releaseLineOf(version),
  images: { ingestion: `ingestion:${version}`, databaseClient: images.postgresClient, gateway: images.gateway },
  database: { ...exampleDatabase, name: "airflow_db", user: "airflow_user" },
  environment: [{ name: "DB_HOST", value: "db" }],
  adminUser: "admin",
  ...more,
});

const names = (task: TaskSpec) => task.containers.map(({ name }) => name);
const container = (task: TaskSpec, name: string): ContainerSpec => {
  const found = task.containers.find((candidate) => candidate.name === name);
  assert.ok(found, `no container ${name}`);
  return found;
};
const secretsOf = ({ environment }: ContainerSpec) =>
  environment.flatMap((variable) => ("secret" in variable ? [variable.secret] : []));

/** Everything that has ended well before `name` starts. */
function precedes(task: TaskSpec, name: string): Set<string> {
  const before = new Set<string>();
  const visit = (current: string): void => {
    for (const { container: other, condition } of container(task, current).dependsOn) {
      if (condition !== "SUCCESS" || before.has(other)) continue;
      before.add(other);
      visit(other);
    }
  };
  visit(name);
  return before;
}

const caDatabase = { ...exampleDatabase, caCertificatePath: "/mnt/bootstrap/database-ca.pem" };

test("a server's task has its files and the server alone, in every line, and the files come first", () => {
  for (const { newest } of lineRanges) {
    const files = { plain: ["key-files"], certificate: ["bootstrap-volume", "database-ca", "key-files"] };
    for (const [of, before] of Object.entries(files)) {
      const more = of === "plain" ? {} : { database: caDatabase };
      const task = serverTask(serverSettings(newest, more));
      assert.deepEqual(names(task), [...before, "server"], newest);
      assert.deepEqual([...precedes(task, "server")].sort(), before.sort(), newest);
    }
  }
});

test("stored security settings are a step of the lines that store them and can remove them", () => {
  const steps = ["bootstrap-volume", "compare-security", "key-files", "security-reset", "security"];
  for (const version of ["1.13.6", "2.0.7"]) {
    const task = serverStepTask(stepSettings(version), "security")!;
    assert.deepEqual(names(task), steps);
    assert.deepEqual([...precedes(task, "security")].sort(), steps.slice(0, -1).sort());
    assert.deepEqual([...precedes(task, "security-reset")].sort(), [
      "bootstrap-volume",
      "compare-security",
      "key-files",
    ]);
  }
  for (const version of ["0.12.0", "1.0.4", "1.9.0"])
    assert.equal(serverStepTask(stepSettings(version), "security"), undefined, version);
});

test("the migration is a step with the line's own command, after the key files", () => {
  const command = (version: string) => {
    const task = migration(version);
    assert.deepEqual([...precedes(task, "migrate")].sort(), ["key-files"]);
    assert.deepEqual(
      task.containers.filter(({ essential }) => essential).map(({ name }) => name),
      ["migrate"],
    );
    return container(task, "migrate").command;
  };
  assert.deepEqual(command("1.2.0"), ["./bootstrap/bootstrap_storage.sh", "migrate-all"]);
  assert.deepEqual(command("1.13.6"), ["./bootstrap/openmetadata-ops.sh", "migrate"]);
  assert.equal(serverStepTask(stepSettings("1.0.4"), "migrate"), undefined, "its start script migrates");
});

test("only the steps that make databases read the administrator's password, and no task reads the other's", () => {
  for (const { newest } of lineRanges) {
    for (const of of [exampleDatabase, caDatabase]) {
      const settings = stepSettings(newest, { database: of });
      const own = airflowSettings(newest, { database: { ...of, name: "airflow_db", user: "airflow_user" } });
      const steps = (
        ["database", "search-settings", "migrate", "security", "reindex", "redeploy-pipelines"] as const
      ).flatMap((name) => serverStepTask(settings, name) ?? []);
      const airflowDatabase = databaseTask({ ...own, name: "airflow-database", password: "database.airflow" });
      const ofServer = [serverTask(settings), ...steps].flatMap(({ containers }) => containers);
      const ofAirflow = [
        airflowTask(own),
        ...airflowParts.map((part) => airflowPartTask(part, own)),
        airflowDatabase,
      ].flatMap(({ containers }) => containers);
      const readers = [...ofServer, ...ofAirflow].filter((each) => secretsOf(each).includes("database.master"));
      assert.deepEqual(
        readers.map(({ name }) => name),
        ["database", "airflow-database"],
        newest,
      );
      assert.ok(!ofServer.some((each) => secretsOf(each).includes("database.airflow")), newest);
      assert.ok(!ofAirflow.some((each) => secretsOf(each).includes("database.server")), newest);
    }
  }
});

test("Airflow waits for its schema, and Airflow 3 has the gateway as its entry", () => {
  for (const { newest } of lineRanges) {
    const task = airflowTask(airflowSettings(newest));
    assert.deepEqual([...precedes(task, "airflow")].sort(), ["airflow-schema"]);
    const three = releaseLineOf(newest).airflowMajor === 3;
    assert.equal(names(task).includes("gateway"), three, newest);
    assert.equal(airflowEntryPort(airflowSettings(newest)), three ? 8081 : 8080);
    assert.equal(container(task, "airflow").healthCheck?.command.includes("dag_processor"), three, newest);
    assert.equal(container(task, "airflow").stopTimeoutSeconds, 120);
    const folders = container(task, "airflow").mounts.flatMap(({ volume, path }) =>
      volume === "bootstrap" ? [] : [path],
    );
    const line = releaseLineOf(newest);
    assert.deepEqual(folders, [line.airflowDagsFolder, line.airflowGeneratedConfigsFolder, `${line.airflowHome}/logs`]);
  }
});

test("only the step that sets it, and an image whose own script makes an admin, get the admin's password", () => {
  const environment = [
    { name: "AIRFLOW_ADMIN_PASSWORD", secret: "airflow.password" },
    { name: "AIRFLOW__CORE__FERNET_KEY", secret: "airflow.fernetKey" },
    { name: "AIRFLOW__API_AUTH__JWT_SECRET", secret: "airflow.jwtSecret" },
    { name: "DB_PASSWORD", secret: "database.airflow" },
    { name: "SNOWFLAKE_PASSWORD", secret: "airflowEnvironment.SNOWFLAKE_PASSWORD" },
  ] as const;
  const settings = airflowSettings("1.13.6", { environment });
  const split = airflowSettings("1.13.6", { environment, topology: "split" });
  const read = (task: TaskSpec, name: string) => secretsOf(container(task, name)).sort();
  assert.deepEqual(read(airflowStepTask(settings, "airflow-admin"), "airflow-admin"), [
    "airflow.password",
    "database.airflow",
  ]);
  assert.deepEqual(read(airflowStepTask(settings, "airflow-migrate"), "airflow-migrate"), [
    "airflow.fernetKey",
    "database.airflow",
  ]);
  assert.deepEqual(read(airflowTask(settings), "airflow-schema"), ["database.airflow"]);
  const has = (task: TaskSpec) => read(task, "airflow").includes("airflow.password");
  assert.deepEqual([has(airflowTask(settings)), has(airflowTask(split))], [true, false]);
});

test("the image of 0.12.0 starts by itself, later ones by their script", () => {
  assert.equal(container(airflowTask(airflowSettings("0.12.0")), "airflow").command, undefined);
  assert.deepEqual(container(airflowTask(airflowSettings("1.13.6")), "airflow").command, [
    "/opt/airflow/ingestion_dependency.sh",
  ]);
});

test("a configuration file of the stack's own is placed before each program that reads it", () => {
  const task = serverTask(serverSettings("1.13.6", { configurationFile: true }));
  assert.match(
    container(migration("1.13.6", { configurationFile: true }), "migrate").command?.[1] ?? "",
    /openmetadata\.yaml/,
  );
  const security = serverStepTask(stepSettings("1.13.6", { configurationFile: true }), "security")!;
  assert.match(container(security, "security-reset").command?.[1] ?? "", /openmetadata\.yaml/);
  assert.match(container(task, "server").command?.[1] ?? "", /openmetadata\.yaml/);
  assert.equal(container(task, "server").command?.at(-1), "/openmetadata-start.sh");
  assert.equal(container(serverTask(serverSettings("1.13.6")), "server").command, undefined);
});

test("containers fit a task definition, mount what they name, and are written in ECS's bounds", () => {
  const versions = fc.constantFrom(...lineRanges.flatMap(({ from, newest }) => [from, newest]));
  const property = fc.property(
    versions,
    fc.constantFrom("postgres", "mysql"),
    fc.boolean(),
    (version, engine, flag) => {
      const ownDatabase = {
        ...exampleDatabase,
        engine,
        caCertificatePath: flag ? "/mnt/bootstrap/database-ca.pem" : undefined,
      } as const;
      const tasks = [
        serverTask(serverSettings(version, { database: ownDatabase, configurationFile: flag })),
        ...(["database", "migrate", "security", "reindex"] as const).flatMap(
          (step) =>
            serverStepTask(stepSettings(version, { database: ownDatabase, configurationFile: flag }), step) ?? [],
        ),
        airflowTask(airflowSettings(version, { database: ownDatabase })),
        ...(["airflow-migrate", "airflow-admin"] as const).map((step) =>
          airflowStepTask(airflowSettings(version, { database: ownDatabase, ownAuthorities: flag }), step),
        ),
        airflowTask(airflowSettings(version, { database: ownDatabase, topology: "split" })),
        ...airflowParts.map((part) =>
          airflowPartTask(part, airflowSettings(version, { database: ownDatabase, ownAuthorities: flag })),
        ),
      ];
      for (const task of tasks) {
        assert.ok(JSON.stringify(task).length < 24_000, "leaves room for the environments in 64 KiB");
        assert.equal(new Set(names(task)).size, task.containers.length);
        assert.equal(task.containers.filter(({ essential }) => essential).length >= 1, true);
        for (const each of task.containers) {
          for (const { volume } of each.mounts)
            assert.ok(
              task.volumes.some(({ name }) => name === volume),
              volume,
            );
          for (const { container: other } of each.dependsOn) assert.ok(names(task).includes(other));
          const variables = each.environment.map(({ name }) => name);
          assert.deepEqual(variables, [...variables].sort());
          assert.equal(new Set(variables).size, variables.length);
          assert.ok((each.stopTimeoutSeconds ?? 0) <= 120);
        }
      }
    },
  );
  fc.assert(property);
});

test("the fingerprint covers the authentication settings and nothing else", () => {
  const variable = (name: string) => ({ name, value: "x" });
  const covered = [
    "AUTHENTICATION_PROVIDER",
    "AUTHORIZER_ADMIN_PRINCIPALS",
    "OIDC_CLIENT_ID",
    "SAML_IDP_CERTIFICATE",
    "AUTH_ROLES_MAPPING",
    "CUSTOM_OIDC_AUTHENTICATION_PROVIDER_NAME",
  ];
  const others = ["DB_HOST", "AUTHORIZER_ENABLE_SMTP", "JWT_ISSUER", "AIRFLOW_PASSWORD"];
  assert.deepEqual(
    securityVariables([...covered, ...others].map(variable)).map(({ name }) => name),
    covered,
  );
});

test("a stored address is compared where there is one, and stored again where the release has a command and a step for it", () => {
  const environment = [{ name: "OPENMETADATA_SERVER_URL", value: "https://metadata.example.com" }];
  const value = (version: string, step: string, name: string) => {
    const task = serverStepTask(stepSettings(version, { environment }), step === "database" ? "database" : "security")!;
    const found = container(task, step).environment.find((variable) => variable.name === name);
    return found && "value" in found ? found.value : undefined;
  };
  assert.equal(value("1.13.6", "compare-security", "SERVER_ADDRESS"), "https://metadata.example.com");
  assert.equal(value("1.13.6", "compare-security", "ADDRESS_COMMAND"), "true");
  assert.equal(
    value("1.13.6", "database", "SERVER_ADDRESS"),
    undefined,
    "compared once, in the step that can change it",
  );
  assert.equal(value("1.13.6", "security-reset", "SET_ADDRESS_COMMAND"), "setOpenMetadataUrl -u");
  assert.equal(value("1.6.2", "database", "ADDRESS_COMMAND"), "false");
  const without = container(serverStepTask(stepSettings("1.13.6"), "security")!, "compare-security");
  assert.ok(!without.environment.some(({ name }) => name === "SERVER_ADDRESS"));
});
