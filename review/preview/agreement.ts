import type { StackReview } from "../model";
import type { PlannedChange } from "./engine-preview";

/** A resource for which review and preview say different things; absent: one of them does not mention it. */
export interface Disagreement {
  readonly urn: string;
  readonly review?: string;
  readonly preview?: string;
}

const spoken = (op: string): string => (op.includes("replace") ? "replace" : op);

/** What the review of a stack said of each resource, by URN; the stack itself and providers are left out, as above. */
export const reviewedChanges = ({ changes }: Pick<StackReview, "changes">): Map<string, string> =>
  new Map(
    changes
      .filter(({ urn }) => !/::pulumi:(pulumi:Stack|providers:)/.test(urn))
      .map(({ urn, op }) => [urn, spoken(op)] as const),
  );

/**
 * Where the engine's preview against the real state says otherwise than the review. The review compares two commits; a
 * difference means that what is deployed is not the base, that somebody changed the account, or that the review is wrong.
 */
export function disagreements(review: Pick<StackReview, "changes">, preview: readonly PlannedChange[]): Disagreement[] {
  const reviewed = reviewedChanges(review);
  const previewed = new Map(preview.map(({ urn, op }) => [urn, op]));
  return [...new Set([...reviewed.keys(), ...previewed.keys()])]
    .filter((urn) => reviewed.get(urn) !== previewed.get(urn))
    .sort()
    .map((urn) => ({ urn, review: reviewed.get(urn), preview: previewed.get(urn) }));
}
