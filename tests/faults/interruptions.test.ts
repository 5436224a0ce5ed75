import { interruptAt } from "../../rehearsal/protocol/faults";
import { tryEachWay, type Way } from "./judged-points";
import { blockState, upUnder } from "./stack-under-test";

/** An engine that is killed: what was under way is in the account, and in the state as a pending operation. */
const killed = (when: "before" | "after"): Way => ({
  name: `killed-${when}`,
  aftermath: (urn) => {
    let kill = () => {};
    const faults = interruptAt(urn, when, () => kill());
    return upUnder(() => ({ faults, onStart: (killer) => (kill = killer) }));
  },
  fails: "as it falls",
  mayStray: true,
  straysArePending: true,
});

/**
 * A state file that cannot be written for a moment: the engine writes it again, and mostly nobody notices. On a busy
 * machine the moment outlasts its attempts, and the update fails; what it made it still writes down.
 */
const stateWriteFails: Way = {
  name: "state-write-fails",
  aftermath: (urn) =>
    upUnder((session) => {
      const faults = interruptAt(urn, "before", () => {
        const unblock = blockState(session);
        setTimeout(unblock, 150);
      });
      return { faults };
    }),
  fails: "as it falls",
  mayStray: false,
};

tryEachWay([killed("before"), killed("after"), stateWriteFails]);
