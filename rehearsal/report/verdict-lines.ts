import type { RehearsalDocument } from "./document";
import { counted, type Style, wrapped } from "./text";

const howMany = (count: number, noun: string): string => (count === 1 ? `1 ${noun}` : counted(count, noun));

export const warningsText = ({ warnings }: RehearsalDocument): string => howMany(warnings.length, "warning");

export const checkLines = ({ checks, placeholders, missingSecrets }: RehearsalDocument, style: Style): string[] => {
  const { green, red, dim } = style.colors;
  const lines = checks.flatMap(({ name, held }) =>
    wrapped(name, style.width - 4).map((line, index) => `${index > 0 ? " " : held ? green("✓") : red("✗")} ${line}`),
  );
  const encrypted = placeholders.filter((path) => !missingSecrets.includes(path));
  if (encrypted.length === 0) return lines;
  const names = `encrypted in the stack file, replaced by placeholders: ${encrypted.join(", ")}`;
  return [...lines, ...wrapped(names, style.width - 4).map((line, index) => `${index === 0 ? "·" : " "} ${dim(line)}`)];
};

export const warningLines = ({ warnings }: RehearsalDocument, style: Style): string[] =>
  warnings.flatMap((warning) =>
    warning
      .split("\n")
      .flatMap((line) => wrapped(line, style.width - 4, "whole"))
      .map((line, index) => `${index === 0 ? style.colors.yellow("!") : " "} ${line}`),
  );

/** Commands that a reader copies: each on one line, however wide. */
export const missingSecretLines = ({ missingSecrets }: RehearsalDocument): string[] =>
  missingSecrets.map((path) => `pulumi config set --secret --path ${path}`);

/** The last thing on the screen: whether it held, and if not, all that did not. */
export const verdictLines = (document: RehearsalDocument, style: Style): string[] => {
  const { bold, green, red } = style.colors;
  const { held, problems, checks, warnings } = document;
  if (held) {
    const aside = warnings.length > 0 ? `, ${warningsText(document)}` : "";
    return [
      bold(green(`Everything held: ${howMany(checks.length, "check")}${aside}.`)),
      ...asideLines(document, style),
    ];
  }
  return [
    ...asideLines(document, style),
    // One problem may itself count what it found, such as the mistakes of a stack file.
    bold(red(problems.length === 1 ? "Did not hold:" : `Did not hold: ${counted(problems.length, "problem")}`)),
    ...problems.flatMap((problem) => [
      "",
      ...problem
        .trimEnd()
        .split("\n")
        .flatMap((line) => indented(line, style)),
    ]),
  ];
};

/** What the verdict does not speak for: refusals that were allowed, and types that were not judged. */
const asideLines = ({ allowed, notJudged }: RehearsalDocument, style: Style): string[] => {
  const rules = [...new Set(allowed.map(({ rule }) => rule))].sort();
  const refusals = rules.map(
    (rule) => `${howMany(allowed.filter((one) => one.rule === rule).length, "refusal")} of ${rule}`,
  );
  return [
    ...(refusals.length > 0 ? [`Passed by --allow: ${refusals.join(", ")}.`] : []),
    ...(notJudged.length > 0 ? [`Not judged: ${notJudged.join(", ")}.`] : []),
  ].flatMap((text) => wrapped(text, style.width, "whole").map(style.colors.yellow));
};

/** A command under its sentence stays indented, and whole. */
const indented = (line: string, style: Style): string[] => {
  const indent = `  ${/^ */.exec(line)![0]}`;
  if (/^\s+(pulumi|npm|aws) /.test(line)) return [`${indent}${line.trim()}`];
  return wrapped(line.trim(), style.width - indent.length, "whole").map((part) => `${indent}${part}`);
};
