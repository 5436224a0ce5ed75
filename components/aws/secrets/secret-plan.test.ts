import assert from "node:assert/strict";
import { test } from "node:test";
import { stackConfigSchema } from "../../../config/schema";
import type { SecretName } from "../../../openmetadata/environment/secret-names";
import { type SecretPlanInput, plannedSecrets } from "./secret-plan";

const existingDatabase = { mode: "existing", host: "db.example.com", username: "root_login" };
const existingAirflow = { host: "existing" };

const plan = (values: object, provided: SecretName[] = [], rest: Partial<SecretPlanInput> = {}) =>
  plannedSecrets({
    config: stackConfigSchema("small").parse(values),
    provided: new Set(provided),
    airflowMajor: 3,
    signsSearchRequests: true,
    ...rest,
  });
const names = (planned: ReturnType<typeof plannedSecrets>) => planned.map(({ name }) => name);

test("generates everything that a stack of its own needs", () => {
  assert.deepEqual(names(plan({})), [
    "airflow.fernetKey",
    "airflow.jwtSecret",
    "airflow.password",
    "airflow.secretKey",
    "database.airflow",
    "database.master",
    "database.server",
    "server.fernetKey",
    "server.jwtPrivateKey",
    "server.jwtPublicKey",
  ]);
  assert.ok(plan({}).every(({ origin }) => origin !== "config"));
});

test("protects what makes data readable, and only that", () => {
  assert.deepEqual(
    plan({}, ["auth.clientSecret"], { signsSearchRequests: false })
      .filter(({ isDataKey }) => !isDataKey)
      .map(({ name }) => name),
    ["airflow.jwtSecret", "airflow.password", "airflow.secretKey", "auth.clientSecret", "search.password"],
  );
});

test("has no JWT secret for Airflow 2 and a search password where requests are not signed", () => {
  assert.ok(!names(plan({}, [], { airflowMajor: 2 })).includes("airflow.jwtSecret"));
  assert.ok(names(plan({}, [], { signsSearchRequests: false })).includes("search.password"));
});

test("stores nothing that nobody reads", () => {
  const provided: SecretName[] = ["airflow.fernetKey", "airflowEnvironment.TOKEN", "search.password"];
  const search = { mode: "existing", engine: "opensearch", host: "search.example.com", login: "none" };
  const stored = names(plan({ airflow: existingAirflow, search }, provided));
  for (const name of [...provided, "database.airflow", "airflow.password"]) {
    assert.ok(!stored.includes(name as SecretName), name);
  }
});

test("takes the passwords of what is yours from config only", () => {
  const search = { mode: "existing", engine: "opensearch", host: "search.example.com", username: "om" };
  const planned = plan({ database: existingDatabase, search, airflow: existingAirflow }, [
    "database.master",
    "search.password",
    "airflow.password",
    "serverEnvironment.TOKEN",
  ]);
  const fromConfig = planned.filter(({ origin }) => origin === "config").map(({ name }) => name);
  assert.deepEqual(fromConfig, ["airflow.password", "database.master", "search.password", "serverEnvironment.TOKEN"]);
});

test("stores the certificate that verifies the database when config names its file", () => {
  assert.ok(
    names(plan({ database: { mode: "create", caCertificateFile: "ca.pem" } })).includes("database.caCertificate"),
  );
});

test("stores the configuration file that the server is to run with", () => {
  const planned = plan({ server: { configurationFile: "openmetadata.yaml" } });
  assert.equal(planned.find(({ name }) => name === "server.configurationFile")?.origin, "file");
});
