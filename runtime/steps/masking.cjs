// A program writes what it likes into its log, and its last lines are in the error of a failed step.

/** Every text of ten characters or more inside a value that may be JSON. */
const textsIn = (value) => {
  if (typeof value === "string") {
    const inner = /^\s*[[{]/.test(value) ? parsed(value) : undefined;
    return inner === undefined ? (value.length >= 10 ? [value] : []) : textsIn(inner);
  }
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(textsIn) : [];
};

const parsed = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * A text as a log may have it: whole, line by line as a key in PEM is written, also where its line breaks are written as
 * two characters, and quoted with escapes.
 */
const spellings = (text) =>
  [text, ...text.split(/\r?\n|\\n/).filter(isOfSecret)].flatMap((part) => [part, JSON.stringify(part).slice(1, -1)]);

/** Every key in PEM has the same first and last line. */
const isOfSecret = (line) => line.trim().length >= 10 && !line.startsWith("-----");

/** The secret values that the stack's config holds, longest first. */
const secretTexts = (config) =>
  [
    ...new Set(
      ["openmetadata:secrets", "aws:secretKey", "aws:token"]
        .flatMap((key) => textsIn(config?.get(key)))
        .flatMap(spellings),
    ),
  ].sort((one, other) => other.length - one.length);

/** A line without secrets of config, tokens, and passwords of the usual forms. */
const masked = (line, secrets) =>
  secrets
    .reduce((text, secret) => text.replaceAll(secret, "[secret]"), line)
    .replace(/\beyJ[\w-]{8,}\.[\w-]{8,}(\.[\w-]+)?/g, "[token]")
    .replace(/(:\/\/[^\s:/@]+):[^\s@]+@/g, "$1:[secret]@")
    .replace(/((?:password|passwd|secret|token|api_?key)\w*["']?\s*[:=]\s*["']?)[^\s"',;]{3,}/gi, "$1[secret]");

module.exports = { masked, secretTexts };
