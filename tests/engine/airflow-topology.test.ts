import assert from "node:assert/strict";
import { test } from "node:test";
import { stackFile } from "../../config/stack-file/stack-files";
import type { RehearsalSession } from "../../rehearsal/engine/session";
import { changesOf, holdsData, resourceChanges, withSession } from "./stacks";

const brief = (line: string) => line.replace(/openmetadata-dev-?/, "");

/** Changes a key, and gives what that plans, once it is done and leaves nothing to do. */
async function changed(session: RehearsalSession, key: string, value: string): Promise<string[]> {
  session.setConfig(key, value);
  const preview = await session.preview();
  assert.deepEqual(changesOf(await session.up()), changesOf(preview), "up does what preview said");
  assert.deepEqual(changesOf(await session.up()), [], "an unchanged up does nothing");
  return resourceChanges(preview).map(brief);
}

const services = (session: RehearsalSession): string[] =>
  session
    .state()
    .resources.filter(({ type }) => type === "aws:ecs/service:Service")
    .map(({ urn }) => brief(urn.split("::").at(-1) ?? ""))
    .sort();

const serviceNamed = (session: RehearsalSession, name: string) =>
  session
    .state()
    .resources.find(({ type, urn }) => type === "aws:ecs/service:Service" && brief(urn).endsWith(`::${name}`));

interface Statement {
  readonly Action: string | string[];
  readonly Resource: string | string[];
}

const policyOf = (session: RehearsalSession, name: string): Statement[] =>
  session
    .state()
    .resources.filter(({ type, urn }) => type === "aws:iam/rolePolicy:RolePolicy" && brief(urn).endsWith(`::${name}`))
    .flatMap(({ inputs = {} }) => (JSON.parse(String(inputs.policy)) as { Statement: Statement[] }).Statement);

test("Airflow is split and joined again, and what holds data, its address and its login stay", () =>
  withSession({ stackFile: stackFile("dev") }, async (session) => {
    await session.up();
    const before = services(session);

    const split = await changed(session, "openmetadata:airflow.topology", "split");
    assert.deepEqual(services(session), [...before, "airflow-dag-processor", "airflow-scheduler"].sort());
    assert.ok(split.includes("update aws:ecs/service:Service::airflow"), split.join("\n"));
    assert.deepEqual(
      split.filter((line) => /^(delete|replace)/.test(line)),
      [
        "delete aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule::airflow-to-airflow-8080",
        "delete aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::airflow-from-airflow-8080",
        "replace aws:ecs/taskDefinition:TaskDefinition::airflow",
      ],
    );

    const percents = ["deploymentMinimumHealthyPercent", "deploymentMaximumPercent"];
    const bounds = (name: string) =>
      percents.map((percent) => serviceNamed(session, name)?.inputs?.[percent] as number | undefined);
    assert.deepEqual(bounds("airflow"), [100, 200], "the API server rolls");
    for (const name of ["airflow-scheduler", "airflow-dag-processor"]) assert.deepEqual(bounds(name), [0, 100], name);

    const joined = await changed(session, "openmetadata:airflow.topology", "single");
    assert.deepEqual(services(session), before);
    assert.deepEqual(bounds("airflow"), [0, 100], "a scheduler is in it again");
    for (const line of [...split, ...joined]) if (/^(delete|replace)/.test(line)) assert.doesNotMatch(line, holdsData);
  }));

test("runs become tasks of their own and processes again, and nothing that holds data is replaced", () =>
  withSession({ stackFile: stackFile("dev") }, async (session) => {
    session.setConfig("openmetadata:airflow.topology", "split");
    await session.up();
    const ecs = await changed(session, "openmetadata:airflow.executor", "ecs");
    for (const made of [
      "create aws:ecr/repository:Repository::ingestion",
      "create aws:ecs/taskDefinition:TaskDefinition::airflow-worker",
      "create aws:iam/role:Role::airflow-scheduler-task",
      "create aws:iam/role:Role::airflow-worker-task",
      "update aws:ecs/service:Service::airflow-scheduler",
    ])
      assert.ok(ecs.includes(made), `${made}\n${ecs.join("\n")}`);
    const statements = policyOf(session, "airflow-scheduler-task");
    const run = statements.find(({ Action }) => Action === "ecs:RunTask");
    assert.match(String(run?.Resource), /:task-definition\/openmetadata-dev-airflow-worker:\d+$/);
    assert.ok(!policyOf(session, "airflow-worker-task").some(({ Action }) => JSON.stringify(Action).includes("ecs:")));
    const local = await changed(session, "openmetadata:airflow.executor", "local");
    for (const line of [...ecs, ...local]) if (/^(delete|replace)/.test(line)) assert.doesNotMatch(line, holdsData);
  }));
