import { stripVTControlCharacters } from "node:util";
import { createColors } from "picocolors";

/** How to write for the reader: columns of the terminal, and whether it takes colour. */
export interface Style {
  readonly width: number;
  readonly colors: ReturnType<typeof createColors>;
}

export type ColorChoice = "auto" | "always" | "never";

const narrowest = 40;
const widest = 160;
/** Where nobody says how wide the page is: a pipe, a file, a CI log. */
const pageWidth = 100;

/** `--color` wins, then NO_COLOR and FORCE_COLOR, then whether the stream is a terminal. */
export const styleOf = (
  stream: { readonly isTTY?: boolean; readonly columns?: number },
  color: ColorChoice,
  environment: NodeJS.ProcessEnv,
): Style => {
  const columns = stream.isTTY ? stream.columns : Number(environment.COLUMNS);
  return {
    width: Math.min(widest, Math.max(narrowest, columns || pageWidth)),
    colors: createColors(color === "auto" ? wantsColor(stream, environment) : color === "always"),
  };
};

const wantsColor = (stream: { readonly isTTY?: boolean }, environment: NodeJS.ProcessEnv): boolean => {
  if (environment.NO_COLOR) return false;
  if (environment.FORCE_COLOR) return environment.FORCE_COLOR !== "0";
  return stream.isTTY === true && environment.TERM !== "dumb";
};

export const visibleLength = (text: string): number => stripVTControlCharacters(text).length;

export const padded = (text: string, width: number): string =>
  text + " ".repeat(Math.max(0, width - visibleLength(text)));

export const paddedLeft = (text: string, width: number): string =>
  " ".repeat(Math.max(0, width - visibleLength(text))) + text;

/** Lines no wider than `width`, broken between words; a word that is wider is broken inside, or left `whole`. */
export const wrapped = (text: string, width: number, long: "broken" | "whole" = "broken"): string[] => {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((whole) => (long === "whole" ? [whole] : pieces(whole, width)))) {
    if (line !== "" && visibleLength(line) + 1 + visibleLength(word) > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
};

/** A word with colour in it stays whole: its escape sequences may not be cut. */
const pieces = (word: string, width: number): string[] => {
  if (word.length <= width || visibleLength(word) !== word.length) return [word];
  return Array.from({ length: Math.ceil(word.length / width) }, (_, index) =>
    word.slice(index * width, (index + 1) * width),
  );
};

/** Shortened to `width` with an ellipsis in place of what is missing. */
export const shortened = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;

/** `3 subnets`, `1 policy`; the count is left out for one of a kind. */
export const counted = (count: number, noun: string): string => (count === 1 ? noun : `${count} ${plural(noun)}`);

export const plural = (noun: string): string => {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
};

export const seconds = (milliseconds: number): string =>
  milliseconds < 950 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;

export const money = (amount: number): string =>
  `$${amount.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
