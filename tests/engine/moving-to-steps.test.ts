import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { stackFile } from "../../config/stack-file/stack-files";
import type { RehearsalSession } from "../../rehearsal/engine/session";
import { faultAt, FaultPlan } from "../../rehearsal/protocol/faults";
import { recordings, restoreState } from "./recorded-state";
import { withSession } from "./stacks";

const policyType = "aws:iam/rolePolicy:RolePolicy";

/** Roles of the account that may read the password of the database's administrator, by the names of their policies. */
function readersOfMaster(session: RehearsalSession): string[] {
  const master = session.cloud
    .all("aws:secretsmanager/secret:Secret")
    .find(({ urn }) => urn.endsWith("-database-master"));
  assert.ok(master, "the administrator's secret is there");
  return session.cloud
    .all(policyType)
    .filter(({ inputs }) => String(inputs.policy).includes(String(master.outputs.arn)))
    .map(({ urn }) =>
      urn
        .split("::")
        .at(-1)!
        .replace(/-[0-9a-f]{6}$/, ""),
    )
    .sort();
}

const [before, after] = [
  ["openmetadata-dev-airflow-execution", "openmetadata-dev-server-execution"],
  ["openmetadata-dev-airflow-database-execution", "openmetadata-dev-database-execution"],
];

for (const service of ["server", "airflow"])
  test(`a stack of the first release, whose first up fails at ${service}: roles lose the administrator's password only once all have moved`, () =>
    withSession({ stackFile: stackFile("dev") }, async (session) => {
      await restoreState(session, path.join(recordings, "dev-0.1.0.json.gz"));
      assert.deepEqual(readersOfMaster(session), before);
      const { urn } = session
        .state()
        .resources.find((one) => one.urn.endsWith(`aws:ecs/service:Service::openmetadata-dev-${service}`))!;
      session.setFaults(faultAt(urn, "fails"));
      await assert.rejects(session.up(), /InternalError/);
      assert.deepEqual(readersOfMaster(session), [...before, ...after].sort(), "a lost task of before can start");
      session.setFaults(new FaultPlan());
      await session.up();
      assert.deepEqual(readersOfMaster(session), after);
      assert.deepEqual((await session.up()).changes, []);
    }));

test("a secret that a service needs no more is readable until it has moved, and one that it needs now before", () =>
  withSession({ stackFile: stackFile("dev") }, async (session) => {
    await session.up();
    const policies = () =>
      session.cloud
        .all(policyType)
        .map(({ urn }) => urn.split("::").at(-1)!)
        .filter((name) => name.startsWith("openmetadata-dev-server-execution-"));
    const [first, ...others] = policies();
    assert.ok(first && others.length === 0);
    session.setConfig("openmetadata:secrets.serverEnvironment.SMTP_SERVER_PWD", "a-password-of-mail");
    const service = session.state().resources.find(({ urn }) => /ecs\/service:Service::\S+-server$/.test(urn))!.urn;
    session.setFaults(faultAt(service, "fails"));
    await assert.rejects(session.up(), /InternalError/);
    assert.equal(policies().length, 2);
    session.setFaults(new FaultPlan());
    await session.up();
    assert.equal(policies().length, 1);
    assert.notEqual(policies()[0], first);
  }));
