import assert from "node:assert/strict";
import { test } from "node:test";
import { stackFile } from "../../config/stack-file/stack-files";
import type { RehearsalSession } from "../../rehearsal/engine/session";
import { faultAt } from "../../rehearsal/protocol/faults";
import { type Phase, rehearse, type RehearsalOptions } from "../../rehearsal/rehearse";
import { withSession } from "./stacks";

const options: RehearsalOptions = { previewOnly: false, changes: [], destroy: false };

/** Lets the k-th change of a phase fail, or the first of a URN. */
const failing =
  (session: RehearsalSession, phaseName: string, change: number | string): Phase =>
  (name, work) => {
    if (name === phaseName) session.setFaults(faultAt(change, "fails"));
    return work();
  };

test(
  "an up that fails late still shows what each container would read, and what the stack costs",
  { timeout: 300_000 },
  async () => {
    const whole = await withSession({ stackFile: stackFile("dev") }, (session) =>
      rehearse(
        session,
        options,
        (_name, work) => work(),
        () => [],
      ),
    );
    await withSession({ stackFile: stackFile("dev") }, async (session) => {
      const service = whole.document.resources.find(({ urn }) =>
        urn.endsWith("aws:ecs/service:Service::openmetadata-dev-server"),
      );
      assert.ok(service, "the server's service, which comes after every task definition");
      const { document } = await rehearse(session, options, failing(session, "up", service.urn), () => []);
      assert.equal(document.held, false);
      assert.equal(document.up, false);
      assert.match(document.problems.join("\n"), /of \d+ resources were up\./);
      const names = (environments: typeof document.environments) =>
        Object.entries(environments)
          .map(([container, entries]) => `${container}: ${entries.map(({ name }) => name).join(" ")}`)
          .sort();
      assert.deepEqual(names(document.environments), names(whole.document.environments));
      const secrets = Object.values(document.environments).flatMap((entries) =>
        entries.filter((entry) => "secret" in entry),
      );
      assert.ok(secrets.length > 10 && secrets.every((entry) => "secret" in entry && !entry.secret.startsWith("arn:")));
      assert.equal(document.cost.total, whole.document.cost.total);
      const made = ({ resources }: typeof document) =>
        resources.filter(({ type }) => !type.startsWith("pulumi:providers:"));
      assert.deepEqual(
        made(document)
          .map(({ urn }) => urn)
          .sort(),
        made(whole.document)
          .map(({ urn }) => urn)
          .sort(),
      );
    });
  },
);

test("a change that fails still shows how the containers would differ", { timeout: 300_000 }, () =>
  withSession({ stackFile: stackFile("dev") }, async (session) => {
    const changes = [{ key: "openmetadata:server.environment.LOG_LEVEL", value: "DEBUG" }];
    const phase = failing(session, "up with the change", 1);
    const { document } = await rehearse(session, { ...options, changes }, phase, () => []);
    assert.deepEqual([document.held, document.change?.planned, document.change?.applied], [false, true, false]);
    assert.deepEqual(document.change?.settings, [{ key: "openmetadata:server.environment.LOG_LEVEL", value: "DEBUG" }]);
    const differences = document.environmentChanges.filter(({ name }) => name === "LOG_LEVEL");
    const difference = differences.find(({ container }) => container === "server");
    assert.deepEqual(difference?.after, { name: "LOG_LEVEL", value: "DEBUG" });
    assert.ok(document.environments.server?.length, "and what it reads now");
  }),
);
