import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { RehearsalSession, Run } from "../../rehearsal/engine/session";
import { type EmulatedAccount, missingParts, startAccount } from "./emulator";
import { comparedPlans } from "./plans";
import { namedStack, startStack } from "./stacks";

interface Change {
  readonly name: string;
  readonly apply: (session: RehearsalSession) => void;
  /** Something that the plan must hold, as `operation type`; a change that changes nothing proves nothing. */
  readonly expected: string;
  /** Takes it back after its preview: the emulator cannot carry it out. */
  readonly undo?: (session: RehearsalSession) => void;
}

/** In this order, each on what the one before left. The growth comes last: it protects the data. */
const changes: readonly Change[] = [
  {
    name: "another image tag",
    apply: (session) => session.setConfig("openmetadata:version", "1.13.7"),
    expected: "replace aws:ecs/taskDefinition:TaskDefinition",
  },
  {
    name: "another secret value",
    apply: (session) => session.setConfig("openmetadata:secrets.airflow.password", "Kestrel-Emulator-2", true),
    expected: "update aws:ecs/service:Service",
  },
  {
    name: "another database class",
    apply: (session) => session.setConfig("openmetadata:database.instanceClass", "db.t4g.medium"),
    expected: "update aws:rds/instance:Instance",
  },
  {
    name: "connectors, and so an image of the stack's own",
    apply: (session) => {
      // The simulated docker provider builds nothing; that an engine is named is all the program asks.
      session.setConfig("docker:host", "unix:///var/run/docker.sock");
      session.setConfig("openmetadata:airflow.connectors", ["snowflake"]);
    },
    expected: "create aws:ecr/repository:Repository",
  },
  {
    name: "the same image built by the account",
    apply: (session) => session.setConfig("openmetadata:images.build", "codebuild"),
    expected: "create aws:codebuild/project:Project",
    // The emulator asks every project for a source's location, which one without a source has not.
    undo: (session) => session.setConfig("openmetadata:images.build", "docker"),
  },
  {
    name: "other tags",
    apply: (session) => session.setConfig("openmetadata:tags.team", "data-platform"),
    expected: "update aws:ec2/vpc:Vpc",
  },
  {
    name: "a longer life for logs",
    apply: (session) => session.setConfig("openmetadata:server.logRetentionDays", 30),
    expected: "update aws:cloudwatch/logGroup:LogGroup",
  },
  {
    name: "the size medium",
    apply: (session) => {
      session.removeConfig("openmetadata:database.instanceClass");
      session.setConfig("openmetadata:size", "medium");
    },
    expected: "create aws:cloudwatch/metricAlarm:MetricAlarm",
  },
];

const operations = (run: Run) => run.changes.map(({ op, type }) => `${op} ${type}`);

describe(
  "a plan of the rehearsal is the plan of the real AWS provider",
  {
    skip: missingParts() ?? false,
    timeout: 10 * 60_000,
  },
  () => {
    let emulated: EmulatedAccount;
    let real: RehearsalSession;
    let rehearsed: RehearsalSession;

    before(async () => {
      emulated = await startAccount();
      [real, rehearsed] = await Promise.all([
        startStack(namedStack("dev"), emulated),
        startStack(namedStack("dev"), { endpoint: emulated.endpoint, access: {} }),
      ]);
    });
    after(async () => {
      await Promise.all([real?.dispose(), rehearsed?.dispose()]);
      await emulated?.stop();
    });

    const both = <Result>(act: (session: RehearsalSession) => Promise<Result>) =>
      Promise.all([act(rehearsed), act(real)]);

    test("for a new stack", async () => {
      const [predicted, planned] = await both((session) => session.preview());
      assert.deepEqual(comparedPlans(predicted, planned), []);
      const [, made] = await both((session) => session.up());
      assert.deepEqual(comparedPlans(predicted, made), []);
    });

    for (const change of changes)
      test(`for ${change.name}`, async (context) => {
        await both(async (session) => change.apply(session));
        const [predicted, planned] = await both((session) => session.preview());
        context.diagnostic(`${change.name}: ${planned.changes.length} steps`);
        assert.ok(operations(planned).includes(change.expected), operations(planned).join("\n"));
        assert.deepEqual(comparedPlans(predicted, planned), [], "preview");
        if (change.undo) return void (await both(async (session) => change.undo!(session)));
        const [, made] = await both((session) => session.up());
        assert.deepEqual(comparedPlans(predicted, made, { compareInputs: false }), [], "up");
      });
  },
);
