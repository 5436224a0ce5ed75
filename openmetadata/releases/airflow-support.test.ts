import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type ExistingAirflow,
  airflowNotes,
  airflowProblems,
  airflowRange,
  isProven,
  managedApisPath,
} from "./airflow-support";

const whole: ExistingAirflow = {
  angles: ["lineage-backend", "connectors", "managed-apis"],
  endpoint: "http://airflow.internal:8081",
  version: "3.3.1",
  runtime: "virtualenv",
  connectors: ["snowflake"],
  verifySsl: "no-ssl",
  confirmUnauthenticatedDeploy: true,
};
const keys = (version: string, changes: Partial<ExistingAirflow>) =>
  airflowProblems(version, { ...whole, ...changes }).map(({ key }) => key);

test("a whole section on a fitting release has no problem", () => {
  assert.deepEqual(keys("1.13.6", {}), []);
  assert.deepEqual(keys("1.12.14", { version: "2.10.5", confirmUnauthenticatedDeploy: false }), []);
  assert.deepEqual(
    keys("1.13.6", { angles: [], connectors: [], version: undefined, runtime: undefined, endpoint: undefined }),
    [],
  );
});

test("an angle needs version and runtime, the managed APIs an endpoint too", () => {
  assert.deepEqual(keys("1.13.6", { version: undefined, runtime: undefined, endpoint: undefined }), [
    "airflow.version",
    "airflow.runtime",
    "airflow.endpoint",
  ]);
  assert.deepEqual(keys("1.13.6", { angles: ["connectors"], endpoint: undefined }), []);
});

test("Airflow outside the range of a release is refused with reason, source and what fixes it", () => {
  for (const [version, airflow] of [
    ["1.13.6", "2.10.5"],
    ["1.13.6", "3.0.6"],
    ["1.12.14", "3.3.1"],
    ["1.10.14", "3.1.5"],
    ["2.0.6", "2.11.0"],
  ] as const) {
    assert.deepEqual(keys(version, { version: airflow }), ["airflow.version"], `${version} on ${airflow}`);
  }
  const [problem] = airflowProblems("1.13.6", { ...whole, version: "2.10.5" });
  assert.match(problem?.allowed ?? "", /SQLAlchemy 2.*resolved with uv/);
  assert.match(problem?.fix ?? "", /Stay on OpenMetadata 1\.12/);
  assert.throws(() => airflowRange("0.11.0"), /before 0\.12/);
});

test("managed APIs on Airflow 3 must be confirmed, and on Airflow 2 need not", () => {
  assert.deepEqual(keys("1.13.6", { confirmUnauthenticatedDeploy: false }), ["airflow.confirmUnauthenticatedDeploy"]);
  assert.deepEqual(keys("1.13.6", { confirmUnauthenticatedDeploy: false, angles: ["connectors"] }), []);
});

test("services that take no HTTP Basic cannot have the managed APIs, and keep the other angles", () => {
  for (const runtime of ["mwaa", "astronomer"] as const) {
    const [problem] = airflowProblems("1.13.6", { ...whole, runtime });
    assert.equal(problem?.key, "airflow.angles");
    assert.match(problem?.allowed ?? "", /HTTP Basic \(https:/);
    assert.deepEqual(keys("1.13.6", { runtime, angles: ["connectors", "lineage-backend"] }), []);
  }
});

test("a connector that the release does not have is named, with the nearest", () => {
  const [problem] = airflowProblems("1.13.6", { ...whole, connectors: ["snowflak"] });
  assert.equal(problem?.found, '"snowflak"');
  assert.match(problem?.allowed ?? "", /did you mean "snowflake"\?/);
  assert.match(problem?.fix ?? "", /'openmetadata:airflow\.connectors\[0\]' snowflake$/);
  assert.deepEqual(keys("1.13.6", { angles: [], connectors: ["mysql"] }), ["airflow.connectors"]);
});

test("validating a certificate needs its path; an unpublished release has no packages", () => {
  assert.deepEqual(keys("1.13.6", { verifySsl: "validate" }), ["airflow.certificatePath"]);
  assert.deepEqual(keys("1.13.6", { verifySsl: "validate", certificatePath: "/certs/ca.pem" }), []);
  assert.deepEqual(keys("1.13.99", {}), ["version"]);
});

test("what has not been run is said, and so is the lineage backend that Airflow 3 does not have", () => {
  assert.deepEqual(airflowNotes("1.13.6", { ...whole, angles: ["connectors"] }), []);
  assert.match(
    airflowNotes("1.13.6", { ...whole, version: "3.2.2", angles: ["connectors"] })[0]?.text ?? "",
    /has not been run by this project, which ran 1\.13\.6\.3 on Airflow 3\.3\.1/,
  );
  assert.match(airflowNotes("1.13.6", { ...whole, angles: ["lineage-backend"] })[0]?.text ?? "", /no lineage backend/);
  assert.ok(isProven("1.13.6", "3.3.1") && !isProven("1.13.5", "3.3.1"));
});

test("the managed APIs' path follows Airflow, not the release", () => {
  assert.equal(managedApisPath("2.10.5"), "/api/v1/openmetadata");
  assert.equal(managedApisPath("3.1.5"), "/pluginsv2/api/v2/openmetadata");
});
