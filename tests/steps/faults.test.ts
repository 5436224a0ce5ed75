import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { buildInputs, CodeBuildStandIn } from "./codebuild-stand-in";
import { cluster, EcsStandIn, type Fault } from "./ecs-stand-in";
import { ServicesStandIn } from "./services-stand-in";
import { failing, inputs as stepInputs, type Provider, TestedStep } from "./tested-step";

const inputs = { ...stepInputs, timeLimitMinutes: 3 };
const server = "stack-server-1a2b3c4";
const migration = {
  ...{ ...inputs, step: "migrate", triggers: { release: "1.13.6" }, ifItFails: "Nothing of the new release runs yet." },
  before: {
    ...{ services: ["stack-server"], container: "server", image: "server:1.13.6", withoutSnapshot: "" },
    snapshot: { instance: "stack-db", prefix: "stack-before-", keep: 2, tags: {} },
  },
};
const serving = {
  ...{ kind: "services", step: "server-runs", cluster, triggers: migration.triggers, runsAtCreate: true },
  ...{ timeLimitMinutes: 10, ifItFails: "The database is migrated and whole.", logCommand: "aws logs tail /server" },
  services: [{ service: server, count: 2, scaled: true }],
};

/** What an `up` asks of AWS, and what must be true once one has ended well. */
interface Case<Account extends EcsStandIn = EcsStandIn> {
  readonly what: string;
  readonly actions: readonly string[];
  readonly account: () => Account;
  readonly up: (provider: Provider) => Promise<unknown>;
  readonly whole: (account: Account) => void;
}

const task: Case = {
  what: "a task",
  actions: ["ListTasks", "RunTask", "DescribeTaskDefinition", "DescribeTasks", "GetLogEvents"],
  account: () => Object.assign(new EcsStandIn(), { scripts: [{ logs: { reindex: ["done"] } }] }),
  up: (provider) => provider.create(inputs),
  whole: ({ overlaps }) => assert.equal(overlaps, 0, "no second one beside the first"),
};

const upgrade: Case<ServicesStandIn> = {
  what: "an upgrade",
  actions: [
    ...["ListServices", "DescribeServices", "DescribeTaskDefinition", "UpdateService", "ListTasks", "DescribeTasks"],
    ...["DescribeScalableTargets", "RegisterScalableTarget", "RunTask"],
    ...["DescribeDBSnapshots", "CreateDBSnapshot", "DeleteDBSnapshot"],
  ],
  account: () => {
    const account = new ServicesStandIn();
    account.service(server, "server:1.13.5", 2);
    account.scaled.add(server);
    account.snapshots = ["aaaaaaaaaaaa", "bbbbbbbbbbbb"].map((digest, at) => ({
      ...{ id: `stack-before-1-13-4-${digest}`, instance: "stack-db", status: "available", at },
    }));
    return account;
  },
  up: async (provider) => {
    await provider.create(migration);
    await provider.create(serving);
  },
  whole: (account) => {
    const { desiredCount, runningCount, suspended } = account.services.get(server)!;
    assert.deepEqual([desiredCount, runningCount, suspended], [2, 2, false], "the service is at its count, and scaled");
    assert.equal(account.overlaps, 0, "no second migration beside the first");
    assert.equal(account.snapshots.length, 2, "one snapshot was taken, and the oldest deleted");
    assert.ok(account.done.filter((one) => one.startsWith("migrate")).every((one) => one === "migrate beside 0"));
  },
};

const build: Case<CodeBuildStandIn> = {
  what: "a build",
  actions: ["ListBuildsForProject", "StartBuild", "BatchGetBuilds", "GetLogEvents"],
  account: () => new CodeBuildStandIn(),
  up: (provider) => provider.create(buildInputs),
  whole: ({ builds }) => assert.equal(builds.length, 1, "built once"),
};

/** What the error says of each fault: AWS's word, and what to do. */
const faults: Readonly<Record<Fault, (action: string) => RegExp>> = {
  throttled: () => /ThrottlingException: Rate exceeded[^]*wait some minutes/,
  denied: (action) =>
    new RegExp(`AccessDenied[^]*Allow the identity that runs pulumi up to call [a-z-]+:${action}, then`),
  silent: () => /ETIMEDOUT: no answer[^]*network and the proxy/,
  torn: () => /ECONNRESET[^]*network and the proxy/,
};

/** Two attempts a call, so that a fault that lasts does not last for minutes. */
async function started<Account extends EcsStandIn>({ account: make }: Case<Account>, fault: Fault) {
  const account = make();
  await account.start();
  const tested = new TestedStep(account);
  tested.meanwhile = () => (account instanceof ServicesStandIn ? account.settle() : undefined);
  if (account instanceof CodeBuildStandIn) account.clock = () => Date.now() + tested.clock;
  const services = ["ecs", "logs", "rds", "codebuild", "applicationautoscaling"];
  const endpoints = JSON.stringify([Object.fromEntries(services.map((service) => [service, account.endpoint]))]);
  const settings = { "aws:maxRetries": "1", "aws:endpoints": endpoints };
  const provider = () => {
    tested.clock = 0;
    return tested.provider(settings, fault === "silent" ? 500 : undefined);
  };
  return { account, provider };
}

function matrix<Account extends EcsStandIn>(tried: Case<Account>): void {
  describe(`calls of ${tried.what}`, { concurrency: 4 }, () => {
    for (const action of tried.actions)
      for (const [fault, says] of Object.entries(faults) as [Fault, (action: string) => RegExp][])
        test(`${action} ${fault}`, async () => {
          const { account, provider } = await started(tried, fault);
          try {
            account.faults.set(action, { fault, times: Number.POSITIVE_INFINITY });
            // A log is only shown: nothing depends on it.
            if (action === "GetLogEvents") await tried.up(await provider());
            else {
              const text = await failing(tried.up(await provider()));
              assert.match(text, new RegExp(`^Step [a-z-]+ stopped at a call of [A-Z][\\w ]+, ${action}: `), text);
              assert.match(text, says(action), text);
              assert.match(text, /then run the step again, which goes on where it was: pulumi up/, text);
              account.faults.clear();
              await tried.up(await provider());
            }
            tried.whole(account);
          } finally {
            account.stop();
          }
        });
    for (const fault of ["throttled", "silent", "torn"] as const)
      test(`each of them ${fault} once: nobody notices`, async () => {
        const { account, provider } = await started(tried, fault);
        try {
          for (const action of tried.actions) account.faults.set(action, { fault, times: 1 });
          await tried.up(await provider());
          assert.ok(
            [...account.faults.values()].every(({ times }) => times === 0),
            "each was met",
          );
          tried.whole(account);
        } finally {
          account.stop();
        }
      });
  });
}

matrix(task);
matrix(upgrade);
matrix(build);
