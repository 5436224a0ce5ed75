import type { ResourceGraph, ResourceNode } from "../rehearsal/protocol/graph";
import { stackType } from "../rehearsal/report/state";

/** A name that the engine made up ends in seven random digits, other ones in each run. */
const generated = /-[0-9a-f]{7}$/;

/** Names in a run that the program did not give, by a text that is the same in every run. */
const generatedNames = (nodes: readonly ResourceNode[]): Map<string, string> => {
  const names = new Map<string, string>();
  for (const { urn, inputs = {}, registered = "" } of nodes)
    for (const [property, value] of Object.entries(inputs))
      if (typeof value === "string" && generated.test(value) && !registered.includes(JSON.stringify(value)))
        names.set(value, `<${property} of ${urn}>`);
  return names;
};

/**
 * What a run's program registered, resource by resource, as texts that can be compared between runs. Without the stack itself:
 * it holds nothing, and a program that runs in this process does not register it where a process of its own does.
 */
export const registrationsOf = (graph: ResourceGraph): Map<string, string> => {
  const nodes = graph.all().filter(({ type }) => type !== stackType);
  const names = [...generatedNames(nodes)].sort(([one], [other]) => other.length - one.length);
  return new Map(
    nodes.map(({ urn, registered = "" }) => [
      urn,
      names.reduce((text, [name, stands]) => text.replaceAll(name, stands), registered),
    ]),
  );
};

/** Whether two runs registered the same resources with the same inputs. */
export const sameRegistrations = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean =>
  one.size === other.size && [...one].every(([urn, text]) => other.get(urn) === text);
