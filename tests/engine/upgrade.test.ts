import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { stackFile } from "../../config/stack-file/stack-files";
import * as pulumi from "@pulumi/pulumi";
import type { Program, RehearsalSession, Run } from "../../rehearsal/engine/session";
import { recordings, restoreState } from "./recorded-state";
import { changesOf, holdsData, withSession } from "./stacks";

/** Types whose replacement changes what users or neighbours know the platform by. */
const hasIdentity =
  /aws:(ecs\/service:|ecs\/cluster:|lb\/loadBalancer:|servicediscovery\/|ec2\/vpc:|ec2\/subnet:|ec2\/securityGroup:|iam\/role:)/;

// Each file is STACK-RELEASE.json.gz, made by `npm run record-state` when a release is cut.
const recorded = readdirSync(recordings).filter((name) => name.endsWith(".json.gz"));

/** New parts of a stack: no earlier release had anything of their kind under another name. */
const isNew = (urn: string): boolean =>
  /openmetadata:aws:(FlowLogs|(Step|AirflowHousekeeping)\$openmetadata:aws:FargateTask|AirflowHousekeeping)\$aws:iam\/role:Role::/.test(
    urn,
  ) || urn.endsWith("-airflow-housekeeping-task");

/** What a plan would lose or make a second time. */
const losses = ({ changes }: Run): string[] =>
  changes
    .filter(({ op, urn }) => !(op === "create" && isNew(urn)))
    .filter(({ op, type }) => op !== "update" && (holdsData.test(type) || hasIdentity.test(type)))
    .map(({ op, urn, replaceKeys }) => `${op} ${urn} ${replaceKeys.join(", ")}`);

const renames = [
  { what: "search domain renamed", type: "aws:opensearch/domain:Domain", input: "domainName" },
  { what: "security group renamed", type: "aws:ec2/securityGroup:SecurityGroup", input: "name" },
  { what: "role renamed", type: "aws:iam/role:Role", input: "name" },
];

/** The program with another name for every resource of a type. */
const renamed =
  (program: Program, type: string, input: string): Program =>
  async () => {
    pulumi.runtime.registerStackTransformation(({ type: found, name, props, opts }) =>
      found === type ? { props: { ...props, [input]: `other-${name.slice(-22)}` }, opts } : undefined,
    );
    return program();
  };

describe("today's program on a state of an earlier release", { concurrency: 2 }, () => {
  test("has states to go by", () => assert.ok(recorded.length >= 2));

  for (const name of recorded) {
    test(`replaces and deletes nothing that lasts: ${name}`, () =>
      withSession({ stackFile: stackFile(name.split("-")[0] ?? "") }, async (session) => {
        await restoreState(session, path.join(recordings, name));
        const preview = await session.preview();
        assert.ok(preview.operations.length > 100, "the recorded stack is there");
        assert.deepEqual(losses(preview), [], "a new one beside the old is a rename without an alias");
        assert.deepEqual(changesOf(await session.up()), changesOf(preview), "up does what preview said");
        assert.deepEqual(changesOf(await session.up()), [], "a second up changes nothing");
      }));
  }

  // Its file is the state of the smallest stack with a connector, of the last program that made a docker.Image.
  test("builds by docker.RemoteImage what docker.Image built, and rolls what runs it", () =>
    withSession({ stackFile: stackFile("dev") }, async (session) => {
      await restoreState(session, path.join(recordings, "built-image", "dev-0.1.0.json.gz"));
      session.setConfig("openmetadata:airflow.connectors", ["snowflake"]);
      const preview = await session.preview();
      // What is new beside it, the states above tell.
      assert.deepEqual(
        losses(preview).filter((loss) => !loss.startsWith("create ")),
        [],
      );
      const changes = changesOf(preview).map((change) => change.replace(/-1\.13\.6-\w{12}$/, "-TAG"));
      for (const expected of [
        "create docker:index/registryImage:RegistryImage::openmetadata-dev-ingestion-TAG",
        "create docker:index/remoteImage:RemoteImage::openmetadata-dev-ingestion",
        "delete docker:index/image:Image::openmetadata-dev-ingestion",
        "replace aws:ecs/taskDefinition:TaskDefinition::openmetadata-dev-airflow",
        "update aws:ecs/service:Service::openmetadata-dev-airflow",
      ])
        assert.ok(changes.includes(expected), `${expected} in ${changes.join("\n")}`);
      assert.deepEqual(changesOf(await session.up()), changesOf(preview), "up does what preview said");
      assert.deepEqual(changesOf(await session.up()), [], "a second up changes nothing");
    }));

  /** What a preview of the smallest stack would lose, after a change. */
  const lossesAfter = (change: (session: RehearsalSession) => void): Promise<string> =>
    withSession({ stackFile: stackFile("dev") }, async (session) => {
      await restoreState(session, path.join(recordings, recorded.find((name) => name.startsWith("dev-")) ?? ""));
      change(session);
      return losses(await session.preview()).join("\n");
    });

  test("would tell: another database engine", async () =>
    assert.match(
      await lossesAfter((session) => session.setConfig("openmetadata:database.engine", "mysql")),
      /aws:rds\/instance:Instance/,
    ));

  for (const { what, type, input } of renames) {
    test(`would tell: ${what}`, async () => {
      const lost = await lossesAfter((session) => session.setProgram(renamed(session.program, type, input)));
      assert.match(lost, new RegExp(`replace \\S+${type}::\\S+ ${input}`));
    });
  }
});
