import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { after, before, describe, test, type TestContext } from "node:test";
import type { RehearsalSession } from "../../rehearsal/engine/session";
import { Account } from "./account";
import { missingParts, type ProviderAccess, startMoto, startProvider } from "./emulator";
import { type Fault, type FaultProxy, faults, startFaultProxy } from "./fault-proxy";
import { inventoryDifferences, inventoryOf, inventoryOfState } from "./inventory";
import { namedStack, startStack } from "./stacks";

/** `EMULATOR_FAULTS=all`: ten points of the run for each kind of fault. By default three. */
const everyPoint = process.env.EMULATOR_FAULTS === "all";
const seed = Number(process.env.EMULATOR_SEED ?? 7);
const minutes = 60_000;
/** How often the provider tries a call. A lasting fault outlasts that twice. */
const attempts = 3;

/**
 * The provider makes a namespace, then asks how that operation fares, and writes the namespace down only then. When it
 * cannot ask, the namespace is in the account and not in the state, and its name is taken.
 */
const namespaceType = "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace";

/** Fractions of a run, one in each of `count` equal parts of it, the same for the same seed. */
const spread = (count: number, salt: number): number[] => {
  let state = (seed * 7919 + salt * 104729) >>> 0;
  return Array.from({ length: count }, (_, part) => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return (part + state / 2 ** 32) / count;
  });
};

// Which call a point meets depends on the order in which the engine's parallel steps make theirs.
const leftOut = process.env.EMULATOR_FAULTS === "none" ? "EMULATOR_FAULTS is none" : undefined;

