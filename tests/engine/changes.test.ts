import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { stackFile } from "../../config/stack-file/stack-files";
import { RehearsalSession } from "../../rehearsal/engine/session";
import { changesOf, holdsData, resourceChanges, withSession } from "./stacks";

/** A change of config and exactly the resources that it updates or replaces. */
interface ExpectedChange {
  readonly title: string;
  readonly change: (session: RehearsalSession) => void;
  /** Resources of the plan: operation, type and name, the stack's name left out of both. */
  readonly expected: readonly string[];
}

const changes: readonly ExpectedChange[] = [
  {
    title: "image tag",
    change: (session) => session.setConfig("openmetadata:version", "1.13.7"),
    expected: [
      "replace aws:ecs/taskDefinition:TaskDefinition::airflow",
      "replace aws:ecs/taskDefinition:TaskDefinition::airflow-admin",
      "replace aws:ecs/taskDefinition:TaskDefinition::airflow-housekeeping",
      "replace aws:ecs/taskDefinition:TaskDefinition::airflow-migrate",
      "replace aws:ecs/taskDefinition:TaskDefinition::migrate",
      "replace aws:ecs/taskDefinition:TaskDefinition::redeploy-pipelines",
      "replace aws:ecs/taskDefinition:TaskDefinition::reindex",
      "replace aws:ecs/taskDefinition:TaskDefinition::security",
      "replace aws:ecs/taskDefinition:TaskDefinition::server",
      "update aws:ecs/service:Service::airflow",
      "update aws:ecs/service:Service::server",
      "update aws:iam/rolePolicy:RolePolicy::airflow-housekeeping-start",
      "update aws:scheduler/schedule:Schedule::airflow-housekeeping",
      "update pulumi-nodejs:dynamic/openmetadata:RunningServices::airflow-runs",
      "update pulumi-nodejs:dynamic/openmetadata:RunningServices::server-runs",
      "update pulumi-nodejs:dynamic/openmetadata:Step::airflow-admin",
      "update pulumi-nodejs:dynamic/openmetadata:Step::airflow-migrate",
      "update pulumi-nodejs:dynamic/openmetadata:Step::migrate",
      "update pulumi-nodejs:dynamic/openmetadata:Step::redeploy-pipelines",
      "update pulumi-nodejs:dynamic/openmetadata:Step::reindex",
      "update pulumi-nodejs:dynamic/openmetadata:Step::security",
    ],
  },
  {
    title: "secret value",
    change: (session) => session.setConfig("openmetadata:secrets.airflow.password", "Starling-42-new", true),
    expected: [
      "replace aws:secretsmanager/secretVersion:SecretVersion::airflow-password",
      "update aws:ecs/service:Service::airflow",
      "update aws:ecs/service:Service::server",
      "update pulumi-nodejs:dynamic/openmetadata:Step::airflow-admin",
    ],
  },
  {
    title: "database class",
    change: (session) => session.setConfig("openmetadata:database.instanceClass", "db.t4g.medium"),
    expected: ["update aws:rds/instance:Instance::database"],
  },
];

const brief = (line: string) => line.replace(/openmetadata-(dev|prod)-?/, "");

describe("a change of config shows exactly what it touches", () => {
  let session: RehearsalSession;
  before(async () => {
    session = await RehearsalSession.start({ stackFile: stackFile("dev") });
    session.setConfig("openmetadata:secrets.airflow.password", "Starling-41-old", true);
    await session.up();
  });
  after(() => session.dispose());

  // One after the other on one stack: what a change left undone would show in the preview of the next.
  for (const { title, change, expected } of changes) {
    test(title, async () => {
      change(session);
      const preview = await session.preview();
      assert.deepEqual(resourceChanges(preview).map(brief), [...expected].sort());
      const up = await session.up();
      assert.deepEqual(changesOf(up), changesOf(preview), "up does what preview said");
    });
  }

  test("and nothing is left to do after them", async () => {
    assert.deepEqual(changesOf(await session.up()), []);
  });

  test("size and domain replace nothing that holds data", () =>
    withSession({ stackFile: stackFile("dev") }, async (session) => {
      await session.up();
      session.setConfig("openmetadata:size", "medium");
      session.setConfig("openmetadata:domain", {
        certificate: "create",
        name: "metadata.example.com",
        zoneId: "Z0123456789ABCDEFGHIJ",
      });
      const preview = await session.preview();
      const replaced = preview.changes.filter(({ op }) => /replace|delete/.test(op));
      assert.deepEqual(
        replaced.filter(({ type }) => holdsData.test(type)).map(({ urn }) => urn),
        [],
      );
      const touched = resourceChanges(preview).join("\n");
      assert.match(touched, /update aws:rds\/instance:Instance::/);
      assert.match(touched, /create aws:acm\/certificate:Certificate::/);
      const up = await session.up();
      assert.deepEqual(changesOf(up), changesOf(preview));
      assert.equal(up.outputs.url, "https://metadata.example.com");
    }));

  test("a zone less takes its subnets out of everything that names them", () =>
    withSession({ stackFile: stackFile("prod") }, async (session) => {
      await session.up();
      session.setConfig("openmetadata:network.zones", 2);
      session.setConfig("openmetadata:search.nodes", 2);
      const preview = await session.preview();
      const updates = preview.operations
        .filter(({ op }) => op === "update")
        .map(({ urn, detailedDiff }) => `${urn.split("::").pop()}: ${Object.keys(detailedDiff).sort().join(", ")}`);
      assert.deepEqual(updates.map(brief).sort(), [
        ": clusterConfig.instanceCount, clusterConfig.zoneAwarenessConfig.availabilityZoneCount, vpcOptions.subnetIds[2]",
        ": subnets[2]",
        "airflow-admin: networkConfiguration.subnets[2]",
        "airflow-database: networkConfiguration.subnets[2]",
        "airflow-housekeeping: target.ecsParameters.networkConfiguration.subnets[2]",
        "airflow-migrate: networkConfiguration.subnets[2]",
        "airflow: networkConfiguration.subnets[2]",
        "database: networkConfiguration.subnets[2]",
        "database: subnetIds[2]",
        "migrate: networkConfiguration.subnets[2]",
        "redeploy-pipelines: networkConfiguration.subnets[2]",
        "reindex: networkConfiguration.subnets[2]",
        // The alarm on lost nodes counts the nodes that there are.
        "search-nodes: threshold",
        "search-settings: networkConfiguration.subnets[2]",
        "security: networkConfiguration.subnets[2]",
        "server: networkConfiguration.subnets[2]",
        "vpc-endpoints-s3: routeTableIds[2]",
      ]);
      const others = resourceChanges(preview).filter((line) => !line.startsWith("update "));
      assert.deepEqual(
        others.filter((line) => !/^delete aws:(ec2|efs\/mountTarget)\S*::\S*-3$/.test(line)),
        [],
        "nothing but the zone's own parts goes, and nothing is replaced",
      );
      assert.equal(others.length, 9);
    }));
});
