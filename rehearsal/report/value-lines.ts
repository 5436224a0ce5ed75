import { maskedText, unknownMark } from "./masking";
import { shortened, type Style } from "./text";

/** What stays readable around the first difference of two long texts. */
const context = 16;

/** A value as a report shows it; an ARN from the resource on, since account and region are the same for all. */
export const valueText = (value: unknown): string => {
  if (value === undefined) return "(none)";
  if (value === unknownMark) return "(known after up)";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (text === "") return '""';
  return (/^arn:[^:]*:[^:]*:[^:]*:[^:]*:/.test(text) ? text.split(":").slice(5).join(":") : text).replaceAll("\n", "⏎");
};

/** Two texts no wider than `width` that still differ: what both begin with is left out where it would hide that. */
export const shortenedPair = (before: string, after: string, width: number): [before: string, after: string] => {
  if (before.length <= width && after.length <= width) return [before, after];
  let same = 0;
  while (same < before.length && same < after.length && before[same] === after[same]) same++;
  const cut = Math.min(Math.max(0, same - Math.min(context, Math.floor(width / 3))), same);
  const from = (text: string) => shortened(cut > 1 ? `…${text.slice(cut)}` : text, width);
  return [from(before), from(after)];
};

/** `label: before → after` where that fits, else before and after on lines of their own. */
export const differenceLines = (
  label: string,
  before: unknown,
  after: unknown,
  indent: string,
  style: Style,
): string[] => {
  const { dim } = style.colors;
  const [old, current] = [valueText(before), valueText(after)];
  if (old === current) {
    const secret = old.includes(maskedText) ? "a new secret value" : "a new value that the engine does not show";
    return [`${indent}${label}: ${dim(secret)}`];
  }
  if (indent.length + label.length + old.length + current.length + 7 <= style.width)
    return [`${indent}${label}: ${old} → ${current}`];
  const [shownOld, shownCurrent] = shortenedPair(old, current, style.width - indent.length - 6);
  return [`${indent}${label}`, `${indent}  ${dim("-")} ${shownOld}`, `${indent}  ${dim("+")} ${shownCurrent}`];
};
