import { isRecord } from "../../problems/record";
import type { RehearsalDocument } from "./document";
import { unknownMark } from "./masking";
import { padded, shortened, type Style, wrapped } from "./text";

/** An object with more values than this is shown as its keys; the JSON document has the values. */
const manyValues = 6;

/** Where the installation is found, and what a person still has to do for it. */
export const addressLines = (outputs: RehearsalDocument["outputs"], style: Style): string[] => {
  const { url, remaining } = outputs;
  const steps = Array.isArray(remaining) ? remaining.filter((step) => typeof step === "string") : [];
  const bullet = steps.flatMap((step) =>
    wrapped(step, style.width - 4, "whole").map((line, index) => `${index === 0 ? "·" : " "} ${line}`),
  );
  return [
    ...(typeof url === "string" && !isUnknown(url) ? [url] : []),
    ...(bullet.length > 0 ? ["Left to do:", ...bullet] : []),
  ];
};

/** The stack's outputs, one a line, those of an object below its name. */
export const outputLines = (outputs: RehearsalDocument["outputs"], style: Style): string[] => {
  const rows = rowsOf(outputs, "");
  const nameWidth = Math.min(Math.max(...rows.map(([name]) => name.length), 0), Math.floor(style.width * 0.4));
  return rows.flatMap(([name, text]) => {
    const [first = "", ...more] = wrapped(text, style.width - nameWidth - 4, "whole");
    return [
      `${padded(shortened(name, nameWidth), nameWidth)}  ${first}`,
      ...more.map((line) => `${" ".repeat(nameWidth)}  ${line}`),
    ];
  });
};

const rowsOf = (values: Readonly<Record<string, unknown>>, indent: string): [name: string, text: string][] =>
  Object.keys(values)
    .sort()
    .flatMap((name): [string, string][] => {
      const value = values[name];
      if (value === null || isUnknown(value)) return [];
      if (
        isRecord(value) &&
        Object.keys(value).length > manyValues &&
        Object.values(value).every((inner) => !isRecord(inner))
      ) {
        return [[`${indent}${name}`, `(${Object.keys(value).length}: ${Object.keys(value).sort().join(", ")})`]];
      }
      if (isRecord(value)) return [[`${indent}${name}`, ""], ...rowsOf(value, `${indent}  `)];
      if (Array.isArray(value))
        return value.map((item, index) => [index === 0 ? `${indent}${name}` : "", `- ${textOf(item)}`]);
      return [[`${indent}${name}`, textOf(value)]];
    });

/** A value, or an object of nothing but values, that only `up` knows: a preview has nothing to show of it. */
const isUnknown = (value: unknown): boolean =>
  value === unknownMark ||
  (isRecord(value) && Object.values(value).length > 0 && Object.values(value).every(isUnknown));

/** A long text is only counted here; the JSON document has it in full. */
const textOf = (value: unknown): string => {
  if (typeof value !== "string") return JSON.stringify(value) ?? "";
  const lines = value.trimEnd().split("\n").length;
  return lines > 1 ? `(text of ${lines} lines)` : value;
};
