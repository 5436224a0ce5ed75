import { type Problem, problemText } from "../openmetadata/problem";

export { type Problem, problemText };

/** Something that a user should know and that stops nothing. */
export interface Note {
  readonly key: string;
  readonly text: string;
}

/** Columns of the text: the engine and the rehearsal indent it once more, and a terminal has 80. */
const width = 74;

/** Lines between words; what cannot be broken is longer. */
function wrapped(text: string, columns: number): string[] {
  return text.split(" ").reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > columns) return [...lines, word];
    return [...lines.slice(0, -1), `${last} ${word}`];
  }, []);
}

/** A problem in a list: what follows its number is indented by as much; a command is indented further, and never wrapped. */
function item(problem: Problem, mark: string): string {
  const indent = " ".repeat(mark.length);
  const lines = problemText(problem)
    .split("\n")
    .flatMap((line) => (line.startsWith(" ") ? [line] : wrapped(line, width - indent.length)));
  return lines.map((line, index) => `${index === 0 ? mark : indent}${line}`).join("\n");
}

/** Every problem of a stack file in one text. */
export function problemsText(problems: readonly Problem[]): string {
  const count = problems.length === 1 ? "one problem" : `${problems.length} problems`;
  const digits = String(problems.length).length;
  return [
    `The configuration of this stack has ${count}; nothing was changed.`,
    ...problems.map((problem, index) => item(problem, `  ${String(index + 1).padStart(digits)}. `)),
  ].join("\n\n");
}

/** Keys of secrets that a stack needs and has not set, such as `secrets.auth.clientSecret`. */
export const missingSecrets = (problems: readonly Problem[]): string[] =>
  problems.filter(({ key, found }) => found === undefined && key.startsWith("secrets.")).map(({ key }) => key);
