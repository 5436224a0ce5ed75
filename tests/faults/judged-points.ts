import assert from "node:assert/strict";
import { test } from "node:test";
import { FaultAt } from "../../rehearsal/providers/faults";
import { upUnder, type Aftermath } from "./stack-under-test";

/** One way in which a change can go wrong, and what may then be seen. */
export interface Way {
  name: string;
  /** Brings the stack up with this going wrong at the k-th change, and once more without it. */
  aftermath: (at: number) => Promise<Aftermath>;
  /** Whether the `up` in which it happens fails. */
  fails: "always" | "never" | "as it falls";
  /** Whether something may be in the account that the state does not know. */
  mayStray: boolean;
  /** Whether the state names, as a pending operation, everything that it does not know. */
  straysArePending?: boolean;
}

function judge(way: Way, at: number, { failed, strays, lost, pending }: Aftermath): void {
  const point = `${way.name} at ${at}`;
  assert.deepEqual(lost, [], `${point}: in the state and not in the account`);
  if (way.fails !== "as it falls") assert.equal(failed, way.fails === "always", `${point}: whether up failed`);
  if (!way.mayStray) assert.deepEqual(strays, [], `${point}: doubled`);
  if (way.straysArePending)
    for (const { urn } of strays)
      assert.ok(pending.includes(urn), `${point}: ${urn} is doubled and the state does not say so`);
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

/** Tries the ways at every change of an update when FAULTS is `all`, else each at one change picked from a seed. */
export function tryEachWay(ways: readonly Way[]): void {
  test(`after a fault the next update finishes, with nothing lost and nothing doubled unseen (${everything ? "all" : `seed ${seed}`})`, async (t) => {
    const total = everything ? await changesOfAnUpdate() : 100;
    const random = seeded(seed);
    for (const way of ways) {
      const points = everything
        ? Array.from({ length: total }, (_, index) => index + 1)
        : [1 + Math.floor(random.next().value! * total)];
      let failed = 0;
      let strays = 0;
      for (const at of points) {
        await t.test(`${way.name} at change ${at}`, async () => {
          const aftermath = await way.aftermath(at);
          judge(way, at, aftermath);
          failed += Number(aftermath.failed);
          strays += aftermath.strays.length;
        });
      }
      t.diagnostic(`${way.name}: ${points.length} points, ${failed} updates failed, ${strays} strays`);
    }
  });
}
