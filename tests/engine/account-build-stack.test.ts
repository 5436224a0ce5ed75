import assert from "node:assert/strict";
import { test } from "node:test";
import { stackFile } from "../../config/stack-file/stack-files";
import { FaultPlan, faultAt } from "../../rehearsal/protocol/faults";
import { changesOf, resourceChanges, withSession } from "./stacks";

const timeout = 20 * 60_000;

test(
  "a stack whose image AWS builds comes up without Docker, changes nothing, and rolls Airflow with another connector",
  { timeout },
  () =>
    withSession({ stackFile: stackFile("dev") }, async (session) => {
      session.setConfig("openmetadata:images.build", "codebuild");
      session.setConfig("openmetadata:airflow.connectors", ["snowflake"]);
      session.removeConfig("docker:host");
      const up = await session.up();
      assert.deepEqual(
        up.operations.filter(({ type }) => type.startsWith("docker:")),
        [],
      );
      assert.deepEqual(changesOf(await session.up()), []);
      session.setConfig("openmetadata:airflow.connectors", ["snowflake", "dbt"]);
      const preview = await session.preview();
      const changed = resourceChanges(preview);
      for (const expected of [
        "update aws:codebuild/project:Project::openmetadata-dev-ingestion-build",
        "update pulumi-nodejs:dynamic/openmetadata:BuiltImage::openmetadata-dev-ingestion-build",
        "replace aws:ecs/taskDefinition:TaskDefinition::openmetadata-dev-airflow",
        "update aws:ecs/service:Service::openmetadata-dev-airflow",
      ])
        assert.ok(changed.includes(expected), `${expected} in ${changed.join("\n")}`);
      assert.deepEqual(changesOf(await session.up()), changesOf(preview), "up does what preview said");
      assert.deepEqual(changesOf(await session.up()), []);
    }),
);

test("a stack whose image AWS builds changes over from Docker and back without losing anything", { timeout }, () =>
  withSession({ stackFile: stackFile("dev") }, async (session) => {
    session.setConfig("openmetadata:airflow.connectors", ["snowflake"]);
    await session.up();
    for (const build of ["codebuild", "docker"]) {
      session.setConfig("openmetadata:images.build", build);
      const run = await session.up();
      assert.deepEqual(
        resourceChanges(run).filter((change) =>
          /(delete|replace) aws:(ecr|rds|efs|opensearch|secretsmanager)/.test(change),
        ),
        [],
      );
      assert.deepEqual(changesOf(await session.up()), []);
    }
  }),
);

test(
  "a stack whose image AWS builds keeps Airflow as it is when the project or its build fails, and the next up goes on",
  { timeout },
  () =>
    withSession({ stackFile: stackFile("dev") }, async (session) => {
      session.setConfig("openmetadata:images.build", "codebuild");
      session.setConfig("openmetadata:airflow.connectors", ["snowflake"]);
      await session.up();
      const outputsOf = (end: string) => {
        const found = session.state().resources.find(({ urn }) => urn.endsWith(end));
        assert.ok(found, end);
        return found;
      };
      const task = "TaskDefinition::openmetadata-dev-airflow";
      const before = outputsOf(task).outputs;
      const built = ["codebuild/project:Project", "openmetadata:BuiltImage"].map(
        (type) => outputsOf(`${type}::openmetadata-dev-ingestion-build`).urn,
      );
      session.setConfig("openmetadata:airflow.connectors", ["snowflake", "dbt"]);
      for (const urn of built) {
        session.setFaults(faultAt(urn, "fails"));
        await assert.rejects(session.up(), /rehearsed fault/);
        assert.deepEqual(outputsOf(task).outputs, before, "Airflow keeps its image");
      }
      session.setFaults(new FaultPlan());
      await session.up();
      assert.notDeepEqual(outputsOf(task).outputs, before);
      assert.deepEqual(changesOf(await session.up()), []);
    }),
);
