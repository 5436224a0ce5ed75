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
  /**
   * In a preview nothing is created before the whole graph is judged: it is refused then, all at once, since a resource
   * that the engine is told to refuse hides those that depend on it. What relates two resources is asked then, too.
   */
  refusesAtEnd: boolean;
  /** What of inputs is to be refused at the end. */
  held: Located[];
  /** Texts of the secrets that the run under way has shown: no reason quotes them. */
  secretTexts: Set<string>;
  /** What of that passes all the same. */
  leniency: Leniency;
  /** Milliseconds spent inside provider calls, and how many there were, in the run under way. */
  calls: { count: number; milliseconds: number };
}

type Located = Failure & { urn: string };

export const located = (urn: string, failures: readonly Failure[]): Located[] =>
  failures.map((one) => ({ ...one, urn }));

/** Keeps what is refused until the end, each once: the engine checks twice what it replaces or imports. */
export function hold({ held }: Account, refused: readonly Located[]): void {
  for (const one of refused.map(withProperty))
    if (!held.some(({ urn, reason }) => urn === one.urn && reason === one.reason)) held.push(one);
}

/** The engine names the property of what it refuses itself; a reason that is held says it, where it does not already. */
const withProperty = (one: Located): Located =>
  one.reason.includes(one.property) ? one : { ...one, reason: `${one.property}: ${one.reason}` };

/** What the account refuses, without the secrets that a reason would quote. */
export function refusedBy(
  { judge, judges, leniency, secretTexts }: Account,
  find: (judge: Judge) => readonly Located[],
): Located[] {
  if (!judges) return [];
  return leniency.refused(find(judge).map((one) => ({ ...one, reason: masked(one.reason, secretTexts) })));
}

/** What it refuses of all that the program registered, once it has. */
export const refusedAtEnd = (account: Account): Located[] =>
  refusedBy(account, (judge) => [...account.held, ...judge.whole(account.graph, account.cloud)]);

/** The same of a preview that ended before, where what relates two resources was not asked yet. */
export const refusedSoFar = (account: Account): Located[] => {
  const { graph, cloud, held } = account;
  const checked = graph.all().filter(({ inputs }) => inputs !== undefined);
  return refusedBy(account, (judge) => [
    ...held,
    ...checked.flatMap(({ urn }) => located(urn, judge.relations(urn, graph, cloud))),
  ]);
};
