import type { Judge } from "../protocol/judge";
import type { Failure, ResourceCall } from "../protocol/package";
import { builtImageType, stepType } from "../protocol/steps";
import { afterDeletion } from "./across/deletion/deletions";
import type { Rule } from "./rule";

/** An account that refuses what these rules refuse. */
export const judgeBy = (rules: readonly Rule[]): Judge => ({
  check: (call) => (isJudged(call) ? rules.flatMap((rule) => (rule.check?.(call) ?? []).map(named(rule))) : []),
  relations: (urn, graph, cloud) => {
    const node = graph.get(urn);
    if (!node || !isJudged({ ...node, graph })) return [];
    return rules.flatMap((rule) => (rule.graph?.(node, graph, cloud) ?? []).map(named(rule)));
  },
  creation: (call) => rules.flatMap((rule) => (rule.create?.(call) ?? []).map(named(rule))),
  change: (call) => rules.flatMap((rule) => (rule.change?.(call) ?? []).map(named(rule))),
  replacement: (thing, cloud) => rules.flatMap((rule) => (rule.replace?.(thing, cloud) ?? []).map(named(rule))),
  deletion: (thing, cloud) => rules.flatMap((rule) => (rule.remove?.(thing, cloud) ?? []).map(named(rule))),
  afterDeletion,
  whole: (graph, cloud) => {
    const asked = rules.flatMap((rule) => [rule.graph, rule.whole].flatMap((ask) => (ask ? { rule, ask } : [])));
    return graph.all().flatMap((node) =>
      asked.flatMap(({ rule, ask }) =>
        ask(node, graph, cloud)
          .map(named(rule))
          .map((failure) => ({ ...failure, urn: node.urn })),
      ),
    );
  },
});

/**
 * A step has a provider of its own. Where AWS's is not simulated beside it, nothing is known of what the step refers to until
 * the run is over; what a whole graph shows is looked at then.
 */
const isJudged = ({ type, graph }: Pick<ResourceCall, "type" | "graph">): boolean =>
  (type !== stepType && type !== builtImageType) ||
  graph.all().some((node) => node.type.startsWith("aws:") && node.inputs !== undefined);

/** Each refusal says which rule it comes from, so that a person can find its reason. */
const named =
  (rule: Rule) =>
  ({ property, reason }: Failure): Failure => ({
    property,
    reason: `${reason} [rehearsal: ${rule.name}]`,
    rule: rule.name,
    ...(rule.gap && { gap: true }),
  });
