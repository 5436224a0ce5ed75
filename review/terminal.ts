import { money } from "../rehearsal/report/text";
import { downText, resourcesText } from "./markdown/table";
import type { Outcome, ReviewDocument, StackReview } from "./model";

const verdicts: Readonly<Record<Outcome, string>> = { fine: "fine", look: "needs a look", fails: "does not come up" };

/** What a person at the terminal reads at the end: a paragraph for each stack, without colour. */
export const terminalLines = (document: ReviewDocument): string[] => [
  "",
  ...document.notes,
  ...document.stacks.flatMap(stackLines),
  `Compared with the merge base ${document.base.commit.slice(0, 10)} of ${document.base.ref} in ${(document.milliseconds / 1000).toFixed(1)} s: ${verdicts[document.outcome]}.`,
];

const stackLines = (stack: StackReview): string[] => {
  if (stack.kind === "same") return [`${stack.stack}: nothing changes`];
  const { before, after } = stack.cost;
  const cost =
    before !== undefined && after !== undefined && before !== after
      ? [`${money(before)} → ${money(after)} a month`]
      : [];
  const down = stack.consequences.downtime.map(downText);
  return [
    `${stack.stack}: ${verdicts[stack.outcome]} · ${[resourcesText(stack), ...cost, ...down].join(" · ")}`,
    ...stack.concerns.map(({ kind, text, accepted }) => `  ${accepted ? "accepted " : ""}${kind}: ${text}`),
    ...stack.warnings.map((warning) => `  warning: ${warning.split("\n").join("\n  ")}`),
    ...stack.refusals.flatMap((refusal) => refusal.split("\n").map((line) => `  ${line}`)),
    ...stack.secretsToSet.map(({ command }) => `  ${command}`),
    "",
  ];
};
