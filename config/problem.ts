import type { Problem } from "../openmetadata/problem";

export type { Problem };

/** Something that a user should know and that stops nothing. */
export interface Note {
  readonly key: string;
  readonly text: string;
}

const withoutFullStop = (text: string) => text.replace(/\.\s*$/, "");

/** Keys are those under `openmetadata:`, but for those that say their own namespace. */
const fullKey = (key: string) => (/^[a-z]+:/.test(key) ? key : `openmetadata:${key}`);

/** One problem as a person reads it. */
export function problemText({ key, found, allowed, fix }: Problem): string {
  const mend = fix === undefined ? "" : ` ${withoutFullStop(fix)}${fix.endsWith("?") ? "" : "."}`;
  if (found === undefined) {
    const reason = withoutFullStop(allowed);
    return `${fullKey(key)} is ${/^(required|needed)/.test(reason) ? reason : `not set; allowed: ${reason}`}.${mend}`;
  }
  return `${fullKey(key)} is ${found}; allowed: ${withoutFullStop(allowed)}.${mend}`;
}

/** Every problem of a stack file in one text. */
export function problemsText(problems: readonly Problem[]): string {
  const count = problems.length === 1 ? "one problem" : `${problems.length} problems`;
  const lines = problems.map(
    (problem, index) => `  ${String(index + 1).padStart(String(problems.length).length)}. ${problemText(problem)}`,
  );
  return `The configuration of this stack has ${count}; nothing was changed.\n${lines.join("\n")}`;
}

/** Keys of secrets that a stack needs and has not set, such as `secrets.auth.clientSecret`. */
export const missingSecrets = (problems: readonly Problem[]): string[] =>
  problems.filter(({ key, found }) => found === undefined && key.startsWith("secrets.")).map(({ key }) => key);
