/** Characters that end a line, move the cursor or turn the reading direction: nothing that a comment needs. */
const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const colour = /\u001b\[[0-9;?]*[ -/]*[@-~]/g;

/** No name after an `@` may become a mention, not even in code: a space of no width is put between. */
const withoutMentions = (text: string): string => text.replace(/@(?=[\w-])/g, "@\u200b");

/** Nor may it hold a comment of HTML, by which the review's own comment is found. */
const plain = (text: string): string =>
  withoutMentions(text.replace(colour, "").replace(unprintable, "")).replaceAll("<!--", "<!\u200b--");

/** Text for a line of prose or a table's cell: everything that Markdown or HTML would read something into is escaped. */
export const prose = (text: string): string =>
  plain(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/[\\`*_[\]|~#$!]/g, "\\$&")
    .replace(/:\/\//g, ":\u200b//")
    .replace(/\s*\n\s*/g, " ");

const longestRun = (text: string): number => Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));

/** Text as code within a line or a table's cell. */
export const code = (text: string, most = 120): string => {
  const line = plain(text).replace(/\r?\n/g, "⏎").replaceAll("\t", " ").trim();
  if (line === "") return "(empty)";
  const shown = (line.length > most ? `${line.slice(0, most - 1)}…` : line).replaceAll("|", "\\|");
  const ticks = "`".repeat(longestRun(shown) + 1);
  const space = /^`|`$/.test(shown) ? " " : "";
  return `${ticks}${space}${shown}${space}${ticks}`;
};

/** Lines as a block of code that nothing in them can end. */
export const block = (lines: readonly string[], language: string): string => {
  const text = lines.map((line) => plain(line.replaceAll("\n", "⏎"))).join("\n");
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text}\n${fence}`;
};
