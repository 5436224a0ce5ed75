import assert from "node:assert/strict";
import { test } from "node:test";
import { groupsByPart } from "./by-part";

const change = (part: string, type: string, name: string, op = "update") => ({
  urn: `urn:pulumi:dev::p::${type}::p-dev-${name}`,
  type,
  op,
  part,
  replaceKeys: [],
  properties: [],
});

test("resources are under the component that owns them, data stores first; a component's own name is none", () => {
  const parts = groupsByPart(
    [
      change("server", "aws:iam/role:Role", "server", "create"),
      change("server", "aws:ecs/service:Service", "server"),
      change("database", "aws:rds/instance:Instance", "database"),
      change("airflow host", "aws:iam/role:Role", "airflow", "create"),
      { ...change("network", "openmetadata:aws:Network", "network"), component: true as const },
    ],
    "p-dev-",
  );
  assert.deepEqual(
    parts.map(([part, groups]) => `${part}: ${groups.map(({ names }) => names.join("+")).join(", ")}`),
    ["database: database", "server: server, server", "airflow host: airflow"],
  );
});
