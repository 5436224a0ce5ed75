import assert from "node:assert/strict";
import { after, afterEach, beforeEach, describe, test } from "node:test";
import { BuiltImage } from "../../components/aws/tasks/step-resource";
import { stackFile } from "../../config/stack-file/stack-files";
import type { RehearsalSession, Run } from "../../rehearsal/engine/session";
import { FaultPlan, faultAt } from "../../rehearsal/protocol/faults";
import { buildInputs, CodeBuildStandIn, digestOf, repository } from "../steps/codebuild-stand-in";
import { DynamicProvider } from "./dynamic-provider";
import { changesOf, resourceChanges, withSession } from "./stacks";

const dynamic = new DynamicProvider();
after(() => dynamic.dispose());

describe(
  "an image that AWS builds, on the real engine through the SDK's own provider",
  { timeout: 20 * 60_000 },
  () => {
    let account: CodeBuildStandIn;
    let session: RehearsalSession;
    let content = "1.13.6-a";
    const inputs = () => {
      const { kind: _, ...own } = buildInputs;
      return { ...own, triggers: { content, repository } };
    };
    const images: string[] = [];
    const program = async () => {
      const built = new BuiltImage("image", inputs());
      built.image.apply((image) => images.push(image));
    };
    const changes = (run: Run) => run.changes.filter(({ type }) => type.endsWith(":BuiltImage")).map(({ op }) => op);

    beforeEach(async () => {
      content = "1.13.6-a";
      images.length = 0;
      account = await new CodeBuildStandIn().start();
      session = await dynamic.session("builds", program, account.endpoint);
    });
    afterEach(async () => {
      dynamic.endAll();
      await session.dispose();
      account.stop();
    });

    test("is built at once, stays as it is, and is built again for another content", async () => {
      await session.preview();
      assert.equal(account.count("StartBuild"), 0, "a preview builds nothing");
      assert.deepEqual(changes(await session.up()), ["create"]);
      assert.equal(images.at(-1), `${repository}@${digestOf("a")}`);
      assert.deepEqual(changes(await session.up()), []);
      content = "1.13.6-b";
      account.buildScripts = [{ digest: digestOf("b") }];
      assert.deepEqual(changes(await session.preview()), ["update"]);
      assert.deepEqual(changes(await session.up()), ["update"]);
      assert.equal(images.at(-1), `${repository}@${digestOf("b")}`);
      assert.equal(account.count("StartBuild"), 2);
      await session.refresh();
      assert.deepEqual(changes(await session.up()), [], "a refresh takes nothing away");
      await session.destroy();
      assert.equal(account.count("StartBuild"), 2);
    });

    test("that fails fails up with its log, and the next up builds again", async () => {
      account.buildScripts = [
        { status: "FAILED", message: "docker build: exit status 1", log: ["no such package"] },
        {},
      ];
      await assert.rejects(
        session.up(),
        /Step build-image failed[^]*exit status 1[^]*no such package[^]*aws logs tail/,
      );
      assert.deepEqual(changes(await session.up()), ["create"]);
      assert.equal(account.count("StartBuild"), 2);
    });

    test("whose up is killed is found again by the next one", async () => {
      account.buildScripts = [{ endless: true }];
      const { code, stdout } = await dynamic.killedAndRepeated(
        session,
        { class: "BuiltImage", name: "image", inputs: inputs() },
        () => account.count("BatchGetBuilds") >= 1,
        () => void (account.builds[0]!.script = {}),
      );
      assert.equal(code, 0, stdout);
      assert.match(stdout, /of an interrupted update is taken up again/);
      assert.equal(account.count("StartBuild"), 1, "and not started twice");
    });
  },
);

describe("a stack whose image AWS builds", { timeout: 20 * 60_000 }, () => {
  test("comes up without Docker, changes nothing, and rolls Airflow with another connector", () =>
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
    }));

  test("changes over from Docker and back without losing anything", () =>
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
    }));

  test("keeps Airflow as it is when the project or its build fails, and the next up goes on", () =>
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
    }));
});