describe("faults of the AWS API", { skip: leftOut ?? missingParts() ?? false, timeout: 45 * minutes }, () => {
  let moto: Awaited<ReturnType<typeof startMoto>>;
  let proxy: FaultProxy;
  let provider: { access: ProviderAccess; stop(): Promise<void> };
  let session: RehearsalSession;
  /** Calls of an undisturbed run. */
  const undisturbed = { up: 0, destroy: 0 };

  before(async () => {
    moto = await startMoto();
    proxy = await startFaultProxy(moto.endpoint);
    provider = await startProvider(proxy.endpoint);
    session = await startStack(namedStack("dev"), { endpoint: moto.endpoint, access: provider.access });
    // By default the provider tries 25 times, and waits up to five minutes between two attempts.
    session.setConfig("aws:maxRetries", attempts);
  });
  after(async () => {
    await session?.dispose();
    await provider?.stop();
    await proxy?.stop();
    await moto?.stop();
  });

  const differences = async () =>
    inventoryDifferences(await inventoryOf(moto.endpoint), inventoryOfState(session.state()));

  /** The account holds what the state says, each once, and the next run has nothing to do. */
  const expectWhole = async () => {
    assert.deepEqual(await differences(), [], "orphans (+) and losses (-)");
    assert.deepEqual((await session.preview()).changes, []);
  };

  /** Destroys the stack; nothing that it made is left. */
  const destroyAll = async () => {
    proxy.plan(undefined);
    await session.destroy();
    undisturbed.destroy ||= proxy.calls();
    assert.deepEqual(await differences(), [], "left after destroy (+)");
  };

  /** A run in which the call at a fraction of it fails for good; whether it came to that call. */
  const failingRun = async (context: TestContext, kind: "up" | "destroy", fault: Fault, fraction: number) => {
    const at = Math.max(1, Math.round(undisturbed[kind] * fraction));
    proxy.plan({ kind: "lasting", fault, at, times: 2 * attempts });
    const outcome = await session[kind]().then(
      () => "and the run finished all the same",
      () => "and the run failed",
    );
    const injected = proxy.injected();
    proxy.plan(undefined);
    context.diagnostic(`${fault} at call ${at} of ${kind}: ${injected[0]} (${injected.length} times) ${outcome}`);
    return injected.length > 0;
  };

  test("makes as many calls as it takes when nothing fails", async (context) => {
    proxy.plan(undefined);
    await session.up();
    undisturbed.up = proxy.calls();
    await expectWhole();
    await destroyAll();
    context.diagnostic(`${undisturbed.up} calls to come up, ${undisturbed.destroy} to go away`);
  });

  test("takes no notice of a fault that passes, now and then in the whole run", async (context) => {
    proxy.plan({ kind: "passing", every: 17 });
    await session.up();
    context.diagnostic(`${proxy.injected().length} faults in ${proxy.calls()} calls`);
    assert.ok(proxy.injected().length > 10);
    await expectWhole();
    proxy.plan({ kind: "passing", every: 23 });
    await session.destroy();
    assert.deepEqual(await differences(), [], "left after destroy (+)");
  });

  /** The next run after a failure finishes; where the provider itself cannot, what it needs is done, and told. */
  const finish = async (context: TestContext) => {
    const refused = await session.up().then(
      () => undefined,
      (error: Error) => error,
    );
    if (!refused) return;
    if (/route target attribute not specified/.test(refused.message)) {
      // The route is there, but its target was never read back into the state: an update of it then names none.
      context.diagnostic("the provider wrote a route down by half; pulumi refresh, then pulumi up");
      await session.refresh();
      return void (await session.up());
    }
    if (!/ConflictingDomainExists/.test(refused.message)) throw refused;
    context.diagnostic("the provider forgot a namespace whose creation it could not watch; deleted by hand");
    for (const id of (await inventoryOf(moto.endpoint)).get(namespaceType) ?? [])
      await new Account(moto.endpoint).deleteNamespace(id);
    await session.up();
  };

  /** A resource that was made and not set up counts as there: what it misses is the run's after the next. */
  const settle = async (context: TestContext) => {
    const { changes } = await session.preview();
    if (changes.length === 0) return;
    context.diagnostic(`written down by half, set right by one more up: ${changes.map(({ urn }) => urn).join(", ")}`);
    await session.up();
  };

  for (const [index, fault] of faults.entries())
    test(`comes up after a lasting fault (${fault})`, async (context) => {
      const points = spread(everyPoint ? 10 : 3, index);
      let met = 0;
      for (const point of points) {
        met += Number(await failingRun(context, "up", fault, point));
        await finish(context);
        await settle(context);
        await expectWhole();
        if (point === points.at(-1)) met += Number(await failingRun(context, "destroy", fault, point / 2));
        await destroyAll();
      }
      assert.equal(met, points.length + 1, "each fault was met");
    });

  /** Ends the engine in the middle of an `up`. */
  const interruptedUp = async (signal: "SIGINT" | "SIGKILL", fraction: number) => {
    proxy.plan(undefined);
    let engine: ChildProcess | undefined;
    const watch = setInterval(() => {
      if (engine && proxy.calls() >= undisturbed.up * fraction) {
        engine.kill(signal);
        engine = undefined;
      }
    }, 20);
    try {
      await assert.rejects(session.up({ onStart: (process) => (engine = process) }));
    } finally {
      clearInterval(watch);
    }
  };

  /** An interrupted run starts from nothing, even if the test before left something. */
  const startAfresh = async () => {
    if (session.state().resources.length === 0) return;
    await session.refresh();
    await destroyAll();
  };

  test("goes on after Ctrl-C", async () => {
    await startAfresh();
    await interruptedUp("SIGINT", 0.4);
    assert.deepEqual(await differences(), [], "what was begun was finished and written down");
    await session.up();
    await expectWhole();
    await destroyAll();
  });

  test("goes on after the engine was killed", async (context) => {
    await startAfresh();
    await interruptedUp("SIGKILL", 0.5);
    const { pending_operations: pending = [] } = session.state();
    const begun = pending.flatMap(({ resource: { type } }) =>
      // AWS makes each group with a rule that lets everything out; the provider takes it away at the end of the creation.
      type === "aws:ec2/securityGroup:SecurityGroup"
        ? [type, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"]
        : [type],
    );
    context.diagnostic(`killed while making ${begun.join(", ") || "nothing"}`);
    await session.pulumi(["cancel", "--yes", "--stack", session.stackName]);
    await session.up();
    const left = await differences();
    assert.deepEqual(
      left.filter((line) => line.startsWith("-")),
      [],
      "nothing is lost",
    );
    // The engine names what it had begun: only those can be in the account without being in the state.
    assert.deepEqual(
      left.filter((line) => !begun.some((type) => line.startsWith(`+ ${type} `))),
      [],
      "an orphan that the engine did not announce",
    );
    assert.deepEqual((await session.preview()).changes, []);
    context.diagnostic(`announced and left behind: ${left.join(", ") || "nothing"}`);
  });
});
