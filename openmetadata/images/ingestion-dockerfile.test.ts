import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { connectorsRequirement, ingestionBuildContext } from "./ingestion-dockerfile";

const contents = {
  baseImage: "docker.getcollate.io/openmetadata/ingestion:1.13.6",
  version: "1.13.6",
  connectors: ["snowflake", "dbt"],
  requirements: ["acme-source>=2"],
};

test("the build adds connectors of the server's release and keeps the image's Airflow", () => {
  const context = ingestionBuildContext(contents);
  assert.equal(context["requirements.txt"], "openmetadata-ingestion[dbt,snowflake]~=1.13.6.0\nacme-source>=2\n");
  assert.match(context.Dockerfile, /^FROM docker\.getcollate\.io\/openmetadata\/ingestion:1\.13\.6$/m);
  assert.match(context.Dockerfile, /--constraint \/tmp\/openmetadata-constraints\.txt/);
});

test("requirements alone name no connector", () => {
  const context = ingestionBuildContext({ ...contents, connectors: [] });
  assert.equal(context["requirements.txt"], "acme-source>=2\n");
});

test("a version of four numbers is the least build", () => {
  assert.equal(connectorsRequirement("1.13.6.3", ["dbt"]), "openmetadata-ingestion[dbt]~=1.13.6.3");
});

test("the order in which connectors are listed changes nothing", () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/), { minLength: 1 });
  fc.assert(
    fc.property(names, (connectors) => {
      const reversed = [...connectors].reverse();
      assert.equal(connectorsRequirement("1.12.0", connectors), connectorsRequirement("1.12.0", reversed));
    }),
  );
});
