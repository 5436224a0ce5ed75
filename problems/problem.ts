import { fullKey, remove, set, setSecret } from "./commands";

/** Something in a stack file that cannot work, with all that its error message says. */
export interface Problem {
  /** Key below `openmetadata:`, such as `auth.clientId` or `secrets.auth.clientSecret`; or one with its own namespace. */
  readonly key: string;
  /** What was found, as the message prints it; absent when the key is missing. Never a secret value. */
  readonly found?: string;
  /** What is allowed, or `required when …` for a missing key; without a full stop. */
  readonly allowed: string;
  /** How to fix it: sentences, and commands on lines of their own ({@link steps}). */
  readonly fix?: string;
  /** Key that the fix sets besides, because it was most likely meant: that it is missing follows from this problem. */
  readonly meant?: string;
}

export const setFix = (key: string, value?: string): string =>
  key.startsWith("secrets.") ? setSecret(key) : set(key, value);

/** A key that is needed and missing. */
export const missing = (key: string, reason: string, value?: string): Problem => ({
  key,
  allowed: reason,
  fix: setFix(key, value),
});

/** A key that is set and has no effect, or cannot work; `value` is what works in its place. */
export const refused = (key: string, found: string, allowed: string, value?: string): Problem => ({
  key,
  found,
  allowed,
  fix: value === undefined ? remove(key) : set(key, value),
});

const withoutFullStop = (text: string) => text.replace(/\.\s*$/, "");
const isCommand = (line: string) => line.startsWith("    ");
const sentence = (text: string) => (isCommand(text) || /[.:?!]$/.test(text) ? text : `${text}.`);

/** Reasons that are clauses of their own, and not a list of what is allowed. */
const isClause = (reason: string) => /^(required|needed|did you mean|only when)\b/.test(reason);

/** Key and reason of a problem, in one sentence. */
function reasonText({ key, found, allowed }: Problem): string {
  const reason = withoutFullStop(allowed);
  const clause = isClause(reason) ? reason : `allowed: ${reason}`;
  if (found !== undefined) return sentence(`${fullKey(key)} is ${found}; ${clause}`);
  return sentence(`${fullKey(key)} is ${isClause(reason) ? clause : `not set; ${clause}`}`);
}

/** One problem as a person reads it: the reason in one line, then how to fix it, each command in a line of its own. */
export const problemText = (problem: Problem): string =>
  [reasonText(problem), ...(problem.fix ?? "").split("\n").filter(Boolean).map(sentence)].join("\n");

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
