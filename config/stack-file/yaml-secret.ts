import type * as yaml from "yaml";

/**
 * The server puts the values of variables into the text of its configuration file and reads that as YAML: a value that
 * YAML takes for something else is cut short, changed, or stops the server minutes later.
 */
export type YamlReading =
  /** As it is written. */
  | "same"
  /** Quoted by the user, or a list or map in one line: read as what the user wrote it to be. */
  | "written"
  /** Cut short, changed, or no YAML at all. */
  | "other";

/** Letters, digits and signs that mean nothing to YAML inside a word, as generated passwords and keys are. */
const word = /^[A-Za-z0-9][A-Za-z0-9._+/=@-]*$/;

/** How YAML reads a text in the place of a value. */
export function yamlReading(text: string): YamlReading {
  // `${` would be replaced once more; the words are YAML's for nothing at all.
  if (text.includes("${") || /^(~|null)$/i.test(text)) return "other";
  return word.test(text) ? "same" : parsedReading(text);
}

/** The parser's own answer; it is loaded with the first text that needs it, since few stacks have one. */
function parsedReading(text: string): YamlReading {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when needed
  const { isCollection, isMap, isScalar, parseDocument } = require("yaml") as typeof yaml;
  const { contents, errors, warnings, comment } = parseDocument(`value: ${text}\n`, {
    schema: "failsafe",
    logLevel: "silent",
  });
  if (errors.length + warnings.length > 0 || comment || !isMap(contents) || contents.items.length !== 1) return "other";
  const value = contents.items[0]?.value as yaml.Node | null;
  if (value === null || value.comment || value.commentBefore || ("anchor" in value && value.anchor)) return "other";
  if (isCollection(value)) return value.flow ? "written" : "other";
  if (!isScalar(value) || value.tag !== undefined) return "other";
  if (value.type === "QUOTE_SINGLE" || value.type === "QUOTE_DOUBLE") return "written";
  return value.value === text ? "same" : "other";
}
