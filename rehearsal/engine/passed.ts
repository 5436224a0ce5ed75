import type { Passed } from "../protocol/leniency";

/** How many resources a warning names; the others it counts. */
const named = 3;

/** What passed, as texts of warnings: one for each reason, with the resources that it is about. */
export const passedWarnings = (passed: readonly Passed[]): string[] => {
  const byReason = new Map<string, Passed[]>();
  for (const one of passed) byReason.set(one.reason, [...(byReason.get(one.reason) ?? []), one]);
  return [...byReason].map(([reason, all]) => {
    const names = all.map(({ urn }) => urn.slice(urn.lastIndexOf("::") + 2)).sort();
    const more = names.length > named ? ` and ${names.length - named} more` : "";
    const why = all[0]?.gap ? "" : " Passed by --allow.";
    return `${names.slice(0, named).join(", ")}${more}: ${reason}${why}`;
  });
};
