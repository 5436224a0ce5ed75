import type { RehearsalDocument } from "../document";
import { isProvider, type StateResource } from "./state";
import { money, padded, paddedLeft, seconds, type Style } from "./text";

/** Column width that the longest of these names needs. */
export const summaryWidth = (names: readonly string[]): number => Math.max(0, ...names.map((name) => name.length));

/** One stack in one line: whether it held, how large it is, what it costs, how long it took. */
export const summaryLine = (
  document: RehearsalDocument,
  resources: readonly StateResource[],
  width: number,
  style: Style,
): string => {
  const { green, red, dim } = style.colors;
  const count = resources.filter(({ custom, type }) => custom && !isProvider(type)).length;
  const total = document.timings.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const cost = document.cost.total > 0 ? `${money(document.cost.total)} a month` : "";
  return [
    document.held ? green("✓") : red("✗"),
    padded(document.stack, width),
    paddedLeft(`${count} resources`, 14),
    paddedLeft(cost, 18),
    dim(paddedLeft(seconds(total), 8)),
  ].join(" ");
};
