import type { Judge } from "../protocol/judge";
import type { Failure, ResourceCall } from "../protocol/package";
import { builtImageType, stepType } from "../protocol/steps";
import { afterDeletion } from "./across/deletion/deletions";
import { rememberedBy } from "./remembered";
import type { OfInputs, Rule } from "./rule";

type Question = "check" | "checkInAccount" | "graph" | "whole" | "create" | "change" | "replace" | "remove";

/** What puts some questions to every rule that answers them; sorted out once, since it is asked of hundreds of resources. */
function asking<Asked extends Question>(rules: readonly Rule[], ...questions: readonly Asked[]) {
  type Ask = NonNullable<Rule[Asked]>;
  const answering = rules.flatMap((rule) =>
    questions.flatMap((question) => {
      const ask = rule[question]?.bind(rule) as ((...about: Parameters<Ask>) => Failure[]) | undefined;
      return ask ? [{ rule, ask }] : [];
    }),
  );
  return (...about: Parameters<Ask>): Failure[] => {
    const found: Failure[] = [];
    for (const { rule, ask } of answering) for (const failure of ask(...about)) found.push(named(rule, failure));
    return found;
  };
}

/** An account that refuses what these rules refuse. */
export function judgeBy(rules: readonly Rule[]): Judge {
  const ofInputs = asking(rules, "check");
  const rememberedOfInputs = rememberedBy(
    ({ type, inputs }: OfInputs) => JSON.stringify([type, inputs]),
    ({ type, inputs }) => ofInputs({ type, inputs }),
  );
  const inAccount = asking(rules, "checkInAccount");
  const relations = asking(rules, "graph");
  const whole = asking(rules, "graph", "whole");
  return {
    check: (call) => (isJudged(call) ? [...rememberedOfInputs(call), ...inAccount(call)] : []),
    relations: (urn, graph, cloud) => {
      const node = graph.get(urn);
      return node && isJudged({ ...node, graph }) ? relations(node, graph, cloud) : [];
    },
    creation: asking(rules, "create"),
    change: asking(rules, "change"),
    replacement: asking(rules, "replace"),
    deletion: asking(rules, "remove"),
    afterDeletion,
    whole: (graph, cloud) =>
      graph.all().flatMap((node) => whole(node, graph, cloud).map((failure) => ({ ...failure, urn: node.urn }))),
  };
}

/**
 * A step has a provider of its own. Where AWS's is not simulated beside it, nothing is known of what the step refers to until
 * the run is over; what a whole graph shows is looked at then.
 */
const isJudged = ({ type, graph }: Pick<ResourceCall, "type" | "graph">): boolean =>
  (type !== stepType && type !== builtImageType) ||
  graph.all().some((node) => node.type.startsWith("aws:") && node.inputs !== undefined);

/** Each refusal says which rule it comes from, so that a person can find its reason. */
const named = ({ name, gap }: Rule, { property, reason }: Failure): Failure => ({
  property,
  reason: `${reason} [rehearsal: ${name}]`,
  rule: name,
  ...(gap && { gap: true }),
});
