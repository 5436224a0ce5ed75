import type { Operation } from "../../rehearsal/engine/operations";
import type { Run } from "../../rehearsal/engine/session";

/** Where two plans differ: a line for each resource, `rehearsal` against `provider`. */
export const comparedPlans = (rehearsed: Run, real: Run, options: { compareInputs?: boolean } = {}): string[] => {
  const { compareInputs = true } = options;
  const ours = described(rehearsed, compareInputs);
  const theirs = described(real, compareInputs);
  return [...new Set([...ours.keys(), ...theirs.keys()])].sort().flatMap((urn) => {
    const [ourPlan, theirPlan] = [ours.get(urn) ?? "nothing", theirs.get(urn) ?? "nothing"];
    return ourPlan === theirPlan ? [] : [`${shortName(urn)}: rehearsal ${ourPlan} | provider ${theirPlan}`];
  });
};

const shortName = (urn: string) => urn.split("::").slice(2).join("::").split("$").pop() ?? urn;

/** What happens to each resource: its steps, and on account of which inputs it is changed or replaced. */
const described = (run: Run, inputs: boolean): Map<string, string> => {
  const steps = new Map<string, string[]>();
  for (const operation of run.changes) {
    const sofar = steps.get(operation.urn) ?? [];
    steps.set(operation.urn, [...sofar, step(operation, inputs)]);
  }
  return new Map([...steps].map(([urn, all]) => [urn, [...new Set(all)].sort().join(" + ")]));
};

/**
 * What the real provider reports beside what the program changed, by type: `tagsAll` is an output that repeats `tags`, and
 * an access point's empty list of further groups comes and goes with any other change of it, replacing nothing.
 */
const isEcho = (type: string, property: string): boolean =>
  property === "tagsAll" || (type === "aws:efs/accessPoint:AccessPoint" && property === "posixUser");

const step = ({ op, type, diffs, replaceKeys }: Operation, inputs: boolean): string => {
  const changed = diffs.filter((property) => !isEcho(type, property)).sort();
  return [
    op,
    ...(inputs && changed.length > 0 ? [`of ${changed.join(", ")}`] : []),
    ...(replaceKeys.length > 0 ? [`for ${[...replaceKeys].sort().join(", ")}`] : []),
  ].join(" ");
};
