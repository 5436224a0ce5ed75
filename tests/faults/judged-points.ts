import assert from "node:assert/strict";
import { test } from "node:test";
import { FaultAt } from "../../rehearsal/protocol/faults";
import { typeOf } from "../../rehearsal/protocol/urn";
import { upUnder, type Aftermath } from "./stack-under-test";

/** One way in which a change can go wrong, and what may then be seen. */
export interface Way {
  name: string;
  /** Brings the stack up with this going wrong when a resource, by its URN, is made, and once more without it. */
  aftermath: (urn: string) => Promise<Aftermath>;
  /** Whether the `up` in which it happens fails. */
  fails: "always" | "never" | "as it falls";
  /** Whether something may be in the account that the state does not know. */
  mayStray: boolean;
  /** Whether the state names, as a pending operation, everything that it does not know. */
  straysArePending?: boolean;
}

function judge(way: Way, urn: string, { failed, strays, lost, pending }: Aftermath): void {
  const point = `${way.name} at ${urn}`;
  assert.deepEqual(lost, [], `${point}: in the state and not in the account`);
  if (way.fails !== "as it falls") assert.equal(failed, way.fails === "always", `${point}: whether up failed`);
  if (!way.mayStray) assert.deepEqual(strays, [], `${point}: doubled`);
  if (way.straysArePending)
    for (const { urn } of strays)
      assert.ok(pending.includes(urn), `${point}: ${urn} is doubled and the state does not say so`);
}

/** What an update makes, sorted: the engine makes it side by side, in another order each time. */
async function madeByAnUpdate(): Promise<string[]> {
  const notes = new FaultAt(0, async (work) => work());
  await upUnder(() => ({ faults: notes }));
  return [...new Set(notes.urns)].sort();
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

/** `all`, or the name of one way that is tried alone. */
const wanted = process.env.FAULTS;
const seed = Number(process.env.FAULTS_SEED ?? 20_261_122);

/** Tries the ways that FAULTS says at every change of an update; without it, each way at one that is picked from a seed. */
export function tryEachWay(ways: readonly Way[]): void {
  test(`after a fault the next update finishes, with nothing lost and nothing doubled unseen (${wanted ?? `seed ${seed}`})`, async (t) => {
    const changes = await madeByAnUpdate();
    const random = seeded(seed);
    for (const way of ways.filter(({ name }) => [undefined, "all", name].includes(wanted))) {
      const points = wanted ? changes : [changes[Math.floor(random.next().value! * changes.length)]!];
      let failed = 0;
      let strays = 0;
      for (const urn of points) {
        await t.test(`${way.name} at ${typeOf(urn)} ${urn.split("::").at(-1)}`, async () => {
          const aftermath = await way.aftermath(urn);
          judge(way, urn, aftermath);
          failed += Number(aftermath.failed);
          strays += aftermath.strays.length;
        });
      }
      t.diagnostic(`${way.name}: ${points.length} points, ${failed} updates failed, ${strays} strays`);
    }
  });
}
