import type { ResourceGraph } from "../rehearsal/protocol/graph";
import { stackType } from "../rehearsal/report/state";

/**
 * What a run's program registered, resource by resource, as texts that can be compared between runs. Without the stack itself:
 * it holds nothing, and a program that runs in this process does not register it where a process of its own does.
 */
export const registrationsOf = (graph: ResourceGraph): ReadonlyMap<string, string> =>
  new Map(
    graph
      .all()
      .filter(({ type }) => type !== stackType)
      .map(({ urn, registered }) => [urn, registered?.() ?? ""]),
  );

/** Whether two runs registered the same resources with the same inputs. A value that one of them does not know differs. */
export const sameRegistrations = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean =>
  one.size === other.size && [...one].every(([urn, text]) => other.get(urn) === text);
