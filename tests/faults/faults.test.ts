import assert from "node:assert/strict";
import { test } from "node:test";
import { FaultAt, faultAt, faultKinds, interruptAt } from "../../rehearsal/providers/faults";
import { blockState, upUnder, type Aftermath } from "./stack-under-test";

/** What may go wrong with one change: the ways of faultKinds, a killed engine, a state file that cannot be written. */
const ways = [...faultKinds, "killed-before", "killed-after", "state-write-fails"] as const;
type Way = (typeof ways)[number];

async function aftermathOf(way: Way, at: number): Promise<Aftermath> {
  if (way === "killed-before" || way === "killed-after") {
    let kill = () => {};
    const faults = interruptAt(at, way === "killed-before" ? "before" : "after", () => kill());
    return upUnder(() => ({ faults, onStart: (killer) => (kill = killer) }));
  }
  if (way === "state-write-fails") {
    return upUnder((session) => {
      let unblock = () => {};
      const faults = interruptAt(at, "before", () => {
        unblock = blockState(session);
        setTimeout(() => unblock(), 150);
      });
      return { faults };
    });
  }
  return upUnder(() => ({ faults: faultAt(at, way) }));
}

/** Ways after which something may be in the account that the state does not know. */
const mayStray = new Set<Way>(["answer-dropped", "killed-before", "killed-after", "state-write-fails"]);

function judge(way: Way, at: number, { failed, strays, lost, pending }: Aftermath): void {
  assert.deepEqual(lost, [], `${way} at ${at}: in the state and not in the account`);
  if (way === "answer-lost") assert.equal(failed, false);
  if (way === "fails" || way === "times-out") assert.equal(failed, true);
  if (!mayStray.has(way)) assert.deepEqual(strays, [], `${way} at ${at}: doubled`);
  // A stray is a creation whose answer the engine never saw; after a kill the state names every one of them.
  if (way.startsWith("killed"))
    for (const { urn } of strays)
      assert.ok(pending.includes(urn), `${way} at ${at}: ${urn} is doubled and the state does not say so`);
}

async function changesOfAnUpdate(): Promise<number> {
  const counter = new FaultAt(0, async (work) => work());
  await upUnder(() => ({ faults: counter }));
  return counter.count;
}

/** Numbers from 0 to 1, the same for each seed (mulberry32). */
function* seeded(seed: number): Generator<number> {
  for (;;) {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    yield ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
}

const everything = process.env.FAULTS === "all";
const seed = Number(process.env.FAULTS_SEED ?? 20_261_122);

test(`after a fault the next update finishes, with nothing lost and nothing doubled unseen (${everything ? "all" : `seed ${seed}`})`, async (t) => {
  const total = everything ? await changesOfAnUpdate() : 100;
  const random = seeded(seed);
  const points = everything
    ? ways.flatMap((way) => Array.from({ length: total }, (_, index) => [way, index + 1] as const))
    : ways.map((way) => [way, 1 + Math.floor(random.next().value! * total)] as const);
  const summary: Record<string, number> = {};
  for (const [way, at] of points) {
    await t.test(`${way} at change ${at}`, async () => {
      const aftermath = await aftermathOf(way, at);
      judge(way, at, aftermath);
      summary[`${way} strays`] = (summary[`${way} strays`] ?? 0) + aftermath.strays.length;
    });
  }
  t.diagnostic(JSON.stringify({ points: points.length, ...summary }));
});
