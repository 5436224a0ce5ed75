import type { SimulatedCloud } from "./cloud";
import type { FaultPlan } from "./faults";
import type { ResourceGraph } from "./graph";
import type { Judge } from "./judge";
import type { Leniency } from "./leniency";
import type { Failure } from "./package";
import { masked } from "./secret-texts";

/** What all simulated providers of one session share. */
export interface Account {
  cloud: SimulatedCloud;
  /** The graph of the run that is under way. */
  graph: ResourceGraph;
  faults: FaultPlan;
  /** What the account refuses. */
  judge: Judge;
  /** False while a stack is brought up only to be compared with: everything it asks for is done. */
  judges: boolean;
  /** In a preview nothing is created before the whole graph is judged: what relates two resources is asked then, once. */
  relatesAtEnd: boolean;
  /** Texts of the secrets that the run under way has shown: no reason quotes them. */
  secretTexts: Set<string>;
  /** What of that passes all the same. */
  leniency: Leniency;
  /** Milliseconds spent inside provider calls, and how many there were, in the run under way. */
  calls: { count: number; milliseconds: number };
}

type Located = Failure & { urn: string };

/** What the account refuses of all that the program registered, once it has. */
export const refusedAtEnd = ({ judge, graph, cloud, ...account }: Account): Located[] =>
  refusedOf(judge.whole(graph, cloud), account);

/** The same of a preview that ended before, where what relates two resources was not asked yet. */
export const refusedSoFar = ({ judge, graph, cloud, ...account }: Account): Located[] =>
  refusedOf(
    graph
      .all()
      .filter(({ inputs }) => inputs !== undefined)
      .flatMap(({ urn }) => judge.relations(urn, graph, cloud).map((one) => ({ ...one, urn }))),
    account,
  );

const refusedOf = (found: Located[], { leniency, secretTexts }: Pick<Account, "leniency" | "secretTexts">): Located[] =>
  leniency.refused(found.map((one) => ({ ...one, reason: masked(one.reason, secretTexts) })));
