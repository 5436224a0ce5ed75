import { faultAt, faultKinds } from "../../rehearsal/protocol/faults";
import { tryEachWay, type Way } from "./judged-points";
import { upUnder } from "./stack-under-test";

/** What may go wrong between the engine, a provider and the account. */
const ways = faultKinds.map((kind): Way => ({
  name: kind,
  aftermath: (urn) => upUnder(() => ({ faults: faultAt(urn, kind) })),
  fails: kind === "answer-lost" ? "never" : "always",
  mayStray: kind === "answer-dropped",
}));

tryEachWay(ways);
