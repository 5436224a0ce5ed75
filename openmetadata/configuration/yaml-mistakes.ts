import { type Alias, type Document, type ErrorCode, LineCounter, parseDocument, visit } from "yaml";

/** The parser's errors in words of our own: its own quote the text. */
export const yamlReasons: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: "an alias (*) takes neither tag nor anchor",
  BAD_ALIAS:
    "an alias (*) without its anchor (&) above, or a plain value that begins with *; write such a value in quotes",
  BAD_COLLECTION_TYPE: "the tag (!) does not fit the list or map behind it",
  BAD_DIRECTIVE: "a line that begins with % is a directive, and YAML does not know this one",
  BAD_DQ_ESCAPE: "a backslash in double quotes with nothing to escape; single quotes take it as it is",
  BAD_INDENT: "the indentation is not that of the lines around it",
  BAD_PROP_ORDER:
    "anchor (&) or tag (!) is in the wrong place; a value that begins with one of these must be in quotes",
  BAD_SCALAR_START: "a plain value begins with a sign that YAML keeps for itself; write it in quotes",
  BLOCK_AS_IMPLICIT_KEY: "a second key in one line, or a value with a colon and a space in it, which must be in quotes",
  BLOCK_IN_FLOW: "inside [ ] and { } there can be no indented list or map",
  DUPLICATE_KEY: "the key is there twice",
  IMPOSSIBLE: "YAML cannot read this",
  KEY_OVER_1024_CHARS: "a key of more than 1024 characters",
  MISSING_CHAR: "a sign is missing: a closing quote or bracket, a comma, a colon, or the space behind one",
  MULTILINE_IMPLICIT_KEY: "a key goes on over several lines, or the colon of the line is missing",
  MULTIPLE_ANCHORS: "one value has two anchors (&)",
  MULTIPLE_DOCS: "another document begins (---)",
  MULTIPLE_TAGS: "one value has two tags (!)",
  NON_STRING_KEY: "a key that is not text",
  RESOURCE_EXHAUSTION: "the lists and maps are nested too deeply",
  TAB_AS_INDENT: "the indentation has a tab, where YAML takes spaces alone",
  TAG_RESOLVE_FAILED: "the tag (!) does not fit the value behind it",
  UNEXPECTED_TOKEN: "something that cannot be here, such as text behind a closing quote or bracket",
};

/** A line that git writes where two sides of a merge differ: at its beginning seven signs, and a name behind them or nothing. */
const conflictMarker = /^(<{7}|\|{7}|={7}|>{7})( |\r?$)/;

/** What is wrong with a text that YAML cannot read and in which git left a merge conflict: the first line of it, from 1. */
export function mergeConflict(text: string): { readonly line: number; readonly reason: string } | undefined {
  const [line, ...others] = text
    .split("\n")
    .flatMap((written, index) => (conflictMarker.test(written) ? [index + 1] : []));
  if (line === undefined) return undefined;
  const also = others.length > 0 ? ` (so are lines ${others.join(", ")})` : "";
  const reason =
    `this is one of git's conflict markers${also}: a merge is not finished. ` +
    "Keep the lines of one side, or what you want of both, and delete the lines with <<<<<<<, ======= and >>>>>>>";
  return { line, reason };
}

/** A text as YAML, and its first mistake: its line and what is wrong, without the text that is written there. */
export function yamlDocument(text: string): { readonly document: Document; readonly mistake?: string } {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, logLevel: "silent" });
  const [error] = document.errors;
  const told = (code: ErrorCode, offset = 0) => `line ${lineCounter.linePos(offset).line}: ${yamlReasons[code]}`;
  if (error !== undefined) {
    const conflict = mergeConflict(text);
    return {
      document,
      mistake: conflict ? `line ${conflict.line}: ${conflict.reason}` : told(error.code, error.pos[0]),
    };
  }
  // The parser itself tells of these only when the values are read, and quotes them.
  let lost: Alias | undefined;
  visit(document, {
    Alias(_key, alias) {
      if (alias.resolve(document) === undefined) lost ??= alias;
    },
  });
  return lost === undefined ? { document } : { document, mistake: told("BAD_ALIAS", lost.range?.[0]) };
}
