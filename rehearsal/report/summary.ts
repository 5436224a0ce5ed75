import type { RehearsalDocument } from "./document";
import { changeCounts, costDifference } from "./change-lines";
import { isProvider, type StateResource } from "./state";
import { money, padded, paddedLeft, seconds, type Style } from "./text";
import { warningsText } from "./verdict-lines";

/** Column width that the longest of these names needs. */
export const summaryWidth = (names: readonly string[]): number => Math.max(0, ...names.map((name) => name.length));

/** One stack in one line: whether it held, how large it is, what it costs, how long it took, what a change comes to. */
export const summaryLine = (
  document: RehearsalDocument,
  resources: readonly StateResource[],
  width: number,
  style: Style,
  label = document.stack,
): string => {
  const { green, red, dim, yellow } = style.colors;
  const count = resources.filter(({ custom, type }) => custom && !isProvider(type)).length;
  const total = document.timings.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const cost = document.cost.total > 0 ? `${money(document.cost.total)} a month` : "";
  const asides = [changeText(document), document.warnings.length > 0 ? yellow(warningsText(document)) : ""];
  return [
    document.held ? green("✓") : red("✗"),
    padded(label, width),
    paddedLeft(`${count} resources`, 14),
    paddedLeft(cost, 18),
    dim(paddedLeft(seconds(total), 8)),
    ...asides.filter((text) => text !== "").map((text) => ` ${text}`),
  ].join(" ");
};

const changeText = (document: RehearsalDocument): string => {
  const { change } = document;
  if (!change) return "";
  if (!change.planned) return "change: not planned";
  const counts = changeCounts(document) || "nothing changes";
  return `change: ${[counts, costDifference(change)].filter((text) => text !== "").join(", ")}`;
};
