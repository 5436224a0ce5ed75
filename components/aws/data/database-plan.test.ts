import assert from "node:assert/strict";
import { test } from "node:test";
import { databasePlan } from "./database-plan";

const parameter = (plan: ReturnType<typeof databasePlan>, name: string) =>
  plan.parameters.find((each) => each.name === name)?.value;

test("asks for TLS and for the sort memory that OpenMetadata wants, in each engine's unit", () => {
  const postgres = databasePlan({ engine: "postgres" });
  assert.equal(parameter(postgres, "rds.force_ssl"), "1");
  assert.equal(Number(parameter(postgres, "work_mem")) * 1024, 20 * 1024 ** 2);
  const mysql = databasePlan({ engine: "mysql" });
  assert.equal(parameter(mysql, "require_secure_transport"), "1");
  assert.equal(Number(parameter(mysql, "sort_buffer_size")), 20 * 1024 ** 2);
  assert.equal(parameter(mysql, "log_bin_trust_function_creators"), "1");
});

test("follows minor versions only when config names none", () => {
  const table: ReadonlyArray<readonly ["postgres" | "mysql", string | undefined, string, string, boolean]> = [
    ["postgres", undefined, "16", "postgres16", true],
    ["postgres", "17", "17", "postgres17", true],
    ["postgres", "16.8", "16.8", "postgres16", false],
    ["mysql", undefined, "8.4", "mysql8.4", true],
    ["mysql", "8", "8.4", "mysql8.4", true],
    ["mysql", "8.0", "8.0", "mysql8.0", true],
    ["mysql", "8.0.42", "8.0.42", "mysql8.0", false],
  ];
  for (const [engine, version, told, family, follows] of table) {
    const plan = databasePlan({ engine, version });
    assert.deepEqual(
      [plan.version, plan.family, plan.followsMinorVersions],
      [told, family, follows],
      `${engine} ${version}`,
    );
  }
});

test("uses an administrator's name that MySQL on RDS takes", () => {
  assert.match(databasePlan({ engine: "mysql" }).masterUser, /^[a-z][a-z0-9_]{0,15}$/);
});
